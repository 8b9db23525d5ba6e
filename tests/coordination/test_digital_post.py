"""Digital Post is addressed by CPR number, and the number leaves no trace here."""

import base64
import logging
import stat
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings as configured
from django.utils import timezone

from cases.citizen import actions as citizens
from coordination.messages import Content, compose, letter, post, queue
from coordination.models import Event, Message, Recipient
from feedback.invitation.code import code_of
from feedback.round import actions as rounds
from feedback.round.deadlines import send_due
from feedback.round.progress import progress_of
from tests.feedback.round.asked import let_rule_find, plan, with_others

NUMBER = "0141019999"
MEMO = {"memo": "https://DigitalPost.dk/MeMo-1"}
TEMPLATE = "contact_person"


@pytest.fixture
def register(jonas, tmp_path, settings):
    """Return a function that registers somebody who wants Digital Post."""
    settings.POST_FOLDER = tmp_path
    usual = {"cpr": NUMBER, "address": "Prøvevej 1, 9999 Prøveby"}

    def make(**changed):
        told = {**usual, **changed}
        return citizens.register(
            by=jonas, name="Karla Fiktiv", channel="digital_post", **told
        )

    return make


@pytest.fixture
def karla(register):
    """Somebody whose number is known."""
    return register()


@pytest.fixture
def write_to(monkeypatch):
    """Send one message to a citizen; return its row afterwards."""

    def words(_message):
        link = f"{configured.SITE_ADDRESS}/s/x/"
        return Content(subject="Vi vil gerne høre dig", text="Svar her.", link=link)

    monkeypatch.setitem(compose._composers, TEMPLATE, words)

    def send(citizen):
        queue(TEMPLATE, key=f"test:{citizen.pk}", recipient_id=citizen.recipient_id)
        post.send_due()
        return Message.objects.get(key=f"test:{citizen.pk}")

    return send


def dropped(message, end):
    return Path(configured.POST_FOLDER) / f"{message.pk}.{end}"


def said(root, path):
    return root.findtext("/".join(f"memo:{part}" for part in path.split("/")), "", MEMO)


def test_the_file_is_a_memo_message_to_the_number(karla, write_to, municipality):
    message = write_to(karla)
    assert (message.state, message.error) == ("sent", "")
    root = ElementTree.fromstring(dropped(message, "xml").read_bytes())
    assert said(root, "MessageHeader/Recipient/recipientID") == NUMBER
    assert said(root, "MessageHeader/Recipient/idType") == "CPR"
    assert said(root, "MessageHeader/Sender/senderID") == configured.SENDER_CVR
    assert said(root, "MessageHeader/Sender/label") == municipality.name
    assert said(root, "MessageHeader/label") == "Vi vil gerne høre dig"
    file = "MessageBody/MainDocument/File"
    assert said(root, f"{file}/encodingFormat") == "application/pdf"
    assert base64.b64decode(said(root, f"{file}/content")).startswith(b"%PDF")


def test_a_second_copy_has_the_first_ones_id(karla, write_to):
    message = write_to(karla)
    seen = []
    for _ in range(2):
        root = ElementTree.parse(dropped(message, "xml")).getroot()
        seen.append(said(root, "MessageHeader/messageUUID"))
        Message.objects.filter(pk=message.pk).update(
            state="queued", next_at=timezone.now()
        )
        post.send_due()
    assert len(set(seen)) == 1


def test_the_number_is_in_that_file_alone(karla, write_to, caplog):
    with caplog.at_level(logging.DEBUG):
        message = write_to(karla)
    for number in (NUMBER, f"{NUMBER[:6]}-{NUMBER[6:]}"):
        assert number not in caplog.text
        assert number not in str(list(Message.objects.values()))
        assert number not in str(list(Event.objects.values()))
        assert number not in str(list(Recipient.objects.values()))
    holders = {
        file.name
        for file in Path(configured.POST_FOLDER).iterdir()
        if NUMBER.encode() in file.read_bytes() or NUMBER in file.name
    }
    assert holders == {f"{message.pk}.xml"}
    mode = stat.S_IMODE(dropped(message, "xml").stat().st_mode)
    assert mode & 0o007 == 0, "others on the machine cannot read it"


@pytest.mark.parametrize(
    ("cpr", "cvr", "reason"),
    [("", "00000000", "no_number"), (NUMBER, "", "no_sender")],
)
def test_a_letter_goes_where_digital_post_cannot(
    register, write_to, settings, cpr, cvr, reason
):
    settings.SENDER_CVR = cvr
    message = write_to(register(cpr=cpr))
    assert (message.state, message.channel) == ("sent", "letter")
    assert dropped(message, "pdf").exists()
    assert not dropped(message, "xml").exists()
    event = Event.objects.get(kind="message.redirect")
    assert event.facts == {"to": "letter", "reason": reason}
    Message.objects.filter(pk=message.pk).update(state="queued", next_at=timezone.now())
    post.send_due()
    assert Event.objects.filter(kind="message.redirect").count() == 1


def test_without_number_and_address_nobody_can_be_reached(register, write_to):
    karla = register(cpr="", address="")
    assert not Recipient.objects.get(pk=karla.recipient_id).reachable
    message = write_to(karla)
    assert message.state == "undeliverable"
    assert not Event.objects.filter(kind="message.redirect").exists()


def test_a_number_is_enough_where_the_address_is_not_known(register, write_to):
    karla = register(address="")
    assert Recipient.objects.get(pk=karla.recipient_id).reachable
    assert dropped(write_to(karla), "xml").exists()


def test_a_survey_that_becomes_a_letter_has_a_letters_code(register, lars, monkeypatch):
    karla = register(cpr="")
    person = Recipient.objects.get(pk=karla.recipient_id)
    let_rule_find(monkeypatch, with_others(person))
    held = plan(lars, modes=["web"])
    rounds.start(held, by=lars)
    held.invitations.update(due_at=timezone.now())
    send_due(timezone.now())
    drawn = {}
    draw = letter.drawn

    def look(layout, told, **more):
        drawn.update(told)
        return draw(layout, told, **more)

    monkeypatch.setattr(letter, "drawn", look)
    post.send_due()
    assert drawn["code"] == code_of(held.invitations.get(recipient=person))
    assert progress_of(held).sent == 10
