"""The work that is on people's desks on the day the demo is loaded."""

from datetime import datetime, timedelta

from cases.case.models import Case
from cases.consent import actions as consent_actions
from cases.plan import actions as plan_actions
from cases.plan.models import Measure
from coordination import reactions
from coordination.calendar import COPENHAGEN
from coordination.models import Event
from coordination.workflow import perform
from demo import texts
from demo.calendar import after
from demo.dice import Dice
from demo.mentoring import MENTORS, give_mentor, plan_ahead
from demo.places import PLACES
from demo.plot import Kind, Move
from demo.staff import Town
from demo.stage import Stage

# How many days ago the offers were made that wait today; the oldest are late.
OFFERED_DAYS_AGO = (0.3, 0.4, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13)
WITH_CONSENT, WITH_TASKS, WITH_GOALS = 18, 32, 26
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
        codes = {
            department.pk: code for code, department in self.town.departments.items()
        }
        waiting = Case.objects.filter(state__in=["open", "coordinated"])
        found = []
        for case in waiting.exclude(handovers__state="offered").order_by("pk"):
            baton = case.baton
            if baton and baton.since < self.now - timedelta(days=15):
                holder = self.town.person(baton.holder.username)
                place = codes[baton.department_id]
                found.append(Stage(self.town, case, place, holder, self.rng))
        self.rng.shuffle(found)
        return found

    def fill(self) -> None:
        """Put offers, tasks, goals, consents, pauses and mentors on the desks."""
        for days_ago, stage in zip(OFFERED_DAYS_AGO, self.stages, strict=False):
            self.offer(stage, days_ago)
        rest = self.stages[len(OFFERED_DAYS_AGO) :]
        for stage, because in zip(rest, texts.PAUSES, strict=False):
            perform(
                stage.case.pause,
                by=stage.holder,
                reason=because,
                note=because,
                at=self.ago(9),
            )
        rest = rest[len(texts.PAUSES) :]
        for stage in rest[:WITH_TASKS]:
            self.add_task(stage)
        for stage in rest[-WITH_GOALS:]:
            words = self.rng.choice(texts.GOALS)
            plan_actions.set_goal(
                stage.case, by=stage.holder, words=words, at=self.ago(14)
            )
        for stage in self.rng.sample(rest, min(WITH_CONSENT, len(rest))):
            self.give_consent(stage)
        self.send_mentors(rest)
        self.tell()

    def ago(self, days: float) -> datetime:
        """Return a moment in office hours so many days ago, in the past for sure."""
        moment = after(self.now - timedelta(days=days), 0, self.rng)
        return min(moment, self.now - timedelta(minutes=20))

    def offer(self, stage: Stage, days_ago: float) -> None:
        """Offer a case's baton to a department that has not answered yet."""
        to = self.rng.pick(PLACES[stage.place].onward)
        warm = self.rng.chance(PLACES[to].warm)
        stage.play(Move(Kind.OFFER, self.ago(days_ago), to, {"warm": warm}))
        stage.pass_deadlines(until=self.now)

    def add_task(self, stage: Stage) -> None:
        """Give somebody in the holding department something to do."""
        due = self.now + timedelta(days=self.rng.triangular(-6, 28, 5))
        plan_actions.add(
            stage.case,
            by=stage.holder,
            what=self.rng.choice(texts.TASKS),
            responsible=stage.somebody(stage.place),
            due_on=due.astimezone(COPENHAGEN).date(),
            kind=self.rng.pick({Measure.Kind.TASK: 2, Measure.Kind.MEASURE: 1}),
            at=self.ago(8),
        )

    def give_consent(self, stage: Stage) -> None:
        """Write down what the citizen has agreed to."""
        parties = [part.department for part in stage.case.parties() if part.department]
        consent_actions.give(
            stage.case,
            by=stage.holder,
            departments=parties,
            purpose=self.rng.choice(texts.CONSENTS),
            way=self.rng.pick({"spoken": 3, "written": 2}),
            at=self.ago(30),
        )

    def send_mentors(self, stages: list[Stage]) -> None:
        """Let the mentors visit some of the citizens."""
        mentors = [self.town.person(name) for name in MENTORS]
        for number, stage in enumerate(stages[:MENTORED]):
            mentor = mentors[number % len(mentors)]
            mentorship = give_mentor(
                self.town,
                stage.case,
                mentor=mentor,
                by=stage.holder,
                begins=self.ago(self.rng.uniform(20, 120)),
                now=self.now,
                rng=self.rng,
            )
            plan_ahead(
                mentorship,
                mentor=mentor,
                number=number // len(mentors),
                now=self.now,
            )

    def tell(self) -> None:
        """Do what a worker would have done in the last days: put notices in place."""
        recent = Event.objects.filter(at__gte=self.now - timedelta(days=TOLD_FOR_DAYS))
        for event in recent.order_by("at", "pk"):
            if event.kind.startswith(TOLD):
                event.recorded_at = event.at  # as the worker would have found it then
                for name in reactions.after_names(event.kind):
                    reactions.run_after(event, name)
