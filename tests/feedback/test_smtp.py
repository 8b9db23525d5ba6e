"""A mail server takes a message, wants it later, or says that nobody is there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.messages import post
from coordination.models import Event, Message, Recipient
from coordination.tasks import deliver_all
from tests.mail_server import serving


@pytest.fixture
def mail_server(settings):
    """Give a mail server that answers each recipient as it is told."""
    with serving() as server:
        settings.POST_TRANSPORT = "smtp"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server


@pytest.fixture
def message(sent):
    """The message with which a citizen is asked, alone in the queue."""
    mine = Message.objects.get(key=f"invitation:{sent.pk}:invited")
    Message.objects.exclude(pk=mine.pk).delete()
    return mine


def send_again(message):
    """Try once more, as if the wait were over."""
    Message.objects.update(next_at=timezone.now() - timedelta(minutes=1))
    post.send_due()
    message.refresh_from_db()
    return message.state


def test_what_is_taken_has_an_id_that_stays(mail_server, message):
    assert send_again(message) == "sent"
    (mail,) = mail_server.taken
    assert f"Message-ID: <stafet-{message.pk}@" in mail


def test_nobody_there_is_a_bounce(mail_server, message, sent):
    mail_server.answer = "550 5.1.1 no such user karla@example.org"
    assert send_again(message) == "undeliverable"
    assert message.error == "refused by the mail server: 550"
    deliver_all()
    sent.refresh_from_db()
    assert sent.state == "bounced"
    assert not mail_server.taken


@pytest.mark.parametrize(
    "answer", ["451 4.2.1 try again later", "554 5.7.1 relay access denied"]
)
def test_what_may_yet_be_taken_waits(mail_server, message, sent, answer):
    mail_server.answer = answer
    assert send_again(message) == "queued"
    assert message.next_at > timezone.now()
    deliver_all()
    sent.refresh_from_db()
    assert sent.state == "sent"
    mail_server.answer = "250 yes"
    assert send_again(message) == "sent"
    assert message.attempts == 2


@pytest.mark.parametrize(
    "reason", ["crisis", "hospital", "dead", "protected", "opted_out"]
)
def test_what_comes_up_while_it_waits_is_looked_at_again(
    mail_server, message, sent, reason
):
    mail_server.answer = "451 4.2.1 try again later"
    assert send_again(message) == "queued"
    opted_out = reason == "opted_out"
    Recipient.objects.filter(pk=sent.recipient_id).update(
        stops=[] if opted_out else [reason],
        opted_out_at=timezone.now() if opted_out else None,
    )
    mail_server.answer = "250 yes"
    assert send_again(message) == "sent"
    assert message.error == "nothing left to say"
    assert not mail_server.taken
    sent.refresh_from_db()
    assert (sent.state, sent.reason) == ("withheld", reason)
    assert (sent.sent_at, sent.closes_at, sent.token_digest) == (None, None, None)
    taken_back = Event.objects.get(kind="invitation.take_back")
    assert (taken_back.before, taken_back.facts) == ("sent", {"reason": reason})


def test_without_a_server_it_waits(mail_server, message, settings):
    settings.EMAIL_PORT = 1
    assert send_again(message) == "queued"
