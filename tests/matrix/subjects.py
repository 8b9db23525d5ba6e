"""One of every noun in each of its states, reached the way people reach it."""

from datetime import date
from uuid import uuid4

from cases.case import actions as case_actions
from cases.case.models import Case
from cases.charter import actions as charter_actions
from cases.charter.models import Charter
from cases.consent import actions as consent_actions
from cases.consent.models import Consent
from cases.contact import actions as contact_actions
from cases.contact.models import Contact
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from cases.involvement import actions as involvement_actions
from cases.involvement.models import Involvement
from cases.plan import actions as plan_actions
from cases.plan.models import Goal, Measure, Plan
from coordination.workflow import perform
from feedback.benchmark import actions as benchmark_actions
from feedback.benchmark.models import Benchmark
from feedback.counter import actions as counter_actions
from feedback.counter.models import Counter
from feedback.note import actions as note_actions
from feedback.note.models import Note
from feedback.remark import actions as remark_actions
from feedback.remark.models import Remark
from feedback.round import actions as round_actions
from feedback.round.models import Round
from mentors.mentorship import actions as mentorship_actions
from mentors.mentorship.models import Mentorship
from mentors.outing import actions as outing_actions
from mentors.outing.models import Outing
from mentors.planned import actions as planned_actions
from mentors.planned.models import PlannedVisit
from mentors.sealed.content import Told
from mentors.unplaced import actions as unplaced_actions
from mentors.unplaced.models import UnplacedVisit
from mentors.visit import intake
from mentors.visit.held import HeldVisit
from tests.matrix.step import in_an_hour
from tests.matrix.steps_of_feedback import OTHERS, open_round, wishes
from tests.matrix.world import in_days, propose, ten_on, write_report
from tests.mentors.phones import words

MODELS = {
    "case": Case,
    "handover": Handover,
    "involvement": Involvement,
    "consent": Consent,
    "charter": Charter,
    "contact": Contact,
    "goal": Goal,
    "measure": Measure,
    "plan": Plan,
    "mentorship": Mentorship,
    "plannedvisit": PlannedVisit,
    "heldvisit": HeldVisit,
    "unplacedvisit": UnplacedVisit,
    "outing": Outing,
    "round": Round,
    "counter": Counter,
    "remark": Remark,
    "benchmark": Benchmark,
    "note": Note,
}


def case(world, state):
    found = world.case
    if state == "new":
        return Case(citizen=found.citizen, reason="Job")
    if state == "coordinated":
        case_actions.coordinate(
            found, by=world.kim, coordinator=world.kim, deputy=world.dorte
        )
    if state == "paused":
        case_actions.pause(found, by=world.jonas, reason="Ferie")
    if state == "closed":
        case_actions.close(found, by=world.jonas, outcome="other")
    return found


def offered(world):
    return handover_actions.offer(
        world.case, by=world.jonas, receiver=world.housing, reason="Bolig"
    )


def handover(world, state):
    if state == "new":
        return Handover(case=world.case, giver=world.jobs, receiver=world.housing)
    if state == "completed":
        contact_actions.log(
            world.case, by=world.hanne, department=world.housing, take_baton=True
        )
        return Handover.objects.get(case=world.case)
    found = offered(world)
    if state == "accepted":
        handover_actions.accept(found, by=world.hanne, read_back="Ja")
    if state == "declined":
        handover_actions.decline(found, by=world.hanne, code="other", text="Nej")
    if state == "withdrawn":
        handover_actions.withdraw(found, by=world.jonas)
    if state == "lapsed":
        perform(found.lapse, by=None)
    return found


def involvement(world, state):
    if state == "new":
        return Involvement(case=world.case, department=world.school)
    part = world.case.parties().get(department=world.housing)
    if state == "ended":
        involvement_actions.end(part, by=world.jonas)
    return part


def consent(world, state):
    if state == "new":
        return Consent(case=world.case, purpose="En bolig")
    found = consent_actions.give(
        world.case, by=world.jonas, departments=[world.housing], purpose="En bolig"
    )
    if state == "withdrawn":
        consent_actions.withdraw(found, by=world.jonas)
    if state == "expired":
        consent_actions.expire(found)
    return found


def charter(world, state):
    if state == "new":
        return Charter(case=world.case)
    return charter_actions.keep(world.case, by=world.jonas, reason="Bolig")


def contact(world, state):
    if state == "new":
        return Contact(case=world.case, department=world.jobs, by=world.jonas)
    return contact_actions.log(world.case, by=world.jonas, department=world.jobs)


def goal(world, state):
    if state == "new":
        return Goal(case=world.case, words="En dør")
    found = plan_actions.set_goal(world.case, by=world.jonas, words="En dør")
    if state == "reached":
        plan_actions.reach(found, by=world.jonas)
    if state == "dropped":
        plan_actions.drop_goal(found, by=world.jonas)
    return found


def measure(world, state):
    if state == "new":
        return Measure(case=world.case, what="Ring", responsible=world.jonas)
    found = plan_actions.add(
        world.case,
        by=world.jonas,
        what="Ring",
        responsible=world.jonas,
        due_on=in_days(2),
    )
    if state == "done":
        plan_actions.finish(found, by=world.jonas)
    if state == "dropped":
        plan_actions.drop(found, by=world.jonas)
    return found


