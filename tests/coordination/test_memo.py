"""A Digital Post message keeps to what is published about MeMo 1.2.

There is no schema of 1.2. What is asserted here was taken over from

- the schema of 1.1, as generated classes have it: what an element must hold, lengths,
  the look of an id (github.com/itk-dev-rpa/python-serviceplatformen, memo/core.py);
- the agency's full example in 1.2: order, prefix, the root's one attribute
  (the same repository, tests/message_xml/MeMo_Full_Example.xml);
- what the agency announced of 1.2 on 23 February 2024: schema and schematron end with
  1.1, and `memoSchVersion` goes
  (digitaliser.dk/digital-post/nyhedsarkiv/2024/feb/varsling-og-hoering-af-memo-v12).

No message of ours has been through the agency's test environment.
"""

import base64
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import translation

from coordination.messages import Content
from coordination.messages.digital_post import memo
from coordination.models import Message, Recipient

MEMO = "{https://DigitalPost.dk/MeMo-1}"
NUMBER = "0141019999"
# What each element may hold, in this order; a star marks what it must.
HOLDS = {
    "Message": ["MessageHeader*", "MessageBody"],
    "MessageHeader": [
        *("messageType*", "messageUUID*", "messageID", "messageCode", "label*"),
        *("notification", "additionalNotification", "reply", "replyByDateTime"),
        *("doNotDeliverUntilDate", "mandatory*", "legalNotification*", "postType"),
        *("Sender*", "Recipient*", "ContentData", "ForwardData", "ReplyData"),
    ],
    "Sender": [
        *("senderID*", "idType*", "idTypeLabel", "label*", "AttentionData"),
        *("ContactPoint", "Representative"),
    ],
    "Recipient": [
        *("recipientID*", "idType*", "idTypeLabel", "label", "AttentionData"),
        "ContactPoint",
    ],
    "MessageBody": [
        *("createdDateTime*", "MainDocument*", "AdditionalDocument"),
        "TechnicalDocument",
    ],
    "MainDocument": ["mainDocumentID", "label", "File*", "Action"],
    "File": ["encodingFormat*", "filename*", "language*", "content*"],
}
LOOKS_LIKE = {
    "messageType": "DIGITALPOST|NEMSMS",
    # a UUID of version 4: of another version it is refused
    "messageUUID": "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-.{12}",
    "mandatory": "true|false",
    "legalNotification": "true|false",
    "senderID": "[0-9]{8}",
    "recipientID": "[0-9]{10}",
    "idType": "CPR|CVR",
    "createdDateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "language": "[a-z]{2}",
    "content": "[A-Za-z0-9+/]+=*",
}
LONGEST = 256


@pytest.fixture
def written(municipality):
    """Return a message to somebody whose words are as long as they can be."""
    with translation.override("da"):
        person = Recipient.objects.create(name="Karla Fiktiv", language="ar")
        message = Message(pk=7, recipient=person, channel="digital_post")
        content = Content(subject="Æ" * 400, text="Svar her.", link="https://x.dk/s/y/")
        return memo(message, NUMBER, content)


@pytest.fixture
def root(written):
    return ElementTree.fromstring(written)


def test_every_element_is_where_it_belongs(root):
    seen = set()
    for element in root.iter():
        name = element.tag.removeprefix(MEMO)
        assert element.tag == f"{MEMO}{name}"
        if name not in HOLDS:
            assert not list(element), name
            continue
        seen.add(name)
        order = [each.rstrip("*") for each in HOLDS[name]]
        inside = [part.tag.removeprefix(MEMO) for part in element]
        assert inside == sorted(set(inside), key=order.index), name
        needed = {each.rstrip("*") for each in HOLDS[name] if each.endswith("*")}
        assert needed <= set(inside), name
    assert seen == set(HOLDS)


def test_every_word_looks_as_it_must(root):
    checked = set()
    for element in root.iter():
        name = element.tag.removeprefix(MEMO)
        if name in HOLDS:
            continue
        text = element.text
        assert text, name
        if name != "content":
            assert len(text) <= LONGEST, name
        if name in LOOKS_LIKE:
            assert re.fullmatch(LOOKS_LIKE[name], text), (name, text)
            checked.add(name)
    assert checked == set(LOOKS_LIKE)


def test_it_says_its_version_and_no_other_attribute(root):
    assert root.attrib == {"memoVersion": "1.2"}
    assert not any(element.attrib for element in root.iter() if element is not root)


def test_it_is_sent_as_it_can_be_read(written, root):
    assert written.startswith(b"<?xml")
    assert b"<memo:Message " in written, "SF1601 knows no other prefix"
    assert root.findtext(f".//{MEMO}senderID") == settings.SENDER_CVR
    assert root.findtext(f".//{MEMO}recipientID") == NUMBER
    content = root.findtext(f".//{MEMO}content")
    assert base64.b64decode(content).startswith(b"%PDF")
