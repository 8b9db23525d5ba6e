"""A citizen asks to be called; whoever is to call can do it, with or without a case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.call import actions
from cases.case import actions as case_actions
from cases.citizen import actions as citizen_actions
from cases.citizen.models import Citizen
from cases.involvement import actions as involvement_actions
from cases.plan import actions as plan
from cases.plan.measure import Measure
from coordination.messages.post import written
from coordination.models import Event, Message
from coordination.models.message import Stop
from coordination.organisation import join, leave, stand_in
from coordination.workflow import NotVisible, Refused
from tests.calls import Caller
from tests.cases.case.test_contact_person import react
from tests.cases.plan.test_closed import wish
from tests.cast import employ, seat_of, settle, with_seats

pytestmark = pytest.mark.django_db
TASKS = "/?view=tasks"
HOUR = timedelta(hours=1)


@pytest.fixture
def abandoned(case, jonas, jobs):
    """A closed case in which nobody has a part any more."""
    Citizen.objects.filter(pk=case.citizen_id).update(phone="20 30 40 50")
    case_actions.close(case, by=jonas, outcome="other")
    involvement_actions.end(case.parties().get(department=jobs), by=jonas)
    return case


@pytest.fixture
def call(abandoned, jonas, lars):
    """The wish, which has come to the leader of the department that had the case."""
    leave(seat_of(jonas), by=None)
    found = wish(abandoned)
    assert found.responsible == lars
    return found


def at(call, page="call"):
    return f"/measures/{call.pk}/{page}/"


def page_of(client, address):
    return client.get(address).content.decode()


def told(person):
    """Return where the newest message to somebody leads."""
    message = Message.objects.filter(user=person, template="measure.call").latest("pk")
    return written(message).link


# -- without a part in the case ------------------------------------------------------


def test_the_message_leads_to_whom_to_call(signed_in, call, lars):
    assert told(lars).endswith(at(call))
    page = page_of(signed_in(lars), at(call))
    assert call.case.citizen.name in page
    assert f'href="tel:{call.case.citizen.phone.replace(" ", "")}"' in page


def test_so_does_the_worklist(signed_in, call, lars):
    page = page_of(signed_in(lars), TASKS)
    assert at(call) in page
    assert f"/cases/{call.case_id}/" not in page


def test_nothing_else_of_the_case_is_shown_or_opened(signed_in, call, lars):
    client = signed_in(lars)
    page = page_of(client, at(call))
    for secret in (call.case.reason, call.case.citizen.address, "999999"):
        assert secret not in page
    assert client.get(call.case.get_absolute_url()).status_code == 404
    assert client.get(at(call, "drop")).status_code == 404
    program = Caller(lars)
    assert program.get(f"measures/{call.pk}/").status_code == 404
    assert program.get("measures/").json()["results"] == []
    assert program.get(f"citizens/{call.case.citizen_id}/").status_code == 404


def test_the_look_is_recorded_with_its_purpose(signed_in, call, lars):
    signed_in(lars).get(at(call))
    look = Event.objects.get(kind="measure.read", by=lars)
    assert (look.purpose, look.root_id) == ("call", call.case_id)


def test_that_one_has_called_is_noted(signed_in, call, lars):
    client = signed_in(lars)
    done = client.post(at(call), {"version": call.version})
    assert done.status_code == 302
    call.refresh_from_db()
    assert call.state == Measure.State.DONE
    assert Event.objects.get(kind="measure.finish").by == lars
    assert at(call) not in page_of(client, TASKS)


@pytest.mark.parametrize("page", ["call", "pass-on"])
@pytest.mark.parametrize("how", ["get", "post"])
def test_after_that_it_shows_nobody(signed_in, call, lars, how, page):
    plan.finish(call, by=lars)
    answer = getattr(signed_in(lars), how)(at(call, page))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert call.case.citizen.name not in text
    assert call.case.get_absolute_url() not in text


def test_what_there_is_to_know_before_calling_is_said(signed_in, call, lars):
    Citizen.objects.filter(pk=call.case.citizen_id).update(
        stop="crisis", representative="Søsteren Ida Opdigtet"
    )
    page = page_of(signed_in(lars), at(call))
    assert "Søsteren Ida Opdigtet" in page
    assert str(Stop.CRISIS.label) in page
    [row] = Caller(lars).get("calls/").json()["results"]
    assert (row["stop"], row["representative"]) == ("crisis", "Søsteren Ida Opdigtet")


def test_nobody_calls_who_has_died(coordinated, jonas):
    call = wish(coordinated)
    citizen_actions.correct(coordinated.citizen, by=jonas, stop="crisis")
    call.refresh_from_db()
    assert call.state == Measure.State.OPEN
    citizen_actions.correct(coordinated.citizen, by=jonas, stop="dead")
    call.refresh_from_db()
    assert call.state == Measure.State.DROPPED


def test_whoever_is_to_call_changes_nothing_else_of_it(call, lars, kim, hanne):
    """What is sent is not even looked at: no answer tells who works on the case."""
    for responsible in (kim, hanne):
        answer = Caller(lars).post(
            f"measures/{call.pk}/change/",
            what="Noget andet",
            responsible=responsible.pk,
            due_on="2030-01-01",
        )
        assert answer.status_code == 404


def test_whoever_stands_in_may_call(signed_in, call, lars, jobs):
    deputy = employ("dan", jobs)
    now = timezone.now()
    stand_in(lars, by=lars, deputy=deputy, since=now - HOUR, until=now + HOUR)
    assert signed_in(with_seats(deputy)).get(at(call)).status_code == 200


def test_nobody_else_sees_it(
    signed_in, call, kim, hanne, outsider, lone, administrator
):
    for person in (kim, hanne, outsider, lone, administrator):
        assert signed_in(person).get(at(call)).status_code == 404, person
        assert Caller(person).get("calls/").json()["results"] == []
        answer = Caller(person).post(f"measures/{call.pk}/finish/")
        assert answer.status_code == 404
        with pytest.raises(NotVisible):
            plan.finish(call, by=person)


# -- somebody else calls -------------------------------------------------------------


def test_it_can_be_passed_on(signed_in, call, lars, kim):
    client = signed_in(lars)
    form = client.get(at(call, "pass-on"))
    assert form.status_code == 200
    done = client.post(
        at(call, "pass-on"), {"responsible": kim.pk, "version": call.version}
    )
    assert done.status_code == 302
    call.refresh_from_db()
    assert call.responsible == kim
    react("measure.change")
    assert told(kim).endswith(at(call))
    assert signed_in(lars).get(at(call)).status_code == 404
    assert signed_in(kim).get(at(call)).status_code == 200


def test_it_is_passed_on_to_somebody_else(signed_in, call, lars, kim):
    form = signed_in(lars).get(at(call, "pass-on")).context["form"]
    offered = {str(value) for value, _name in form.fields["responsible"].choices}
    assert str(kim.pk) in offered
    assert str(lars.pk) not in offered


def test_only_to_who_works_where_the_case_was_or_where_cases_are_coordinated(
    call, lars, hanne
):
    with pytest.raises(Refused, match="Hanne"):
        actions.pass_on(call, by=lars, responsible=hanne)


def test_each_time_it_is_passed_on_it_is_told(call, lars, kim):
    for giver, taker in ((lars, kim), (kim, lars), (lars, kim)):
        actions.pass_on(call, by=giver, responsible=taker)
        call.refresh_from_db()
        react("measure.change")
    told_of_it = Message.objects.filter(template="measure.call")
    assert told_of_it.filter(user=kim).count() == 2


def test_so_it_is_where_others_still_work_on_the_case(municipality, coordinated, kim):
    """Whoever takes part sees it on the case; who does not, is told."""
    municipality.lead_department = settle("Koordinering")
    municipality.save()
    outside = employ("odin", municipality.lead_department)
    call = wish(coordinated)
    actions.pass_on(call, by=kim, responsible=outside)
    react("measure.change")
    message = Message.objects.get(template="measure.call", user=outside)
    assert "lukket" not in written(message).line


def test_who_leaves_another_department_still_calls(call, lars, housing):
    lone = join(lars, department=housing, role="leader", by=None)
    leave(lone, by=None)
    call.refresh_from_db()
    assert call.responsible == lars


def test_who_leaves_before_calling_passes_it_on_and_it_is_told(call, lars, jobs):
    other = employ("ludvig", jobs, "leader")
    leave(seat_of(lars), by=None)
    call.refresh_from_db()
    assert call.responsible == other
    react("measure.change")
    assert told(other).endswith(at(call))


def test_an_administrator_chooses_who_calls_and_sees_no_citizen(
    signed_in, abandoned, jonas, jobs, administrator
):
    call = wish(abandoned)
    assert call.responsible == administrator
    client = signed_in(administrator)
    page = page_of(client, at(call))
    assert call.case.citizen.name not in page
    assert "tel:" not in page
    assert client.post(at(call), {"version": call.version}).status_code == 403
    program = Caller(administrator)
    assert program.post(f"measures/{call.pk}/finish/").status_code == 403
    [row] = Caller(administrator).get("calls/").json()["results"]
    assert (row["citizen"], row["phone"]) == ("", "")
    assert jonas.name in page_of(client, at(call, "pass-on"))
    client.post(at(call, "pass-on"), {"responsible": jonas.pk})
    call.refresh_from_db()
    assert call.responsible == jonas
    assert call.case.citizen.name in page_of(signed_in(jonas), at(call))


# -- with a part in it ---------------------------------------------------------------


def test_whoever_sees_the_case_goes_on_to_it(signed_in, coordinated, kim):
    call = wish(coordinated)
    page = page_of(signed_in(kim), at(call))
    assert f'href="{coordinated.get_absolute_url()}"' in page


# -- over HTTP -----------------------------------------------------------------------


def test_a_program_does_the_same(call, lars, kim):
    program = Caller(lars)
    [row] = program.get("calls/").json()["results"]
    citizen = call.case.citizen
    assert (row["citizen"], row["phone"]) == (citizen.name, citizen.phone)
    seen = Event.objects.get(kind="case.list", by=lars, facts__view="calls")
    assert seen.facts["ids"] == [call.case_id]
    passed = program.post(f"measures/{call.pk}/pass-on/", responsible=kim.pk)
    assert passed.status_code == 200
    assert program.get("calls/").json()["results"] == []
    done = Caller(kim).post(f"measures/{call.pk}/finish/")
    assert (done.status_code, done.json()["state"]) == (200, "done")


def test_a_program_is_told_who_cannot_be_asked(call, lars, hanne):
    answer = Caller(lars).post(f"measures/{call.pk}/pass-on/", responsible=hanne.pk)
    assert answer.status_code == 400
    assert answer.json()["problems"]["responsible"]
