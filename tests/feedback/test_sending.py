"""Citizens are asked when it is time, reminded once, and then left in peace."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.messages.post import written
from coordination.models import Event, Message, Recipient
from coordination.reactions import run_after
from coordination.record import announce
from feedback.answer.intake import answer
from feedback.invitation import actions
from feedback.invitation.deadlines import expire_due, remind_due, send_due
from feedback.invitation.mail import ASKED_SHORTLY, REMINDED_SHORTLY
from feedback.invitation.models import Invitation
from feedback.invitation.token import link, token
from feedback.language.speech import speaking


def state(invitation):
    return Invitation.objects.get(pk=invitation.pk).state


def days(count):
    return timezone.now() + timedelta(days=count)


def test_nobody_is_asked_before_the_day(queued):
    assert send_due(days(20)) == 0
    assert state(queued) == "queued"


def test_on_the_day_one_message_is_on_its_way_however_often_it_is_run(queued):
    assert send_due(days(22)) == 1
    assert send_due(days(22)) == 0
    message = Message.objects.get(key=f"invitation:{queued.pk}:invited")
    assert message.recipient_id == queued.recipient_id
    assert message.facts == {"invitation": queued.pk}
    queued.refresh_from_db()
    assert queued.closes_at - queued.sent_at == pytest.approx(
        timedelta(days=30), abs=timedelta(seconds=5)
    )


def test_the_words_are_neutral_and_carry_the_link(sent):
    message = Message.objects.get(key=f"invitation:{sent.pk}:invited")
    content = written(message)
    assert content.link == link(sent)
    assert token(sent) in content.link
    said = f"{content.subject} {content.text}"
    for secret in ("Karla", "Bolig", "Job"):
        assert secret not in said
    Recipient.objects.filter(pk=sent.recipient_id).update(language="en")
    english = Message.objects.select_related("recipient").get(pk=message.pk)
    assert written(english).subject == "How did the change go?"
    assert written(english).link == content.link


@pytest.mark.parametrize("occasion", ["invited", "reminded"])
@pytest.mark.parametrize("about", ["invitation", "round"])
@pytest.mark.parametrize("language", ["da", "en", "ar"])
def test_a_text_message_is_short_and_says_only_who_asks(
    sent, arabic, municipality, language, about, occasion
):
    municipality.name = "Ringkøbing-Skjern Kommune"
    municipality.save()
    person = Recipient(language=language, phone="12345678", channel="sms")
    message = Message(
        template=f"feedback/{about}/mail/{occasion}",
        recipient=person,
        facts={"invitation": sent.pk},
    )
    content = written(message)
    with speaking(language):
        shortly = REMINDED_SHORTLY if occasion == "reminded" else ASKED_SHORTLY
        assert content.text == shortly % {"sender": municipality.name}
    assert len(content.text) <= 160
    assert content.link == link(sent)
    assert content.subject == municipality.name
    for telling in ("kontakt", "contact", "hjælp", "help", "Bolig", "Karla"):
        assert telling not in content.text


def test_what_has_come_up_since_is_looked_at_again(queued):
    Recipient.objects.filter(pk=queued.recipient_id).update(stops=["hospital"])
    send_due(days(22))
    queued.refresh_from_db()
    assert (queued.state, queued.reason) == ("withheld", "hospital")
    assert not Message.objects.filter(template__startswith="feedback").exists()


def test_there_is_one_reminder_with_the_same_link(sent):
    assert remind_due(days(9)) == 0
    assert remind_due(days(11)) == 1
    assert remind_due(days(12)) == 0
    message = Message.objects.get(key=f"invitation:{sent.pk}:reminded")
    assert written(message).link == link(sent)


def test_somebody_in_hospital_is_not_reminded(sent):
    Recipient.objects.filter(pk=sent.recipient_id).update(stops=["hospital"])
    assert remind_due(days(11)) == 1
    assert not Message.objects.filter(key__endswith="reminded").exists()


@pytest.mark.parametrize("stop", ["crisis", "hospital", "dead", "protected"])
def test_a_reminder_that_waited_is_not_written_to_somebody_on_the_stop_list(sent, stop):
    remind_due(days(11))
    Recipient.objects.filter(pk=sent.recipient_id).update(stops=[stop])
    message = Message.objects.get(key=f"invitation:{sent.pk}:reminded")
    assert written(message) is None
    assert state(sent) == "sent", "they were asked, and may have the letter"


def test_a_citizen_who_has_moved_is_no_reason_to_take_the_survey_back(sent):
    Recipient.objects.filter(pk=sent.recipient_id).update(email="", address="")
    written(Message.objects.get(key=f"invitation:{sent.pk}:invited"))
    assert state(sent) == "sent"


def test_whoever_has_answered_hears_no_more(sent):
    answer(sent, answers={})
    assert remind_due(days(11)) == 0
    message = Message.objects.get(key=f"invitation:{sent.pk}:invited")
    assert written(message) is None


def test_after_thirty_days_it_is_over(sent):
    assert expire_due(days(29)) == 0
    assert expire_due(days(31)) == 1
    sent.refresh_from_db()
    assert sent.state == "expired"
    assert sent.ended_month == timezone.localdate(sent.closes_at).replace(day=1)
    assert not answer(sent, answers={})


def test_a_message_that_comes_back_is_counted_apart(sent):
    message = Message.objects.get(key=f"invitation:{sent.pk}:invited")
    event = announce("message.undeliverable", subject=message, facts=message.facts)
    owed = "feedback.invitation.reactions.note_what_could_not_be_delivered"
    for _ in range(2):
        run_after(event, owed)
    sent.refresh_from_db()
    assert sent.state == "bounced"
    assert Event.objects.filter(kind="invitation.bounce").count() == 1
    other = announce("message.undeliverable", subject=message, facts={"case": 1})
    run_after(other, owed)


def test_only_the_clock_takes_the_steps(queued, hanne):
    from coordination.machines import rows

    taken = {row.step: row.permission for row in rows(Invitation)}
    assert set(taken) == {
        "send",
        "withhold",
        "take_back",
        "supersede",
        "remind",
        "answer",
        "expire",
        "bounce",
        "decline",
        "opt_out",
    }
    assert len(set(taken.values())) == 1


def test_sending_twice_is_refused(sent):
    from coordination.workflow import Refused

    with pytest.raises(Refused):
        actions.send(sent)
