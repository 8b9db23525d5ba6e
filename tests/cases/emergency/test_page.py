"""The pages of an emergency: asking, what is shown, and judging afterwards."""

import pytest

from cases.citizen import actions as citizen_actions
from cases.emergency import actions
from cases.involvement.models import Involvement
from coordination.models import Event
from tests.calls import Caller
from tests.cast import employ

REASON = "Borgeren står på gaden i nat og har brug for sin medicin."


def test_the_search_leads_to_it(case, outsider, signed_in):
    client = signed_in(outsider)
    answer = client.post("/search/", {"q": case.number}, follow=True)
    assert "/emergency/" in answer.content.decode()


def test_a_number_and_a_reason_open_the_case(case, outsider, signed_in):
    client = signed_in(outsider)
    assert client.get(case.get_absolute_url()).status_code == 404
    assert "Nødadgang" in client.get("/emergency/").content.decode()
    answer = client.post("/emergency/", {"number": case.number, "reason": REASON})
    assert answer.status_code == 302
    assert answer["Location"] == case.get_absolute_url()
    page = client.get(case.get_absolute_url())
    body = page.content.decode()
    assert page.status_code == 200
    assert "Karla Fiktiv" in body
    assert REASON in body
    assert "/contact/" not in body
    assert "/citizen/" not in body
    read = Event.objects.filter(kind="case.read", by=outsider).latest("pk")
    assert read.purpose == "emergency"


def test_the_citizens_number_finds_it_too(case, citizen, jonas, outsider, signed_in):
    citizen_actions.correct(citizen, by=jonas, cpr="0101019999")
    client = signed_in(outsider)
    answer = client.post("/emergency/", {"number": "010101-9999", "reason": REASON})
    assert answer["Location"] == case.get_absolute_url()


@pytest.mark.parametrize("number", ["Karla", "S-99999", "Karla Fiktiv", "2400", "%"])
def test_nothing_else_finds_a_case(case, outsider, signed_in, number):
    client = signed_in(outsider)
    answer = client.post("/emergency/", {"number": number, "reason": REASON})
    assert answer.status_code == 422
    assert REASON in answer.content.decode()
    assert not Involvement.objects.filter(kind="emergency").exists()


def test_a_short_reason_is_sent_back_with_the_number(case, outsider, signed_in):
    client = signed_in(outsider)
    answer = client.post("/emergency/", {"number": case.number, "reason": "haster"})
    assert answer.status_code == 422
    assert case.number in answer.content.decode()
    assert "mindst 20 tegn" in answer.content.decode()
    assert client.get(case.get_absolute_url()).status_code == 404


def test_a_case_one_sees_anyway_is_simply_shown(case, jonas, signed_in):
    client = signed_in(jonas)
    answer = client.post("/emergency/", {"number": case.number, "reason": REASON})
    assert answer["Location"] == case.get_absolute_url()
    assert not Involvement.objects.filter(kind="emergency").exists()


def test_every_search_is_on_record(case, outsider, signed_in):
    client = signed_in(outsider)
    for number in (case.number, "S-99999"):
        client.post("/emergency/", {"number": number, "reason": REASON})
    searches = Event.objects.filter(kind="case.list", by=outsider)
    assert [event.facts["ids"] for event in searches.order_by("pk")] == [[case.pk], []]
    assert all(event.facts["emergency"] for event in searches)


def test_those_on_the_case_see_who_and_why(case, outsider, jonas, signed_in):
    actions.open_case(case, by=outsider, reason=REASON)
    body = signed_in(jonas).get(case.get_absolute_url()).content.decode()
    assert "Outsider Prøve har åbnet sagen med nødadgang" in body
    assert "Åbnet med nødadgang" in body
    assert body.count(REASON) >= 2


@pytest.mark.parametrize("who", ["lars", "leonora", "aud"])
def test_leaders_and_auditors_judge_the_reason(
    case, outsider, elsewhere, lars, signed_in, who
):
    people = {
        "lars": lars,
        "leonora": employ("leonora", elsewhere, "leader"),
        "aud": employ("aud", elsewhere, "auditor"),
    }
    actions.open_case(case, by=outsider, reason=REASON)
    answer = signed_in(people[who]).get("/emergency/looks/")
    assert REASON in answer.content.decode()
    assert "Karla" not in answer.content.decode()
    assert Event.objects.filter(kind="emergency.list", by=people[who]).exists()


def test_a_leader_elsewhere_sees_nothing_of_it(case, outsider, lone, signed_in):
    actions.open_case(case, by=outsider, reason=REASON)
    assert REASON not in signed_in(lone).get("/emergency/looks/").content.decode()


def test_a_look_at_what_is_hidden_is_judged_there(
    case, citizen, jonas, lars, lone, signed_in
):
    citizen_actions.correct(citizen, by=jonas, cpr="0101019999")
    reason = "Skal sende papirer til Sygesikringen"
    citizen_actions.reveal_cpr(citizen, by=jonas, reason=reason)
    assert reason in signed_in(lars).get("/emergency/looks/").content.decode()
    assert reason not in signed_in(lone).get("/emergency/looks/").content.decode()


@pytest.mark.parametrize("who", ["outsider", "mona", "administrator"])
def test_others_do_not_judge(request, signed_in, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get("/emergency/looks/").status_code == 403


@pytest.mark.parametrize("who", ["mona", "administrator"])
def test_others_open_nothing(request, case, signed_in, who):
    client = signed_in(request.getfixturevalue(who))
    assert client.get("/emergency/").status_code == 403
    answer = client.post("/emergency/", {"number": case.number, "reason": REASON})
    assert answer.status_code == 403


def test_a_program_may_open_it_too(case, outsider):
    program = Caller(outsider)
    short = program.post("emergencies/", number=case.number, reason="haster")
    assert short.status_code == 400
    answer = program.post("emergencies/", number=case.number, reason=REASON)
    assert answer.status_code == 201
    assert answer.json()["kind"] == "emergency"
    shown = program.get(f"cases/{case.pk}/")
    assert shown.status_code == 200
    assert shown.json()["available_steps"] == []
    again = program.post("emergencies/", number=case.number, reason=REASON)
    assert again.status_code == 409
    unknown = program.post("emergencies/", number="S-99999", reason=REASON)
    assert unknown.status_code == 400
