"""A round from its rule to its tables: drawn, sent, answered, closed."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.messages.post import written
from coordination.models import Event, Message, Recipient
from coordination.workflow import Refused
from feedback.answer.closing import to_close
from feedback.answer.intake import answer, answer_unasked
from feedback.answer.models import Count, Intake
from feedback.instrument.catalogue import load
from feedback.invitation import actions as invitation_actions
from feedback.invitation.models import Invitation
from feedback.invitation.token import digest, token
from feedback.remark.models import Remark
from feedback.round import actions
from feedback.round.deadlines import close_due, remind_due, send_due
from feedback.round.drawing import choose
from feedback.round.progress import progress_of
from feedback.round.report import tell_round
from tests.feedback.round.asked import (
    THEMES,
    ask_about_a_handover,
    let_rule_find,
    people,
    plan,
)


def in_days(count):
    return timezone.now() + timedelta(days=count)


@pytest.fixture
def held(lars, monkeypatch):
    """A round of forty people, started."""
    let_rule_find(monkeypatch, people(40))
    autumn = plan(lars)
    actions.start(autumn, by=lars)
    return autumn


def states(held):
    return Counter(held.invitations.values_list("state", flat=True))


def tick(rng):
    return {item.code: str(rng.randint(1, 5)) for item in load(THEMES).closed_items}


# -- drawing -----------------------------------------------------------------------


def test_everybody_who_may_be_asked_is_drawn_and_the_rest_have_a_reason(
    lars, monkeypatch
):
    asked = people(12)
    for number, change in enumerate(
        [
            {"stops": ["crisis"]},
            {"stops": ["dead"]},
            {"opted_out_at": timezone.now()},
            {"email": "", "address": "", "channel": ""},
            {"channel": "letter"},
            {"email": ""},
        ]
    ):
        Recipient.objects.filter(pk=asked[number].pk).update(**change)
    let_rule_find(monkeypatch, asked)
    autumn = plan(lars)
    actions.start(autumn, by=lars)
    autumn.refresh_from_db()

    assert autumn.draw["found"] == 12
    assert autumn.draw["drawn"] == 8
    assert autumn.draw["rule"] == autumn.rule
    assert autumn.draw["left_out"] == {
        "crisis": 1,
        "dead": 1,
        "no_channel": 1,
        "opted_out": 1,
    }
    rows = {row.recipient_id: row for row in autumn.invitations.all()}
    assert [rows[each.pk].reason for each in asked[:4]] == [
        "crisis",
        "dead",
        "opted_out",
        "no_channel",
    ]
    assert rows[asked[4].pk].mode == "letter"
    assert rows[asked[5].pk].mode == "letter", "no e-mail, but an address"
    assert rows[asked[6].pk].mode == "web"
    event = Event.objects.get(kind="round.start")
    assert event.facts["found"] == 12
    assert event.by == lars


def test_without_a_channel_an_interviewer_asks_where_that_is_offered(lars, monkeypatch):
    asked = people(2, channel="", email="", address="")
    Recipient.objects.filter(pk=asked[1].pk).update(phone="")
    let_rule_find(monkeypatch, asked)
    autumn = plan(lars, modes=["web", "phone", "face_to_face"])
    actions.start(autumn, by=lars)
    modes = dict(autumn.invitations.values_list("recipient_id", "mode"))
    assert modes == {asked[0].pk: "phone", asked[1].pk: "face_to_face"}
    assert send_due(in_days(1)) == 2
    assert states(autumn) == {"sent": 2}
    assert not Message.objects.filter(template__startswith="feedback/round").exists()


def test_a_sample_can_be_drawn_again_by_its_seed(lars, monkeypatch):
    asked = people(60)
    let_rule_find(monkeypatch, asked)
    autumn = plan(lars, sample_size=25, waves=3, days_between=7)
    actions.start(autumn, by=lars)
    autumn.refresh_from_db()
    drawn = {row.recipient_id: row.wave for row in autumn.invitations.all()}
    again = choose([each.pk for each in asked], 25, autumn.draw["seed"])
    assert set(drawn) == set(again)
    assert Counter(drawn.values()) == {1: 9, 2: 8, 3: 8}
    assert [wave["size"] for wave in autumn.waves] == [9, 8, 8]
    assert [drawn[key] for key in again] == [1] * 9 + [2] * 8 + [3] * 8
    assert choose([each.pk for each in asked], 25, "another") != again


def test_every_person_is_drawn_equally_often():
    """Of 12 people 4 are drawn 3,000 times: chi-squared with 11 degrees of freedom."""
    drawn = Counter(
        key for seed in range(3000) for key in choose(range(12), 4, str(seed))
    )
    expected = 3000 * 4 / 12
    assert sum((n - expected) ** 2 / expected for n in drawn.values()) < 31.26


def test_a_start_is_whole_or_nothing_and_happens_once(held, lars):
    assert states(held) == {"drawn": 40}
    with pytest.raises(Refused, match=r"started|startet|gået i gang"):
        actions.start(held, by=lars)
    assert states(held) == {"drawn": 40}


def test_a_rule_that_finds_nobody_starts_nothing(lars, monkeypatch):
    let_rule_find(monkeypatch, [])
    autumn = plan(lars)
    with pytest.raises(Refused):
        actions.start(autumn, by=lars)
    autumn.refresh_from_db()
    assert autumn.state == "draft"


# -- sending -----------------------------------------------------------------------


def test_each_wave_goes_out_on_its_day(lars, monkeypatch):
    let_rule_find(monkeypatch, people(30))
    autumn = plan(lars, waves=3, days_between=7)
    actions.start(autumn, by=lars)
    assert send_due(in_days(1)) == 10
    assert send_due(in_days(1)) == 0
    assert states(autumn) == {"drawn": 20, "sent": 10}
    assert send_due(in_days(15)) == 20
    for row in autumn.invitations.all():
        assert row.token_digest == digest(token(row))
        assert row.closes_at == autumn.ends_at
    assert Event.objects.filter(kind="invitation.send").count() == 30
    messages = Message.objects.filter(template="feedback/round/mail/invited")
    assert set(messages.values_list("recipient_id", flat=True)) == set(
        autumn.invitations.values_list("recipient_id", flat=True)
    )


def test_whoever_has_been_asked_meanwhile_is_left_in_peace(held):
    first, second, third, fourth = list(held.invitations.order_by("pk"))[:4]
    Recipient.objects.filter(pk=first.recipient_id).update(stops=["hospital"])
    Recipient.objects.filter(pk=second.recipient_id).update(opted_out_at=timezone.now())
    ask_about_a_handover(third.recipient_id, 1)
    ask_about_a_handover(fourth.recipient_id, 2, sent_at=in_days(-3))
    send_due(in_days(1))
    reasons = dict(held.invitations.exclude(reason="").values_list("pk", "reason"))
    assert reasons == {
        first.pk: "hospital",
        second.pk: "opted_out",
        third.pk: "asked_recently",
        fourth.pk: "asked_recently",
    }
    assert states(held) == {"sent": 36, "withheld": 4}


def test_a_wave_months_ahead_stands_in_no_handovers_way(held):
    from tests.feedback.test_decide import accept_event

    person = Recipient.objects.get(pk=held.invitations.first().recipient_id)
    accept_event(person, 1)
    assert Invitation.objects.get(handover=1).state == "queued"
    send_due(in_days(1))
    accept_event(Recipient.objects.exclude(pk=person.pk).first(), 2)
    assert Invitation.objects.get(handover=2).reason == "asked_recently"


def test_one_reminder_after_the_days_the_round_says(held):
    send_due(in_days(0.5))
    answered, stopped = list(held.invitations.order_by("pk"))[:2]
    answer(answered, answers={})
    Recipient.objects.filter(pk=stopped.recipient_id).update(stops=["crisis"])
    assert remind_due(in_days(9)) == 0
    assert remind_due(in_days(11)) == 39
    assert remind_due(in_days(12)) == 0
    written = Message.objects.filter(template="feedback/round/mail/reminded")
    assert written.count() == 38


def test_whoever_is_stopped_before_the_post_leaves_was_not_asked(held, lars):
    send_due(in_days(0.5))
    dead, ill = list(held.invitations.order_by("pk"))[:2]
    Recipient.objects.filter(pk=dead.recipient_id).update(stops=["dead"])
    Recipient.objects.filter(pk=ill.recipient_id).update(stops=["hospital"])
    posted = Message.objects.filter(template="feedback/round/mail/invited")
    assert sum(written(message) is not None for message in posted) == 38
    reasons = dict(held.invitations.exclude(reason="").values_list("pk", "reason"))
    assert reasons == {dead.pk: "dead", ill.pk: "hospital"}
    answer_all(held)
    actions.close(held, by=lars)
    held.refresh_from_db()
    assert held.invited == 38
    response = held.counts.get(dimension="total", item="", category="invited")
    assert response.n == 38


def test_whom_somebody_calls_or_visits_is_not_noted_as_reminded(lars, monkeypatch):
    called, visited, *written = people(4, channel="", email="", address="")
    Recipient.objects.filter(pk=visited.pk).update(phone="")
    by_letter = [each.pk for each in written]
    Recipient.objects.filter(pk__in=by_letter).update(address="Prøvevej 1")
    let_rule_find(monkeypatch, [called, visited, *written])
    autumn = plan(lars, modes=["letter", "phone", "face_to_face"])
    actions.start(autumn, by=lars)
    assert send_due(in_days(0.5)) == 4
    assert remind_due(in_days(11)) == 2
    reminded = autumn.invitations.exclude(reminded_at=None)
    assert set(reminded.values_list("recipient_id", flat=True)) == set(by_letter)
    assert Event.objects.filter(kind="invitation.remind").count() == 2


def test_opting_out_before_ones_turn(held):
    row = held.invitations.first()
    invitation_actions.opt_out(row)
    assert states(held) == {"drawn": 39, "opted_out": 1}
    assert row.recipient.reason_not_to_ask or Recipient.objects.filter(
        pk=row.recipient_id, opted_out_at__isnull=False
    )


# -- closing -----------------------------------------------------------------------


def answer_all(held, *, skip=(), rng=None, text=""):
    """Let everybody who was asked answer, but those in `skip`; return what was said."""
    rng = rng or random.Random(3)
    said = []
    for number, row in enumerate(held.invitations.filter(state="sent").order_by("pk")):
        if number in skip:
            continue
        ticks = tick(rng)
        mode = "tablet" if number % 5 == 0 else ""
        assert answer(row, answers=ticks, text=text, mode=mode, language="da")
        said.append((row, ticks))
    return said


def test_closing_turns_answers_into_counts_and_deletes_them(held, lars):
    send_due(in_days(1))
    said = answer_all(held, skip={1, 2, 3}, text="Det gik.")
    assert set(Intake.objects.values_list("month", flat=True)) == {held.month}
    assert to_close(in_days(90)) == [], "a month does not take a round's answers"

    actions.close(held, by=lars)
    held.refresh_from_db()

    assert held.state == "closed"
    assert held.invited == 40
    assert not Intake.objects.exists()
    assert states(held) == {"answered": 37, "expired": 3}
    for item in load(THEMES).closed_items:
        expected = Counter(ticks[item.code] for _row, ticks in said)
        rows = held.counts.filter(dimension="total", item=item.code)
        assert dict(rows.values_list("category", "n")) == expected
    response = held.counts.filter(dimension="total", item="")
    assert dict(response.values_list("category", "n")) == {
        "invited": 40,
        "answered": 37,
    }
    dimensions = set(held.counts.values_list("dimension", flat=True))
    assert dimensions == {
        "total",
        "receiver",
        "mentor",
        "course_band",
        "departments",
        "target_group",
        "mode",
        "language",
    }
    remarks = Remark.objects.values_list("round", "receiver", "month").distinct()
    assert list(remarks) == [(held.pk, None, held.month)]
    assert set(held.invitations.values_list("counted", "reached")) == {(True, "")}
    told = tell_round(held, by="receiver")
    assert told["response"]["rate"]["percent_0"] == "93"
    assert {group["value"] for group in told["groups"]} == {"1", "2"}


def test_who_answers_in_another_way_is_counted_where_they_answer(held, lars):
    send_due(in_days(1))
    answer_all(held)
    actions.close(held, by=lars)
    by_mode = held.counts.filter(dimension="mode", item="")
    cells = {(row.value, row.category): row.n for row in by_mode}
    asked = sum(n for (_value, what), n in cells.items() if what == "invited")
    if ("tablet", "hidden") not in cells:
        assert cells["tablet", "answered"] <= cells["tablet", "invited"]
        assert asked == 40


def test_a_theme_is_the_mean_of_each_persons_mean(lars, monkeypatch):
    let_rule_find(monkeypatch, people(20))
    autumn = plan(lars, instrument="dignity-1")
    actions.start(autumn, by=lars)
    send_due(in_days(1))
    for row in autumn.invitations.all():
        answer(row, answers={i.code: "4" for i in load("dignity-1").items})
    actions.close(autumn, by=lars)
    told = tell_round(autumn)
    assert {item["mean"] for item in told["items"] if item.get("mean")} == {"4.00"}


def test_the_clock_closes_a_round_after_its_last_day(held):
    send_due(in_days(1))
    answer_all(held)
    assert close_due(in_days(30)) == 0
    assert close_due(in_days(31.5)) == 1
    assert close_due(in_days(32)) == 0
    held.refresh_from_db()
    assert held.state == "closed"
    assert Count.objects.filter(round=held).exists()


def test_whose_turn_never_came_has_that_as_the_reason(lars, monkeypatch):
    let_rule_find(monkeypatch, people(30))
    autumn = plan(lars, waves=3, days_between=7)
    actions.start(autumn, by=lars)
    send_due(in_days(1))
    actions.close(autumn, by=lars)
    assert states(autumn) == {"expired": 10, "withheld": 20}
    assert progress_of(autumn).withheld == {"round_over": 20}
    assert autumn.counts.exists()
    assert set(autumn.counts.values_list("category", flat=True)) == {"hidden"}


def test_a_called_off_round_leaves_no_answers_and_no_figures(held, lars):
    send_due(in_days(1))
    answer_all(held, skip=range(30))
    actions.call_off(held, by=lars)
    assert not Intake.objects.exists()
    assert not held.counts.exists()
    assert states(held) == {"answered": 10, "expired": 30}
    assert Event.objects.get(kind="round.call_off").facts == {"answers": 10}


def test_whoever_comes_may_answer_where_the_round_says_so(lars, held):
    open_to_all = plan(lars, name="Skranken", walk_ins=True, modes=["tablet", "paper"])
    actions.start(open_to_all, by=lars)
    rng = random.Random(1)
    for number in range(14):
        mode = "tablet" if number % 2 else "paper"
        assert answer_unasked(open_to_all, answers=tick(rng), mode=mode)
    assert not answer_unasked(held, answers=tick(rng), mode="tablet")
    assert progress_of(open_to_all).completed == 14
    actions.close(open_to_all, by=lars)
    open_to_all.refresh_from_db()
    assert open_to_all.invited is None
    assert not answer_unasked(open_to_all, answers=tick(rng), mode="tablet")
    told = tell_round(open_to_all)
    assert told["response"] == {"completed": 14}
    dimensions = set(open_to_all.counts.values_list("dimension", flat=True))
    assert dimensions == {"total", "mode", "language"}


# -- what is wished ----------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": timezone.localdate() - timedelta(days=1)},
        {"modes": []},
        {"modes": ["tablet"]},
        {"walk_ins": True},
        {"met_since": None},
        {"met_until": timezone.localdate() - timedelta(days=999)},
        {"waves": 9, "days_between": 7},
        {"local_items": [{"code": f"x{n}"} for n in range(6)]},
    ],
)
def test_what_cannot_be_held_is_refused_with_a_sentence(lars, wrong):
    with pytest.raises(Refused) as refused:
        plan(lars, **wrong)
    assert str(refused.value).endswith(".")


def test_a_name_is_taken_once(held, lars):
    with pytest.raises(Refused):
        plan(lars)
