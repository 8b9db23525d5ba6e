"""The mentors' pages: a visit from the phone, and what nobody else finds."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cases.citizen import actions as citizen_actions
from coordination.models import Event
from mentors.mentorship import actions
from mentors.mentorship.models import Mentorship
from mentors.visit import intake
from mentors.visit.held import HeldVisit
from mentors.visit.models import Visit
from tests.cast import with_seats
from tests.mentors.conftest import in_days


def queries_of(client, path, counter):
    client.get(path)
    with counter() as seen:
        assert client.get(path).status_code == 200
    return len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]])


@pytest.fixture
def counter():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


def test_the_day_shows_own_citizens_and_is_on_record(phone, mentorship, mona):
    page = phone.get("/field/")
    assert "Karla Fiktiv" in page.content.decode()
    event = Event.objects.get(kind="mentorship.list")
    assert (event.by, event.facts["ids"]) == (mona, [mentorship.case_id])


def test_the_citizens_page_shows_what_a_mentor_may_know(
    phone, mentorship, charter, case, jonas
):
    page = phone.get(f"/field/{mentorship.pk}/").content.decode()
    assert "glad for at gå ture" in page
    assert "Prøvevej 1" in page
    assert "Jonas Prøve" in page  # the contact person now
    assert "Skal have en bolig" not in page  # the charter is the departments'
    assert Event.objects.filter(kind="mentorship.read", purpose="mentoring").exists()


def test_few_queries(phone, mentorship, report, mona, counter):
    for _ in range(5):
        first = intake.receive(report(), by=mona).visit
        intake.receive(report(visit_id=first.visit_id, wishes="Rettet"), by=mona)
    for path in (
        "/field/",
        f"/field/{mentorship.pk}/",
        f"/field/{mentorship.pk}/visit/",
    ):
        assert queries_of(phone, path, counter) <= 12


def test_a_visit_is_written_from_the_phone(phone, mentorship):
    page = phone.get(f"/field/{mentorship.pk}/visit/")
    form = page.context["form"]
    sent = {
        "client_id": str(form.initial["client_id"]),
        "outcome": "done",
        "kind": "walk",
        "wishes": "Vil gerne ud",
        "agreed": "Vi ses på torsdag",
        "started_at": "2026-01-05T10:00",
        "minutes": "45",
        "next_at": (timezone.localtime() + timedelta(days=3)).strftime(
            "%Y-%m-%dT10:00"
        ),
    }
    for _ in range(2):  # a double tap
        answer = phone.post(f"/field/{mentorship.pk}/visit/", sent)
        assert answer.headers["Location"] == f"/field/{mentorship.pk}/"
    visit = Visit.objects.get()
    assert (visit.kind, visit.minutes, visit.outcome) == ("walk", 45, "done")
    assert "Vil gerne ud" in phone.get(f"/field/{mentorship.pk}/").content.decode()


@pytest.mark.parametrize("minutes", ["-5", "1441", "mange"])
def test_minutes_that_cannot_be_are_said_in_our_words(phone, mentorship, minutes):
    sent = {"client_id": str(uuid4()), "outcome": "done", "minutes": minutes}
    answer = phone.post(f"/field/{mentorship.pk}/visit/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Skriv minutterne som et tal fra 0 til 1440." in page
    assert f'value="{minutes}"' in page


def test_nobody_home_is_one_tap(phone, mentorship):
    sent = {"client_id": str(uuid4()), "outcome": "nobody_home"}
    phone.post(f"/field/{mentorship.pk}/visit/", sent)
    visit = Visit.objects.get()
    assert (visit.outcome, visit.kind) == ("nobody_home", "home")
    assert abs(visit.started_at - timezone.now()) < timedelta(minutes=2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "no"},
        {"kind": "teleport"},
        {"minutes": "-5"},
        {"minutes": "99999999999999999999"},
        {"started_at": "i går"},
        {"started_at": "2099-01-01T10:00"},
        {"started_at": "0001-01-01T00:00"},
        {"next_at": "2001-01-01T10:00"},
        {"wishes": "a\x00b"},
        {"together_with": "987"},
    ],
)
def test_bad_input_keeps_what_was_typed(phone, mentorship, mike, wrong):
    sent = {"client_id": str(uuid4()), "wishes": "Vil ud", "agreed": "Torsdag"} | wrong
    answer = phone.post(f"/field/{mentorship.pk}/visit/", sent)
    assert answer.status_code == 422
    assert "Torsdag" in answer.content.decode()
    assert not Visit.objects.exists()


def test_what_was_typed_before_the_end_is_kept_after_it(phone, mentorship, jonas):
    actions.end(mentorship, by=jonas, because="other")
    sent = {"client_id": str(uuid4()), "wishes": "Vil ud"}
    answer = phone.post(f"/field/{mentorship.pk}/visit/", sent, follow=True)
    assert answer.redirect_chain[-1][0] == "/field/"
    assert "sent: mentorforløbet var slut" in answer.content.decode()
    assert Visit.objects.get().late == ["ended"]


def test_a_correction_shows_both(phone, mentorship, report, mona):
    first = intake.receive(report(wishes="Svømmehal"), by=mona).visit
    form = phone.get(f"/visits/{first.pk}/correct/").context["form"]
    assert form.initial["wishes"] == "Svømmehal"
    sent = {
        "client_id": str(form.initial["client_id"]),
        "outcome": "done",
        "kind": "home",
        "wishes": "Bibliotek",
        "started_at": "2026-01-05T10:00",
    }
    phone.post(f"/visits/{first.pk}/correct/", sent)
    page = phone.get(f"/field/{mentorship.pk}/").content.decode()
    assert "Svømmehal" in page
    assert "Bibliotek" in page


def test_a_conflict_is_shown_and_decided(phone, mentorship, report, mona):
    told = report(wishes="Det første")
    intake.receive(told, by=mona)
    sent = {"client_id": str(told.client_id), "wishes": "Det andet"}
    answer = phone.post(f"/field/{mentorship.pk}/visit/", sent, follow=True)
    page = answer.content.decode()
    assert "Det første" in page
    assert "Det andet" in page
    held = HeldVisit.objects.get()
    phone.post(f"/visits/held/{held.pk}/keep/")
    assert Visit.objects.current().get().wishes == "Det andet"
    assert phone.post(f"/visits/held/{held.pk}/drop/").status_code == 409


@pytest.mark.parametrize(
    "path",
    [
        "/cases/{case}/",
        "/cases/{case}/contact/",
        "/cases/{case}/mentorship/",
        "/cases/{case}/mentorship/propose/",
        "/handovers/{handover}/",
    ],
)
def test_a_mentor_finds_nothing_else(phone, mentorship, handover, path):
    found = phone.get(path.format(case=mentorship.case_id, handover=handover.pk))
    assert found.status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/field/{pk}/",
        "/field/{pk}/visit/",
        "/field/{pk}/address/",
        "/mentorships/{pk}/",
        "/mentorships/{pk}/end/",
        "/visits/{visit}/correct/",
    ],
)
@pytest.mark.parametrize("who", ["mike", "outsider", "administrator", "former"])
def test_others_find_none_of_it(
    request, signed_in, mentorship, report, mona, jonas, path, who
):
    visit = intake.receive(report(), by=mona).visit
    if who == "former":
        actions.end(mentorship, by=jonas, because="other")
    user = mona if who == "former" else request.getfixturevalue(who)
    client = signed_in(user)
    address = path.format(pk=mentorship.pk, visit=visit.pk)
    assert client.get(address).status_code == 404
    if "/visit/" not in path:
        assert client.post(address, {"reason": "x"}).status_code in {404, 405}
    unknown = path.format(pk=987654, visit=987654)
    assert client.get(unknown).status_code == 404


def test_a_stranger_cannot_write_a_visit(signed_in, mentorship, mike):
    sent = {"client_id": str(uuid4())}
    answer = signed_in(mike).post(f"/field/{mentorship.pk}/visit/", sent)
    assert answer.status_code == 404
    assert not Visit.objects.exists()


def test_a_protected_address_is_shown_with_a_reason_on_record(
    phone, mentorship, citizen, jonas, mona
):
    citizen_actions.correct(citizen, by=jonas, address_protected=True)
    page = phone.get(f"/field/{mentorship.pk}/").content.decode()
    assert "Prøvevej" not in page
    path = f"/field/{mentorship.pk}/address/"
    assert phone.post(path, {"reason": ""}).status_code == 422
    assert "Prøvevej 1" in phone.post(path, {"reason": "Besøg i dag"}).content.decode()
    assert Event.objects.get(kind="citizen.reveal_address").by == mona


@pytest.mark.parametrize(
    ("shared", "read", "hidden"),
    [
        ("full", ["svømmehallen", "torsdag"], []),
        ("summary", ["torsdag"], ["svømmehallen"]),
        ("dates", [], ["svømmehallen", "torsdag"]),
    ],
)
def test_departments_read_what_the_citizen_agreed_to(
    signed_in, mentorship, report, mona, jonas, shared, read, hidden
):
    Mentorship.objects.filter(pk=mentorship.pk).update(shared=shared)
    intake.receive(report(), by=mona)
    client = signed_in(jonas)
    page = client.get(f"/cases/{mentorship.case_id}/mentorship/").content.decode()
    assert "Hjemmebesøg" in page
    assert all(words in page for words in read)
    assert not any(words in page for words in hidden)


def test_jonas_asks_and_mona_begins(signed_in, case, jonas, housing, mona):
    client = signed_in(jonas)
    path = f"/cases/{case.pk}/mentorship/"
    assert client.get(path).status_code == 200
    assert client.get(f"{path}propose/").status_code == 200
    sent = {
        "goal": "Ud blandt andre",
        "frequency": "weekly",
        "shared": "summary",
        "until": in_days(100).isoformat(),
        "department": housing.pk,
        "mentor": mona.pk,
        "basis": "statute",
        "basis_text": "LAB § 167",
    }
    bad = client.post(f"{path}propose/", sent | {"until": in_days(400).isoformat()})
    assert bad.status_code == 409
    assert "Ud blandt andre" in bad.content.decode()
    assert client.post(f"{path}propose/", sent).status_code == 302
    made = Mentorship.objects.get()
    client = signed_in(mona)
    assert "Ud blandt andre" in client.get("/field/").content.decode()
    page = client.get(f"/mentorships/{made.pk}/").content.decode()
    assert "Karla" not in page
    assert client.get(f"/mentorships/{made.pk}/activate/").status_code == 200
    answer = client.post(f"/mentorships/{made.pk}/activate/", {"version": made.version})
    assert answer.headers["Location"] == f"/field/{made.pk}/"
    assert "Karla" in client.get("/field/").content.decode()


def test_the_mentors_leader_matches_renews_and_ends(
    signed_in, mentorship, proposal, lone, mike, counter
):
    client = signed_in(lone)
    assert "Jeg vil ud blandt andre" in client.get("/mentorships/").content.decode()
    base = f"/mentorships/{mentorship.pk}/"
    assert "Karla" not in client.get(base).content.decode()
    assert queries_of(client, base, counter) <= 12
    renewed = {"until": in_days(150).isoformat()}
    assert client.get(f"{base}renew/").status_code == 200
    assert client.post(f"{base}renew/", renewed).status_code == 302
    assert client.get(f"{base}match/").status_code == 409
    assert client.get(f"{base}end/").status_code == 200
    goodbye = {"because": "goal_reached", "takes_along": "En gåven"}
    assert client.post(f"{base}end/", goodbye).status_code == 302
    assert Mentorship.objects.get().state == "ended"


def test_the_timeline_tells_of_mentor_and_visits(mentorship, report, mona, jonas, case):
    from cases.case.timeline import read_page

    intake.receive(report(), by=mona)
    told = {entry.title: entry for entry in read_page(case, with_seats(jonas)).entries}
    visit = told["Hjemmebesøg"]
    assert visit.text == "Vi går derhen på torsdag"
    assert "Mona Prøve" in told["Mentorforløb begyndt"].text
