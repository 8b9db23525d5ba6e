"""When those who are drawn are asked: on their wave's day, or when they are free."""

import re
from collections import Counter
from datetime import datetime, time, timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from coordination.calendar import COPENHAGEN
from coordination.workflow import Refused
from feedback.invitation.deadlines import expire_due
from feedback.invitation.models import Invitation
from feedback.round import actions
from feedback.round.deadlines import send_due
from feedback.round.drawing import draw
from feedback.round.outlook import outlook
from feedback.round.turns import begins_at, morning_after
from tests.feedback.round.asked import (
    ask_about_a_handover,
    let_rule_find,
    people,
    plan,
)
from tests.matrix.trying import browser


def today(**later):
    return timezone.localdate() + timedelta(**later)


def asked_before(recipient, number, *, days):
    """Let somebody have answered about a handover so many days ago."""
    sent_at = timezone.now() - timedelta(days=days)
    ask_about_a_handover(recipient.pk, number, sent_at=sent_at)


def being_asked(recipient, number, *, until):
    """Let somebody have an open survey about a handover."""
    ask_about_a_handover(recipient.pk, number)
    Invitation.objects.filter(handover=number).update(
        state="sent",
        sent_at=timezone.now(),
        closes_at=timezone.now() + timedelta(days=until),
        token_digest=number,
    )


def let_pass(time):
    """Let some time pass: everything that has a moment moves so far into the past."""
    moved = {name: F(name) - time for name in ("due_at", "sent_at", "closes_at")}
    Invitation.objects.update(**moved)


@pytest.mark.parametrize(
    ("moment", "morning"),
    [((3, 7, 59), (3, 8)), ((3, 8, 0), (4, 8)), ((3, 17, 30), (4, 8))],
)
def test_nobody_is_written_to_at_night(moment, morning):
    day, hour, minute = moment
    when = datetime(2026, 3, day, hour, minute, tzinfo=COPENHAGEN)
    assert morning_after(when) == datetime(2026, 3, *morning, tzinfo=COPENHAGEN)


def test_who_was_asked_within_the_gap_waits_for_its_end(lars, monkeypatch):
    asked = people(12)
    asked_before(asked[0], 1, days=4)
    asked_before(asked[1], 2, days=20)
    let_rule_find(monkeypatch, asked)
    held = plan(lars, waves=2, days_between=7)
    actions.start(held, by=lars)
    held.refresh_from_db()
    waits = held.invitations.get(recipient=asked[0])
    over = timezone.now() + timedelta(days=10)
    assert waits.due_at == morning_after(over)
    others = held.invitations.exclude(pk=waits.pk)
    turns = {begins_at(today()), begins_at(today(days=7))}
    assert set(others.values_list("due_at", flat=True)) == turns
    assert (held.draw["drawn"], held.draw["waiting"]) == (12, 1)
    assert held.waiting_until == waits.due_at.date()
    assert sum(wave["size"] for wave in held.waves) == 11

    let_pass(timedelta(days=8))
    send_due(timezone.now())
    waits.refresh_from_db()
    assert waits.state == "drawn"
    let_pass(waits.due_at - timezone.now())
    send_due(timezone.now())
    waits.refresh_from_db()
    assert waits.state == "sent"


def test_who_is_being_asked_waits_until_that_is_over(lars, monkeypatch):
    asked = people(12)
    being_asked(asked[0], 1, until=20)
    let_rule_find(monkeypatch, asked)
    held = plan(lars)
    actions.start(held, by=lars)
    waits = held.invitations.get(recipient=asked[0])
    assert waits.due_at == morning_after(timezone.now() + timedelta(days=20))
    let_pass(waits.due_at - timezone.now())
    expire_due(timezone.now())
    send_due(timezone.now())
    assert Counter(held.invitations.values_list("state", flat=True)) == {"sent": 12}


def test_an_offered_surveys_whole_time_is_waited_for(lars, monkeypatch, municipality):
    """It has not been sent yet, so it is open until thirty days after that."""
    asked = people(12)
    ask_about_a_handover(asked[0].pk, 1)
    due = timezone.now() + timedelta(days=5)
    Invitation.objects.filter(handover=1).update(due_at=due)
    let_rule_find(monkeypatch, asked)
    held = plan(lars, until=today(days=60))
    actions.start(held, by=lars)
    waits = held.invitations.get(recipient=asked[0])
    assert waits.due_at == morning_after(due + timedelta(days=30))