def plan(world, state):
    if state == "new":
        return Plan(case=world.case, review_on=in_days(20))
    return plan_actions.agree(world.case, by=world.jonas, review_on=in_days(20))


def mentorship(world, state):
    if state == "new":
        return Mentorship(case=world.case, department=world.corps, until=in_days(9))
    found = propose(world, world.case)
    if state == "active":
        mentorship_actions.activate(found, by=world.mona)
    if state == "ended":
        mentorship_actions.end(found, by=world.jonas, because="other")
    return Mentorship.objects.get(pk=found.pk)


def plannedvisit(world, state):
    running = mentorship(world, "active")
    if state == "new":
        return PlannedVisit(mentorship=running, case=world.case, starts_at=ten_on(5))
    (planned,) = planned_actions.plan(running, by=world.mona, starts_at=ten_on(4))
    if state == "done":
        told = write_report(running, planned=planned.pk)
        intake.receive(told, by=world.mona)
    if state == "cancelled":
        planned_actions.cancel(planned, by=world.mona)
    return planned


def heldvisit(world, state):
    running = mentorship(world, "active")
    report = write_report(running)
    if state == "new":
        return HeldVisit(
            mentorship=running, case=world.case, author=world.mona, content={}
        )
    intake.receive(report, by=world.mona)
    again = write_report(running, client_id=report.client_id, agreed="Andet")
    found = intake.receive(again, by=world.mona).held
    if state == "kept":
        intake.keep(found, by=world.mona)
    if state == "dropped":
        intake.drop(found, by=world.mona)
    return found


def unplacedvisit(world, state):
    mentorship(world, "active")
    told, client_id = Told(content=words()), uuid4()
    if state == "new":
        return UnplacedVisit(
            author=world.mona,
            client_id=client_id,
            digest=told.digest(),
            content=told.content,
        )
    found = unplaced_actions.lay_aside(told, client_id=client_id, by=world.mona)
    if state == "placed":
        report = write_report(
            Mentorship.objects.get(mentor=world.mona), client_id=client_id
        )
        unplaced_actions.place(found, by=world.mona, report=report)
    if state == "dropped":
        unplaced_actions.drop(found, by=world.mona)
    return found


def outing(world, state):
    if state == "new":
        return Outing(
            mentor=world.mona, department=world.corps, expected_back_at=in_an_hour()
        )
    found = outing_actions.begin(by=world.mona, expected_back_at=in_an_hour())
    if state == "back":
        outing_actions.come_back(found, by=world.mona)
    return found


def remark(world, state):
    said = {
        "month": date(2026, 1, 1),
        "receiver": world.psychiatry.pk,
        "text": "Det gik meget godt",
    }
    if state == "new":
        return Remark(pk=None, **said)
    found = Remark.objects.create(state="held", **said)
    if state == "released":
        remark_actions.release(found, by=world.lone, out=[])
    if state == "dropped":
        remark_actions.drop(found, by=world.lone)
    return found


def benchmark(world, state):
    if state == "new":
        return Benchmark(title="Andre", instrument="handover-pulse-1", content=OTHERS)
    found = benchmark_actions.bring_in(OTHERS, by=world.lone)
    if state == "put_away":
        benchmark_actions.put_away(found, by=world.lone)
    return found


def counter(world, state):
    held = open_round(world)
    if state == "new":
        return Counter(round=held, digest="0" * 64, opened_by=world.hanne)
    found, _secret = counter_actions.open_counter(held, by=world.hanne)
    if state == "closed":
        counter_actions.close_counter(found, by=world.hanne)
    return found


def held_round(world, state):
    if state == "new":
        told = wishes(world, name="Ny")
        return Round(
            name="Ny",
            instrument=told["instrument"].code,
            since=told["since"],
            until=told["until"],
        )
    found = round_actions.plan(by=world.lis, **wishes(world))
    if state in {"open", "closed"}:
        round_actions.start(found, by=world.lis)
    if state == "closed":
        round_actions.close(found, by=world.lis)
    if state == "called_off":
        round_actions.call_off(found, by=world.lis)
    return found


def note(world, state):
    month = in_days(0).replace(day=1)
    said = {"indicator": "coherent", "month": month, "what": "Fælles møde"}
    if state == "new":
        return Note(pinned_by=world.lone, **said)
    found = note_actions.pin(by=world.lone, rebase=state == "rebased", **said)
    if state == "taken_back":
        note_actions.take_back(found, by=world.lone)
    return found


MAKERS = {
    "case": case,
    "handover": handover,
    "involvement": involvement,
    "consent": consent,
    "charter": charter,
    "contact": contact,
    "goal": goal,
    "measure": measure,
    "plan": plan,
    "mentorship": mentorship,
    "plannedvisit": plannedvisit,
    "heldvisit": heldvisit,
    "unplacedvisit": unplacedvisit,
    "outing": outing,
    "round": held_round,
    "counter": counter,
    "remark": remark,
    "benchmark": benchmark,
    "note": note,
}


def make(world, noun, state):
    """Return the thing in that state, read afresh."""
    made = MAKERS[noun](world, state)
    if made.pk:
        made = MODELS[noun].objects.get(pk=made.pk)
    assert made.state == state
    return made
