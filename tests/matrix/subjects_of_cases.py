"""One of the nouns of a case in each of its states, as people get it there."""

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
from cases.plan.measure import Measure
from cases.plan.models import Goal, Plan
from coordination.workflow import perform
from tests.matrix.world import in_days


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
