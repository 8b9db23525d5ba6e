"""A message as Digital Post takes it, addressed by CPR number and nothing else.

The file is a MeMo message, the only format since 2023: a supplier's agent, or the
KombiPost service (SF1601), hands it on as it is. The number stands in it, not in its
name, and in no other file, row, event or log.

Version 1.2 has no schema, and the agency judges messages itself. What we keep to, and
where it is from, stands in `tests/coordination/test_memo.py`.
"""

import base64
import hashlib
from uuid import UUID
from xml.etree import ElementTree

from django.conf import settings
from django.utils import timezone

from coordination.messages.compose import Content
from coordination.messages.letter import letter_pdf
from coordination.models import Message, Municipality
from coordination.numbers import number_of

MEMO = "https://DigitalPost.dk/MeMo-1"
VERSION = "1.2"
LONGEST_LABEL = 255
ElementTree.register_namespace("memo", MEMO)

Parts = dict[str, "str | Parts"]


def why_not(message: Message) -> str:
    """Return the code of why Digital Post cannot be used for somebody, or nothing."""
    if not settings.SENDER_CVR:
        return "no_sender"
    if message.recipient_id is None or not number_of(message.recipient_id):
        return "no_number"
    return ""


def memo(message: Message, number: str, content: Content) -> bytes:
    """Return a message to one person, its words and its link as a PDF.

    Every copy has the same id, by which the receiving side knows a second one.
    """
    root = ElementTree.Element(named("Message"), memoVersion=VERSION)
    recipient = message.recipient
    add(
        root,
        {
            "MessageHeader": {
                "messageType": "DIGITALPOST",
                "messageUUID": str(id_of(message)),
                "label": content.subject[:LONGEST_LABEL],
                "mandatory": "false",
                "legalNotification": "false",
                "Sender": {
                    "senderID": settings.SENDER_CVR,
                    "idType": "CVR",
                    "label": Municipality.current().name,
                },
                "Recipient": {"recipientID": number, "idType": "CPR"},
            },
            "MessageBody": {
                "createdDateTime": timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
                "MainDocument": {
                    "File": {
                        "encodingFormat": "application/pdf",
                        "filename": "besked.pdf",
                        "language": recipient.language if recipient else "da",
                        "content": base64.b64encode(letter_pdf("", content)).decode(),
                    }
                },
            },
        },
    )
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def id_of(message: Message) -> UUID:
    """Return the id of every copy: of version 4, because no other is taken."""
    name = f"{settings.SITE_ADDRESS}/post/{message.pk}"
    return UUID(bytes=hashlib.sha256(name.encode()).digest()[:16], version=4)


def add(parent: ElementTree.Element, parts: Parts) -> None:
    """Add the parts of a message to what they belong to, in their order."""
    for name, part in parts.items():
        child = ElementTree.SubElement(parent, named(name))
        if isinstance(part, str):
            child.text = part
        else:
            add(child, part)


def named(name: str) -> str:
    """Return a name as MeMo has it."""
    return f"{{{MEMO}}}{name}"
