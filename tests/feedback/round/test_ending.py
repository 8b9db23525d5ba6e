"""The end of a round: answers become counts and are gone; or there are none."""

import random
from collections import Counter

import pytest
from django.core.management import CommandError
from django.utils import timezone

from coordination.formats import day
from coordination.models import Event, Recipient
from feedback.answer.closing import to_close
from feedback.answer.intake import answer, answer_unasked
from feedback.answer.models import Count, Intake
from feedback.instrument.catalogue import load
from feedback.remark.models import Remark
from feedback.round import actions
from feedback.round.deadlines import close_due, send_due
from feedback.round.progress import progress_of
from feedback.round.report import tell_round
from feedback.round.sending import asked_already
from tests.feedback.kept import words_of
from tests.feedback.round.asked import (
    THEMES,
    answer_all,
    in_days,
    let_rule_find,
    people,
    plan,
    states,
    tick,
)


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
    """Forty are asked by e-mail; eighteen come to the counter, four say nothing."""
    send_due(in_days(1))
    rng = random.Random(3)
    for number, row in enumerate(held.invitations.order_by("pk")[:36]):
        mode = "tablet" if number % 2 else ""
        assert answer(row, answers=tick(rng), mode=mode)
    actions.close(held, by=lars)
    by_mode = held.counts.filter(dimension="mode", item="")
    assert {(row.value, row.category): row.n for row in by_mode} == {
        ("tablet", "invited"): 18,
        ("tablet", "answered"): 18,
        ("web", "invited"): 22,
        ("web", "answered"): 18,
    }


def test_the_pages_of_a_closed_round_say_who_was_not_asked_and_why(
    lars, monkeypatch, signed_in
):
    """A reason of few is not named, whoever knows the one pensioner of a department."""
    asked = people(40)
    keys = [each.pk for each in asked]
    Recipient.objects.filter(pk__in=keys[:7]).update(opted_out_at=timezone.now())
    Recipient.objects.filter(pk__in=keys[7:9]).update(stops=["crisis"])
    let_rule_find(monkeypatch, asked)
    autumn = plan(lars)
    actions.start(autumn, by=lars)
    send_due(in_days(1))
    answer_all(autumn)
    actions.close(autumn, by=lars)
    said = (
        "Af de 40, reglen fandt, blev 9 ikke spurgt. Vil ikke spørges: 7;"
        " Andre grunde, hver for færre end 5: 2."
    )
    client = signed_in(lars)
    for page in ("resultat", "udvalg"):
        shown = words_of(client.get(f"/ledelse/runder/{autumn.pk}/{page}/"))
        assert said in shown, page
        assert "krise" not in shown


def test_whom_the_lot_passed_by_was_not_asked_either(lars, monkeypatch, signed_in):
    asked = people(40)
    wanted = [each.pk for each in asked[:7]]
    Recipient.objects.filter(pk__in=wanted).update(opted_out_at=timezone.now())
    let_rule_find(monkeypatch, asked)
    autumn = plan(lars, sample_size=20)
    actions.start(autumn, by=lars)
    send_due(in_days(1))
    answer_all(autumn)
    actions.close(autumn, by=lars)
    shown = words_of(signed_in(lars).get(f"/ledelse/runder/{autumn.pk}/resultat/"))
    assert (
        "Af de 40, reglen fandt, blev 20 ikke spurgt. Vil ikke spørges: 7;"
        " Lodtrækningen faldt på andre: 13."
    ) in shown


def test_of_a_round_that_is_hidden_nobody_is_told_who_was_not_asked(
    lars, monkeypatch, signed_in
):
    asked = people(30)
    wanted = [each.pk for each in asked[:8]]
    Recipient.objects.filter(pk__in=wanted).update(opted_out_at=timezone.now())
    let_rule_find(monkeypatch, asked)
    autumn = plan(lars)
    actions.start(autumn, by=lars)
    send_due(in_days(1))
    actions.close(autumn, by=lars)
    client = signed_in(lars)
    for page in ("resultat", "udvalg"):
        shown = words_of(client.get(f"/ledelse/runder/{autumn.pk}/{page}/"))
        assert "ikke spurgt" not in shown, page


def test_the_report_says_of_a_round_without_figures_how_far_it_is(
    lars, monkeypatch, tell
):
    """Somebody who asks too early is not told that there is no such round."""

    def said():
        with pytest.raises(CommandError) as refused:
            tell("Efterår")
        return str(refused.value)

    assert "Der er ikke nogen runde “Efterår”" in said()
    let_rule_find(monkeypatch, people(20))
    autumn = plan(lars)
    last = day(autumn.until)
    assert said().startswith("Runden “Efterår” bliver forberedt.")
    assert f"sidste dag er {last}" in said()
    actions.start(autumn, by=lars)
    assert f"Runden “Efterår” er åben. Tallene kommer, når den lukker efter {last}" in (
        said()
    )
    actions.call_off(autumn, by=lars)
    assert said() == "Runden “Efterår” er aflyst. Den har ingen tal."


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
    held.invitations.filter(state="sent").update(went_out=True)
    actions.call_off(held, by=lars)
    assert not Intake.objects.exists()
    assert not held.counts.exists()
    assert states(held) == {"answered": 10, "expired": 30}
    assert Event.objects.get(kind="round.call_off").facts == {"answers": 10}


def test_whom_nobody_spoke_to_was_not_asked(held, lars):
    """They are asked when their turn comes, and nobody reads that they kept silent."""
    send_due(in_days(1))
    everybody = set(held.invitations.values_list("recipient_id", flat=True))
    assert asked_already(everybody, in_days(2)) == everybody
    actions.call_off(held, by=lars)
    assert states(held) == {"withheld": 40}
    assert progress_of(held).withheld == {"called_off": 40}
    assert asked_already(everybody, in_days(2)) == set()


def test_nor_who_was_on_an_interviewers_list_until_the_round_was_over(lars, held):
    send_due(in_days(1))
    everybody = set(held.invitations.values_list("recipient_id", flat=True))
    spoken_to = held.invitations.order_by("pk").first()
    held.invitations.filter(pk=spoken_to.pk).update(went_out=True)
    actions.close(held, by=lars)
    assert states(held) == {"expired": 40}
    assert held.invited == 40
    assert asked_already(everybody, in_days(2)) == {spoken_to.recipient_id}


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
