"""The pages for going in alone: the mentor's, the colleague's, the leader's."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.calendar import COPENHAGEN
from coordination.models import Event
from coordination.organisation import deactivate
from mentors.outing import actions
from mentors.outing.deadlines import raise_alarms
from mentors.outing.forms import BeginForm
from mentors.outing.models import Outing
from mentors.planned import actions as planned_actions
from tests.cast import employ
from tests.mentors.outings import in_minutes, make_overdue

OUT = "/field/out/"


@pytest.fixture
def phone(signed_in, mona):
    return signed_in(mona)


@pytest.fixture
def outing(mona, mike):
    return actions.begin(by=mona, expected_back_at=in_minutes(60), colleague=mike)


def text(answer):
    return answer.content.decode()


# -- the mentor -------------------------------------------------------------------


def test_one_press_checks_in_for_an_hour(phone, mona):
    form = phone.get(OUT).context["form"]
    chosen = {"minutes": form["minutes"].value()}
    assert phone.post(OUT, chosen).status_code == 302
    outing = Outing.objects.get(mentor=mona)
    left = outing.expected_back_at - timezone.now()
    assert timedelta(minutes=58) < left <= timedelta(minutes=60)
    assert "På besøg til" in text(phone.get(OUT))


def test_pressed_twice_it_is_said_and_nothing_is_lost(phone, outing):
    again = phone.post(OUT, {"minutes": 30})
    assert again.status_code == 409
    assert "Du er allerede på besøg." in text(again)
    assert Outing.objects.count() == 1


def test_the_planned_visit_is_only_a_reference(phone, mona_now, mentorship):
    (planned,) = planned_actions.plan(mentorship, by=mona_now, starts_at=in_minutes(10))
    page = phone.get(OUT, {"planned": planned.pk})
    assert "Karla" not in text(page)
    phone.post(OUT, {"minutes": 60, "planned": planned.pk})
    assert Outing.objects.get().mentorship == mentorship
    assert "Karla" not in text(phone.get(OUT))


@pytest.mark.parametrize("planned", ["0", "x", "9" * 30, "-1", "7" * 15])
def test_a_wrong_reference_keeps_nobody_from_checking_in(phone, planned):
    assert phone.post(OUT, {"minutes": 60, "planned": planned}).status_code == 302
    assert Outing.objects.get().mentorship is None


def test_another_mentors_plan_is_no_reference(signed_in, mentorship, mona_now, mike):
    (planned,) = planned_actions.plan(mentorship, by=mona_now, starts_at=in_minutes(10))
    signed_in(mike).post(OUT, {"minutes": 60, "planned": planned.pk})
    assert Outing.objects.get(mentor=mike).mentorship is None


afternoon = datetime(2026, 3, 2, 14, 10, tzinfo=COPENHAGEN)
night = datetime(2026, 3, 2, 23, 30, tzinfo=COPENHAGEN)


def told(mona, monkeypatch, *, now, **typed):
    """Return the moment a form means at another time of day."""
    monkeypatch.setattr(timezone, "localtime", lambda *_a: now)
    form = BeginForm(typed, mentor=mona, colleagues=[])
    return form, (form.is_valid() and form.cleaned_data["expected_back_at"])


def test_a_time_of_day_counts_instead_of_the_choice(mona, monkeypatch):
    _form, end = told(
        mona,
        monkeypatch,
        now=afternoon,
        minutes="30",
        until="16:15",
    )
    assert (end.hour, end.minute) == (16, 15)


def test_a_time_that_has_passed_is_tomorrow_if_that_is_soon(mona, monkeypatch):
    _form, end = told(mona, monkeypatch, now=night, until="00:30")
    assert end.day == 3
    form, _end = told(mona, monkeypatch, now=afternoon, until="13:00")
    assert "12 timer" in str(form.errors["until"])


def test_the_colleague_of_last_time_is_suggested(phone, outing, mona, mike):
    actions.come_back(outing, by=mona)
    assert phone.get(OUT).context["form"].initial["colleague"] == mike
    deactivate(mike, by=None)
    assert "colleague" not in phone.get(OUT).context["form"].initial


def test_half_an_hour_more_and_back_are_one_press_each(phone, outing):
    page = phone.get(OUT)
    seen = page.context["form"]["seen"].value()
    agreed = outing.expected_back_at
    phone.post(f"/outings/{outing.pk}/extend/", {"minutes": 30, "seen": seen})
    outing.refresh_from_db()
    assert outing.expected_back_at > agreed
    answer = phone.post(f"/outings/{outing.pk}/come-back/")
    assert answer["Location"] == "/field/"
    outing.refresh_from_db()
    assert outing.state == "back"


def test_who_is_no_mentor_has_no_use_of_it(signed_in, hanne, lone):
    for person in (hanne, lone):
        assert signed_in(person).get(OUT).status_code == 403


# -- whoever must ring ------------------------------------------------------------


def test_the_colleague_finds_the_number_and_the_look_is_on_record(
    signed_in, outing, mike, mona
):
    address = outing.get_absolute_url()
    client = signed_in(mike)
    assert client.get(address).status_code == 404
    make_overdue(outing, minutes=12)
    raise_alarms(timezone.now())
    page = text(client.get(address))
    assert "tel:12345678" in page
    assert "Har ikke meldt sig" in page
    event = Event.objects.get(kind="outing.read", by=mike)
    assert event.purpose == "safety"


def test_whoever_rings_says_what_they_heard(signed_in, outing, lone):
    address = f"{outing.get_absolute_url()}come-back/"
    client = signed_in(lone)
    assert client.post(address, {"heard": " "}).status_code == 422
    client.post(address, {"heard": "Vi har talt sammen"})
    outing.refresh_from_db()
    assert (outing.state, outing.heard) == ("back", "Vi har talt sammen")


# -- who is out now ---------------------------------------------------------------


def test_leaders_see_who_is_out_the_overdue_first(signed_in, outing, mike, lone):
    late = actions.begin(by=mike, expected_back_at=in_minutes(120))
    make_overdue(late, minutes=7)
    page = signed_in(lone).get("/mentors/out/")
    words = text(page)
    assert words.index("Mike") < words.index("Mona")
    assert "7 minutter over tiden" in words
    assert 'hx-trigger="every 30s"' in words


def test_who_is_back_is_not_there(signed_in, outing, mona, lone):
    actions.come_back(outing, by=mona)
    assert "Mona" not in text(signed_in(lone).get("/mentors/out/"))


def test_other_leaders_see_their_own(signed_in, outing, lars):
    assert "Mona" not in text(signed_in(lars).get("/mentors/out/"))


def test_mentors_and_caseworkers_do_not_see_the_list(signed_in, mona, hanne):
    for person in (mona, hanne):
        assert signed_in(person).get("/mentors/out/").status_code == 403


def test_a_mentor_who_has_left_is_still_looked_for(signed_in, outing, mona, lone):
    deactivate(mona, by=None)
    assert "Arbejder her ikke længere" in text(signed_in(lone).get("/mentors/out/"))


def test_the_list_asks_the_same_however_many_are_out(signed_in, outing, housing, lone):
    client = signed_in(lone)

    def count():
        with CaptureQueriesContext(connection) as seen:
            client.get("/mentors/out/")
        return len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]])

    count()
    few = count()
    for number in range(8):
        mentor = employ(f"mentor{number}", housing, "mentor")
        actions.begin(by=mentor, expected_back_at=in_minutes(60))
    assert count() == few <= 12


# -- over HTTP --------------------------------------------------------------------


def test_a_program_checks_in_and_out(as_, mona):
    program = as_(mona)
    made = program.post("outings/", expected_back_at=in_minutes(30).isoformat())
    assert made.status_code == 201
    pk = made.json()["id"]
    found = program.get(made["Location"]).json()
    assert found["available_steps"] == ["come-back", "extend"]
    assert "mentorship" not in found
    assert program.post(f"outings/{pk}/extend/", match='"0"').status_code == 412
    assert program.post(f"outings/{pk}/extend/", minutes=15).status_code == 200
    assert program.post(f"outings/{pk}/come-back/").status_code == 200
    listed = program.get("outings/", state="back").json()["results"]
    assert [row["id"] for row in listed] == [pk]
