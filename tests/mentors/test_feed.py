"""The calendar: the times, under an address that only its mentor has."""

import hashlib
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from coordination.models import Event
from coordination.organisation import deactivate, join, leave, stand_in
from mentors.feed import actions
from mentors.feed.calendar import Entry, fold, write_calendar
from mentors.feed.models import CalendarFeed
from mentors.mentorship import actions as mentorship_actions
from mentors.planned import actions as planned_actions

PAGE = "/field/calendar/"


def at_ten(days):
    moment = timezone.localtime() + timedelta(days=days)
    return moment.replace(hour=10, minute=0, second=0, microsecond=0)


@pytest.fixture
def planned(mentorship, mona):
    (planned,) = planned_actions.plan(
        mentorship, by=mona, starts_at=at_ten(2), place="Ved biblioteket"
    )
    return planned


@pytest.fixture
def secret(mona):
    return actions.give(by=mona)


def fetch(client, secret):
    client.logout()
    return client.get(f"/field/calendar/{secret}.ics")


def test_it_says_visit_and_the_time_and_nothing_else(client, planned, secret):
    answer = fetch(client, secret)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    lines = answer.content.decode().split("\r\n")
    event = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT") + 1]
    shown = dict(line.split(":", 1) for line in event[1:-1])
    assert shown["SUMMARY"] == "Besøg"
    assert shown["DTSTART"] == f"{planned.starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    assert shown["DTEND"] == f"{planned.ends_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    assert set(shown) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS"}
    assert re.fullmatch(r"[0-9a-f]{32}@stafet", shown["UID"])
    for word in ("Karla", "biblioteket", "Prøvevej", "Mona", "/field/"):
        assert word not in answer.content.decode()


def test_the_uid_stays_and_leads_nowhere(client, planned, secret, mona):
    def uid(secret):
        return re.search(r"UID:(\S+)", fetch(client, secret).content.decode())[1]

    first = uid(secret)
    assert uid(secret) == first
    assert uid(actions.give(by=mona)) != first


def test_only_the_digest_is_stored(secret):
    feed = CalendarFeed.objects.get()
    assert feed.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert len(secret) >= 43  # 256 bits
    assert secret not in str(list(Event.objects.values()))


def test_every_wrong_address_is_the_same_nothing(client, planned, secret, mona, jonas):
    actions.take_back(mona, by=mona)
    theirs = actions.give(by=jonas)  # not a mentor
    answers = [fetch(client, each) for each in (secret, theirs, "x", "é" * 80)]
    assert {(a.status_code, a.content) for a in answers} == {(404, b"")}
    assert all("no-store" in a.headers["Cache-Control"] for a in answers)


def test_a_new_address_ends_the_old_one(client, planned, secret, mona):
    renewed = actions.give(by=mona)
    assert fetch(client, secret).status_code == 404
    assert fetch(client, renewed).status_code == 200
    kinds = Event.objects.filter(subject_type="calendarfeed", by=mona)
    assert list(kinds.order_by("pk").values_list("kind", flat=True)) == [
        "calendarfeed.give",
        "calendarfeed.take_back",
        "calendarfeed.give",
    ]


def test_it_ends_with_the_person_and_with_the_role(client, secret, mona, mike, housing):
    theirs = actions.give(by=mike)
    deactivate(mike, by=None)
    leave(mona.membership_set.get(), by=None)
    for each in (secret, theirs):
        assert fetch(client, each).status_code == 404
    join(mona, department=housing, role="mentor", by=None)
    assert fetch(client, secret).status_code == 404  # it does not come back


def test_what_is_cancelled_or_over_is_gone(client, planned, secret, mona, jonas):
    planned_actions.cancel(planned, by=mona)
    assert "VEVENT" not in fetch(client, secret).content.decode()
    planned_actions.plan(planned.mentorship, by=mona, starts_at=at_ten(3))
    assert "VEVENT" in fetch(client, secret).content.decode()
    mentorship_actions.end(planned.mentorship, by=jonas, because="other")
    assert "VEVENT" not in fetch(client, secret).content.decode()


def test_the_deputy_has_the_times_meanwhile(client, planned, mona, mike, lone):
    now = timezone.now()
    stand_in(
        mona, by=lone, deputy=mike, since=now - timedelta(1), until=now + timedelta(1)
    )
    assert "VEVENT" in fetch(client, actions.give(by=mike)).content.decode()


def test_reading_it_writes_nothing(client, planned, secret):
    before = Event.objects.count()
    fetch(client, secret)
    assert Event.objects.count() == before


# -- the page -------------------------------------------------------------------------


def test_the_address_is_shown_once(signed_in, mentorship, mona, planned):
    client = signed_in(mona)
    assert "Lav en adresse" in client.get(PAGE).content.decode()
    page = client.post(f"{PAGE}give/").content.decode()
    address = re.search(r'value="(http\S+\.ics)"', page)[1]
    again = client.get(PAGE).content.decode()
    assert address not in again
    assert "Lav en ny adresse" in again
    client.post(f"{PAGE}take-back/")
    assert "Lav en adresse" in client.get(PAGE).content.decode()
    assert fetch(client, address.rsplit("/", 1)[1][:-4]).status_code == 404


def test_only_mentors_have_one(signed_in, jonas):
    client = signed_in(jonas)
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}give/").status_code == 403


# -- RFC 5545 -------------------------------------------------------------------------


def test_long_lines_are_folded_by_octets_and_never_inside_a_letter():
    line = "SUMMARY:" + "æ" * 100
    folded = fold(line).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in folded)
    assert all(part.startswith(" ") for part in folded[1:])
    assert folded[0] + "".join(part[1:] for part in folded[1:]) == line


def test_signs_that_mean_something_are_escaped():
    moment = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    entry = Entry("a", moment, moment, "a;b,c\\d\r\ne")
    text = write_calendar([entry], now=moment)
    assert "SUMMARY:a\\;b\\,c\\\\d\\ne\r\n" in text
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(line for line in text.split("\r\n")[:-1])
