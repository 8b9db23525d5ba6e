"""Pausing, resuming, closing, reopening and reassigning on their pages."""

import pytest

from cases.case import actions
from cases.case.models import Case
from tests.cast import employ


@pytest.fixture
def maja(jobs):
    return employ("maja", jobs)


def at(case, step):
    return f"/cases/{case.pk}/{step}/"


def state(case):
    return Case.objects.get(pk=case.pk).state


def test_pausing_needs_a_reason_and_resuming_a_press(signed_in, case, jonas):
    client = signed_in(jonas)
    assert client.get(at(case, "pause")).status_code == 200
    assert client.post(at(case, "pause"), {"reason": " "}).status_code == 422
    client.post(at(case, "pause"), {"reason": "Indlagt"})
    assert state(case) == "paused"
    assert "Indlagt" in client.get(at(case, "resume")).content.decode()
    client.post(at(case, "resume"), {})
    assert state(case) == "open"


def test_with_an_open_offer_there_is_no_pause(signed_in, handover, case, jonas):
    client = signed_in(jonas)
    assert client.get(at(case, "pause")).status_code == 409
    page = client.post(at(case, "pause"), {"reason": "Indlagt"})
    assert page.status_code == 409
    assert "Indlagt" in page.content.decode()
    assert state(case) == "open"


def test_closing_needs_an_outcome_and_reopening_gives_the_baton(signed_in, case, jonas):
    client = signed_in(jonas)
    assert client.get(at(case, "close")).status_code == 200
    assert client.post(at(case, "close"), {"outcome": ""}).status_code == 422
    assert client.post(at(case, "close"), {"outcome": "won"}).status_code == 422
    client.post(at(case, "close"), {"outcome": "goal_reached", "note": "Fint"})
    assert state(case) == "closed"
    assert "Målene er nået" in client.get(at(case, "reopen")).content.decode()
    client.post(at(case, "reopen"), {})
    assert state(case) == "open"
    assert case.baton.holder == jonas


def test_a_colleague_becomes_contact_person(signed_in, case, jonas, maja):
    client = signed_in(jonas)
    page = client.get(at(case, "reassign")).content.decode()
    assert "Maja Prøve · 0 stafetter" in page
    assert client.post(at(case, "reassign"), {"to": ""}).status_code == 422
    client.post(at(case, "reassign"), {"to": str(maja.pk)})
    assert case.baton.holder == maja


def test_somebody_from_elsewhere_is_not_on_the_list(signed_in, case, jonas, hanne):
    page = signed_in(jonas).post(at(case, "reassign"), {"to": str(hanne.pk)})
    assert page.status_code == 422
    assert case.baton.holder == jonas


def test_alone_in_the_department_one_is_shown_the_other_way(signed_in, case, jonas):
    page = signed_in(jonas).get(at(case, "reassign")).content.decode()
    assert at(case, "offer") in page


def test_a_page_from_before_a_change_says_so_and_keeps_the_words(
    signed_in, case, jonas
):
    seen = case.version
    actions.pause(case, by=jonas, reason="Ferie")
    actions.resume(case, by=jonas)
    client = signed_in(jonas)
    told = {"reason": "Indlagt", "version": str(seen)}
    page = client.post(at(case, "pause"), told)
    assert page.status_code == 412
    assert "Indlagt" in page.content.decode()
    fresh = Case.objects.get(pk=case.pk).version
    assert client.post(at(case, "pause"), told | {"version": str(fresh)}).url


STEPS = (
    "coordinate",
    "decline-coordination",
    "end-coordination",
    "pause",
    "resume",
    "close",
    "reopen",
    "reassign",
    "contact-person",
)


@pytest.mark.parametrize("step", STEPS)
def test_an_outsider_gets_the_same_page_as_for_nothing(signed_in, outsider, case, step):
    client = signed_in(outsider)
    theirs = client.get(at(case, step))
    nothing = client.get(f"/cases/987654321/{step}/")
    assert (theirs.status_code, nothing.status_code) == (404, 404)


@pytest.mark.parametrize("step", ["pause", "close", "reassign"])
def test_a_department_without_the_baton_is_turned_away(
    signed_in, three_departments, hanne, step
):
    client = signed_in(hanne)
    assert client.get(at(three_departments, step)).status_code == 403
    told = {"reason": "x", "outcome": "other", "to": ""}
    assert client.post(at(three_departments, step), told).status_code in {403, 422}
    assert state(three_departments) == "open"


@pytest.mark.parametrize("step", ["resume", "reopen", "end-coordination"])
def test_a_step_from_another_state_is_refused_before_typing(
    signed_in, case, jonas, step
):
    assert signed_in(jonas).get(at(case, step)).status_code == 409
