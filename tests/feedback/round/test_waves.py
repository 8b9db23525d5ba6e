"""The waves of a round go out on their days, and one reminder; never to the busy."""

from django.utils import timezone

from coordination.messages.post import written
from coordination.models import Event, Message, Recipient
from feedback.answer.intake import answer
from feedback.invitation import actions as invitation_actions
from feedback.invitation.models import Invitation
from feedback.invitation.token import digest, token
from feedback.round import actions
from feedback.round.deadlines import remind_due, send_due
from tests.feedback.round.asked import (
    answer_all,
    ask_about_a_handover,
    in_days,
    let_rule_find,
    people,
    plan,
    states,
)


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
    called, visited, *written = people(10, channel="", email="", address="")
    Recipient.objects.filter(pk=visited.pk).update(phone="")
    by_letter = [each.pk for each in written]
    Recipient.objects.filter(pk__in=by_letter).update(address="Prøvevej 1")
    let_rule_find(monkeypatch, [called, visited, *written])
    autumn = plan(lars, modes=["letter", "phone", "face_to_face"])
    actions.start(autumn, by=lars)
    assert send_due(in_days(0.5)) == 10
    assert remind_due(in_days(11)) == 8
    reminded = autumn.invitations.exclude(reminded_at=None)
    assert set(reminded.values_list("recipient_id", flat=True)) == set(by_letter)
    assert Event.objects.filter(kind="invitation.remind").count() == 8


def test_opting_out_before_ones_turn(held):
    row = held.invitations.first()
    invitation_actions.opt_out(row)
    assert states(held) == {"drawn": 39, "opted_out": 1}
    assert row.recipient.reason_not_to_ask or Recipient.objects.filter(
        pk=row.recipient_id, opted_out_at__isnull=False
    )
