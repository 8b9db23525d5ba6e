"""One of the nouns of the mentors in each of its states, as people get it there."""

from uuid import uuid4

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
from tests.matrix.world import in_days, propose, ten_on, write_report
from tests.mentors.phones import words


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
