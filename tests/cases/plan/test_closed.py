"""A closed case lets go of its work; only a citizen who waits for a call is called."""

import pytest
from django.utils import timezone

from cases.case import actions as case_actions
from cases.case.models import Case
from cases.involvement import actions as involvement_actions
from cases.plan import actions
from cases.plan.measure import Measure
from cases.plan.reactions import call_the_citizen
from coordination.invariants import broken
from coordination.messages.post import written
from coordination.models import Event, Message
from coordination.organisation import deactivate, leave
from coordination.record import announce
from tests.cast import seat_of

pytestmark = pytest.mark.django_db
TASKS = "/?view=tasks"
DONE = "Sagen er lukket, så her er ikke mere at gøre."


@pytest.fixture
def measure(case, jonas):
    today = timezone.localdate()
    return actions.add(case, by=jonas, what="Ring", responsible=jonas, due_on=today)


@pytest.fixture
def closed(measure, case, jonas):
    case_actions.close(case, by=jonas, outcome="goal_reached")
    return case


def wish(case):
    """Let the citizen ask for a call in a survey, as a worker hears of it."""
    facts = {"recipient": str(case.citizen.recipient_id)}
    event = announce("invitation.contact_wish", facts=facts)
    for _twice in range(2):
        call_the_citizen(event)
    return Measure.objects.get(key=f"contact:{event.pk}")


def page_of(client, address):
    return client.get(address).content.decode()


def test_closing_drops_what_was_still_to_be_done(closed, measure):
    measure.refresh_from_db()
    assert (measure.state, measure.dropped_because) == ("dropped", "Sagen blev lukket.")
    assert Event.objects.filter(kind="measure.drop", by=None).count() == 1
    assert Case.objects.get(pk=closed.pk).next_due_on is None
    assert not broken()


def test_before_it_closes_that_is_said(signed_in, measure, case, jonas):
    page = page_of(signed_in(jonas), f"{case.get_absolute_url()}close/")
    assert "bortfalder, når sagen lukkes" in page
    assert "venter stadig på at blive ringet op" not in page
    wish(case)
    page = page_of(signed_in(jonas), f"{case.get_absolute_url()}close/")
    assert "venter stadig på at blive ringet op" in page


def test_nobody_has_it_as_a_task_any_more(signed_in, measure, case, jonas):
    client = signed_in(jonas)
    row = f"#measure-{measure.pk}"
    assert row in page_of(client, TASKS)
    case_actions.close(case, by=jonas, outcome="other")
    assert row not in page_of(client, TASKS)


def test_the_page_says_one_sentence_and_asks_for_nothing(signed_in, closed, jonas):
    client = signed_in(jonas)
    page = page_of(client, closed.get_absolute_url())
    assert DONE in page
    assert "Næste frist" not in page
    for words in ("Skriv det næste skridt", "Ikke skrevet endnu"):
        assert words not in page
    plan = page_of(client, f"{closed.get_absolute_url()}plan/")
    assert "Begynd med" not in plan


def test_reopened_it_is_agreed_anew(signed_in, closed, measure, jonas):
    case_actions.reopen(closed, by=jonas)
    measure.refresh_from_db()
    assert measure.state == "dropped"
    assert DONE not in page_of(signed_in(jonas), closed.get_absolute_url())


def test_who_waits_for_a_call_is_called_though_the_case_closes(
    coordinated, kim, jonas, signed_in
):
    call = wish(coordinated)
    assert call.responsible == kim
    case_actions.close(coordinated, by=jonas, outcome="other")
    call.refresh_from_db()
    assert (call.state, call.responsible) == ("open", jonas)
    assert f"/measures/{call.pk}/call/" in page_of(signed_in(jonas), TASKS)


def test_a_wish_after_closing_goes_to_the_last_holder(signed_in, closed, jonas):
    call = wish(closed)
    assert (call.responsible, call.state) == (jonas, "open")
    content = written(Message.objects.get(template="measure.call", user=jonas))
    assert content.link.endswith(f"/measures/{call.pk}/call/")
    for words in (content.subject, content.text):
        assert "Karla" not in words
        assert closed.number not in words
    client = signed_in(jonas)
    assert content.line in page_of(client, "/notices/")
    assert f"/measures/{call.pk}/call/" in page_of(client, TASKS)
    assert not broken()

    done = client.post(f"/measures/{call.pk}/finish/", {"version": call.version})
    assert done.status_code == 302
    assert f"/measures/{call.pk}/call/" not in page_of(client, TASKS)


def test_a_colleague_can_be_asked_instead(signed_in, closed, jonas, kim):
    call = wish(closed)
    address = f"/measures/{call.pk}/change/"
    assert signed_in(jonas).get(address).status_code == 200
    actions.change(call, by=jonas, what=call.what, responsible=kim, due_on=call.due_on)
    assert call.responsible == kim


def test_or_to_the_leader_when_the_holder_has_left(closed, jonas, lars):
    leave(seat_of(jonas), by=None)
    assert wish(closed).responsible == lars
    assert Message.objects.get(template="measure.call").user == lars


def test_or_to_the_leader_of_another_department(three_departments, jonas, lone):
    case_actions.close(three_departments, by=jonas, outcome="other")
    deactivate(jonas, by=None)
    assert wish(three_departments).responsible == lone


def test_never_to_nobody(closed, jonas, jobs, administrator):
    part = closed.parties().get(department=jobs)
    involvement_actions.end(part, by=jonas)
    assert wish(closed).responsible == administrator


def test_who_leaves_before_calling_passes_it_on(closed, jonas, lars):
    call = wish(closed)
    leave(seat_of(jonas), by=None)
    call.refresh_from_db()
    assert call.responsible == lars


def test_an_open_case_comes_before_a_closed_one(closed, citizen, jonas, jobs):
    open_one = case_actions.open_case(citizen, by=jonas, department=jobs, reason="Ny")
    assert wish(closed).case == open_one
    assert not Message.objects.filter(template="measure.call").exists()
