"""The work that is on people's desks on the day the demo is loaded."""

from datetime import datetime, timedelta

from cases.baton.models import Cause
from cases.case.models import Case
from cases.plan import actions as plan_actions
from cases.plan.measure import Measure
from coordination import reactions
from coordination.calendar import COPENHAGEN
from coordination.models import Event
from coordination.workflow import perform
from demo import texts
from demo.calendar import at_work, before
from demo.dice import Dice
from demo.mentoring import mentor_of, plan_ahead, support
from demo.moves import Kind, Move
from demo.needs import closed_to
from demo.places import MENTORS, PLACES
from demo.staff import Town
from demo.stage import Stage
from mentors.mentorship.models import Mentorship

# How many days ago the offers were made that wait today; the oldest has just lapsed.
OFFERED_DAYS_AGO = (0.3, 0.4, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 18)
QUIET = AT_HAND = timedelta(days=20)
LONG = timedelta(days=40)
WITH_TASKS, WITH_GOALS = 32, 26
MENTORED = 13
TOLD_FOR_DAYS = 6
TOLD = ("handover.", "case.reassign", "case.coordinate", "mentorship.")


class Today:
    """Everything that is under way, spread over the cases that are open."""

    def __init__(self, town: Town, *, now: datetime, rng: Dice) -> None:
        self.town = town
        self.now = now
        self.rng = rng
        self.stages = self.find_stages()

    def find_stages(self) -> list[Stage]:
        """Return the open cases on which nothing is on its way, in random order."""
        waiting = Case.objects.filter(state__in=["open", "coordinated"])
        found = []
        for case in waiting.exclude(handovers__state="offered").order_by("pk"):
            baton = case.baton
            if baton and baton.since < self.now - AT_HAND:
                holder = self.town.person(baton.holder.username)
                place = self.town.place_of(baton.department_id)
                stage = Stage(self.town, case, place, holder, self.rng, self.now)
                found.append(stage)
        self.rng.shuffle(found)
        return found

    def fill(self) -> None:
        """Put offers, tasks, goals, pauses and mentors on the desks."""
        events = Event.objects.filter(at__gte=self.now - QUIET)
        busy = set(events.values_list("root_id", flat=True))
        quiet = [stage for stage in self.stages if stage.case.pk not in busy]
        rest = [stage for stage in self.stages if stage.case.pk in busy]
        for days_ago in OFFERED_DAYS_AGO:
            if quiet:
                self.offer(quiet.pop(), days_ago)
        for because in texts.PAUSES:
            if quiet:
                self.pause(quiet.pop(), because)
        rest = [*quiet, *rest]
        for stage in rest[:WITH_TASKS]:
            self.add_task(stage)
        for stage in rest[-WITH_GOALS:]:
            words = self.rng.choice(texts.GOALS)
            plan_actions.set_goal(
                stage.case, by=stage.holder, words=words, at=self.ago(14)
            )
        self.send_mentors(rest)
        self.tell()

    def ago(self, days: float) -> datetime:
        """Return a moment in office hours at least so many days ago."""
        return before(self.now, days, self.rng)

    def offer(self, stage: Stage, days_ago: float) -> None:
        """Offer a case's baton to a department that has not answered yet."""
        closed = closed_to(stage.case.target_group)
        onward = PLACES[stage.place].onward.items()
        if open_to := {to: weight for to, weight in onward if to not in closed}:
            to = self.rng.pick(open_to)
            warm = self.rng.chance(PLACES[to].warm)
            stage.play(Move(Kind.OFFER, self.ago(days_ago), to, {"warm": warm}))
            stage.offers.pass_deadlines(until=self.now)

    def pause(self, stage: Stage, because: str) -> None:
        """Let a case rest for a while."""
        step = stage.case.pause
        at = self.ago(9)
        perform(step, by=stage.holder, reason=because, note=because, at=at)

    def add_task(self, stage: Stage) -> None:
        """Give somebody in the holding department something to do."""
        due = self.now + timedelta(days=self.rng.triangular(-6, 28, 5))
        plan_actions.add(
            stage.case,
            by=stage.holder,
            what=self.rng.choice(self.tasks_of(stage)),
            responsible=stage.somebody(stage.place),
            due_on=at_work(due.astimezone(COPENHAGEN).date(), self.rng).date(),
            kind=self.rng.pick({Measure.Kind.TASK: 2, Measure.Kind.MEASURE: 1}),
            at=self.ago(8),
        )

    def tasks_of(self, stage: Stage) -> list[str]:
        """Return what there may be to do on a case."""
        foreign = stage.case.citizen.interpreter
        return [*texts.TASKS, *([texts.FOR_AN_INTERPRETER] if foreign else [])]

    def send_mentors(self, stages: list[Stage]) -> None:
        """Let mentors visit some more of the citizens, and plan all their visits."""
        running = Mentorship.objects.filter(state="active")
        mentored = set(running.values_list("case", flat=True))
        free = [stage for stage in stages if stage.case.pk not in mentored]
        for stage in free:
            if len(mentored) < MENTORED and self.send_mentor(stage):
                mentored.add(stage.case.pk)
        for name in MENTORS:
            mentor = self.town.person(name)
            theirs = running.filter(mentor=mentor).order_by("pk")
            for number, mentorship in enumerate(theirs):
                plan_ahead(mentorship, mentor=mentor, number=number, now=self.now)

    def send_mentor(self, stage: Stage) -> bool:
        """Let a mentor of a department on the case visit, if one has been on it long.

        Say whether there was one.
        """
        departments = {
            self.town.departments[place].pk: place for place in MENTORS.values()
        }
        long_ago = self.now - LONG
        parts = stage.case.parties().filter(department__in=departments)
        part = parts.filter(since__lt=long_ago).first()
        taken_up_again = stage.case.periods.filter(cause=Cause.REOPENED).exists()
        if part is None or part.since is None or taken_up_again:
            return False
        days = min((self.now - part.since).days - 2, 120)
        support(
            self.town,
            stage.case,
            mentor=mentor_of(
                self.town, departments[part.department_id or 0], stage.case
            ),
            by=stage.holder,
            begins=self.ago(self.rng.uniform(20, days)),
            until=self.now,
            rng=self.rng,
        )
        return True

    def tell(self) -> None:
        """Do what a worker would have done in the last days: put notices in place."""
        recent = Event.objects.filter(at__gte=self.now - timedelta(days=TOLD_FOR_DAYS))
        for event in recent.order_by("at", "pk"):
            if event.kind.startswith(TOLD):
                event.recorded_at = event.at  # as the worker would have found it then
                for name in reactions.after_names(event.kind):
                    reactions.run_after(event, name)
