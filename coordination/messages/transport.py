"""The ways a message leaves the machine: mail server, file drop, letter."""

import json
from email.utils import make_msgid
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage

from coordination.messages.compose import Content
from coordination.messages.digital_post import memo, why_not
from coordination.messages.letter import letter_pdf
from coordination.models import Message
from coordination.models.message import Channel
from coordination.numbers import number_of

# From here on a mail server asks us not to try again.
PERMANENT = 500
FOR_THE_SUPPLIER = 0o640


class Undeliverable(Exception):
    """This person cannot be reached this way, now or later."""


class Transport(Protocol):
    """Takes one message out of the machine, or raises."""

    def deliver(self, message: Message, content: Content) -> None:
        """Hand the message over; return only when it has been taken."""


def address(message: Message) -> tuple[str, str]:
    """Return the channel and the address, or the number, a message goes to.

    Raises `Undeliverable` when the person has no such address.
    """
    channel = message.way
    if message.user:
        to = message.user.phone if channel == Channel.SMS else message.user.email
    elif message.recipient is None:
        raise Undeliverable("no recipient")
    elif channel == Channel.DIGITAL_POST:
        to = "" if why_not(message) else number_of(message.recipient.pk)
    else:
        to = {
            Channel.EMAIL.value: message.recipient.email,
            Channel.SMS.value: message.recipient.phone,
            Channel.LETTER.value: message.recipient.address,
        }.get(channel, "")
    if not to:
        raise Undeliverable("no address for the chosen channel")
    return channel, to


class FileTransport:
    """Puts every message in a folder, as `/demo/post/` shows them."""

    def deliver(self, message: Message, content: Content) -> None:
        """Write one file for a message; a second try overwrites the same file."""
        channel, to = address(message)
        folder = Path(settings.POST_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        if channel == Channel.LETTER:
            put(folder / f"{message.pk}.pdf", letter_pdf(to, content))
        elif channel == Channel.DIGITAL_POST:
            put(folder / f"{message.pk}.xml", memo(message, to, content))
            to = ""  # the number stands in that file alone
        body = {
            "channel": channel,
            "to": to,
            "subject": content.subject,
            "text": content.text,
            "link": content.link,
            "template": message.template,
        }
        written = json.dumps(body, ensure_ascii=False).encode()
        put(folder / f"{message.pk}.json", written)


def put(target: Path, written: bytes) -> None:
    """Put a whole file in the folder, for its owner and group alone, or none."""
    unfinished = target.with_suffix(".part")
    unfinished.touch(mode=FOR_THE_SUPPLIER)
    unfinished.write_bytes(written)
    unfinished.replace(target)


class SmtpTransport:
    """Sends e-mail; letters and text messages go to the file drop of a supplier."""

    def deliver(self, message: Message, content: Content) -> None:
        """Hand a mail to the server, with an id that makes a second copy known."""
        channel, to = address(message)
        if channel != Channel.EMAIL:
            FileTransport().deliver(message, content)
            return
        body = "\n\n".join(part for part in (content.text, content.link) if part)
        domain = make_msgid().rsplit("@", 1)[-1].rstrip(">")
        mail = EmailMessage(
            content.subject,
            body,
            to=[to],
            headers={"Message-ID": f"<stafet-{message.pk}@{domain}>"},
        )
        try:
            mail.send()
        except SMTPRecipientsRefused as error:
            ((code, said),) = error.recipients.values()
            if is_final(code, said):
                raise Undeliverable(f"refused by the mail server: {code}") from error
            raise


def is_final(code: int, said: bytes) -> bool:
    """Say whether a mail server will never take anything for this person.

    5.7.x is about what we may send, not about whom to: it waits until that is mended.
    """
    return code >= PERMANENT and not said.startswith(b"5.7.")


def transport() -> Transport:
    """Return the way out that the settings choose."""
    return SmtpTransport() if settings.POST_TRANSPORT == "smtp" else FileTransport()