def test_an_earlier_round_comes_first_and_a_later_one_does_not(lars, monkeypatch):
    asked = people(12)
    let_rule_find(monkeypatch, asked)
    for name, days in (("Efter", 5), ("Før", 1)):
        other = plan(lars, name=name, since=today(days=days), until=today(days=10))
        actions.start(other, by=lars)
    held = plan(lars, name="Denne", since=today(days=3))
    tried = draw(held, at=timezone.now())
    # on the fifteenth day at 8 the gap is not over yet
    ends = begins_at(today(days=16))
    assert {row.due_at.date() for row in tried.rows} == {ends.date()}


def test_the_sample_is_drawn_from_those_who_can_be_asked(lars, monkeypatch):
    asked = people(40)
    for number, person in enumerate(asked[:20], start=1):
        being_asked(person, number, until=29)
    let_rule_find(monkeypatch, asked)
    held = plan(lars, sample_size=15, until=today(days=10))
    actions.start(held, by=lars)
    held.refresh_from_db()
    rows = held.invitations.values_list("recipient_id", "state", "reason")
    free = {person.pk for person in asked[20:]}
    drawn = {pk for pk, state, _reason in rows if state == "drawn"}
    assert drawn < free
    assert len(drawn) == 15
    assert held.draw["left_out"] == {"asked_recently": 20}
    send_due(timezone.now() + timedelta(days=1))
    assert held.invitations.filter(state="sent").count() == 15


def test_nothing_starts_where_everybody_is_busy(lars, monkeypatch):
    asked = people(3)
    for number, person in enumerate(asked, start=1):
        being_asked(person, number, until=29)
    let_rule_find(monkeypatch, asked)
    held = plan(lars, until=today(days=10))
    with pytest.raises(Refused, match="Ingen kan spørges"):
        actions.start(held, by=lars)
    held.refresh_from_db()
    assert held.state == "draft"
    assert not held.invitations.exists()


def test_what_the_start_page_promises_comes_true(lars, monkeypatch):
    """Of 30 people some go out at once, some in a week, seven wait, three cannot be."""
    asked = people(30)
    for number, person in enumerate(asked[:7], start=1):
        asked_before(person, number, days=2)
    for number, person in enumerate(asked[7:10], start=20):
        being_asked(person, number, until=29)
    let_rule_find(monkeypatch, asked)
    held = plan(
        lars,
        since=today(days=-1),
        until=today(days=20),
        waves=2,
        days_between=8,
    )
    promised = outlook(held)
    client = browser(lars)
    place = f"{held.get_absolute_url()}start/"
    page = client.get(place, headers={"accept-language": "da"}).content.decode()
    said = dict(re.findall(r"<dt>([^<]*)</dt><dd>(\d+)</dd>", page))
    assert promised.drawn == 27
    assert said["Med det samme"] == str(promised.turns[0][1])
    assert promised.turns[0][1] + promised.turns[1][1] + promised.waiting == 27
    (waits,) = [n for what, n in said.items() if what.startswith("Må vente, senest")]
    assert (waits, promised.waiting) == ("7", 7)
    assert said["Andre grunde, hver for færre end 5"] == "3"
    assert page.count("De første bliver spurgt") == 1

    sent = client.post(place, follow=True, headers={"accept-language": "da"})
    assert "De første bliver spurgt få minutter efter starten." in str(
        [str(each) for each in sent.context["messages"]]
    )
    held.refresh_from_db()
    assert held.waiting_until == promised.waiting_until
    assert send_due(timezone.now()) == int(said["Med det samme"])
    second = datetime.combine(today(days=7), time(9), COPENHAGEN)
    let_pass(second - timezone.now())
    assert send_due(timezone.now()) == promised.turns[1][1]
    late = datetime.combine(promised.waiting_until, time(9), COPENHAGEN)
    let_pass(late - second)
    assert send_due(timezone.now()) == 7
    assert Counter(held.invitations.values_list("state", flat=True)) == {
        "sent": 27,
        "withheld": 3,
    }


def test_a_first_wave_ahead_is_named_with_its_day_everywhere(lars, monkeypatch):
    let_rule_find(monkeypatch, people(12))
    held = plan(lars, since=today(days=3))
    client = browser(lars)
    danish = {"accept-language": "da"}
    sentence = re.compile(r"De første bliver spurgt den (\d+\. \w+ \d{4}) kl\. 8")
    places = (held.get_absolute_url(), f"{held.get_absolute_url()}start/")
    told = [
        sentence.findall(client.get(place, headers=danish).content.decode())
        for place in places
    ]
    reply = client.post(places[1], follow=True, headers=danish)
    told.append(sentence.findall(reply.content.decode()))
    assert told[0]
    assert told == [told[0]] * 3
    assert send_due(timezone.now() + timedelta(days=2)) == 0
    assert send_due(begins_at(today(days=3))) == 12
