"""Who was invited, to whom it was sent, who said no this time: three figures."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from coordination.messages import post, transport
from coordination.models import Event, Message, Recipient
from coordination.reactions import run_after
from feedback.answer.intake import answer
from feedback.interview import actions as interviews
from feedback.round import actions
from feedback.round.deadlines import send_due
from feedback.round.progress import progress_of
from tests.calls import Caller
from tests.feedback.round.asked import let_rule_find, people, plan
from tests.matrix.trying import browser


def start(lars, monkeypatch, asked, **wishes):
    let_rule_find(monkeypatch, asked)
    held = plan(lars, **wishes)
    actions.start(held, by=lars)
    send_due(timezone.now() + timedelta(days=1))
    return held


def figures(held):
    found = progress_of(held)
    return found.invited, found.sent, found.bounced, found.declined, found.opted_out


def test_it_is_sent_when_a_carrier_has_taken_it(lars, monkeypatch):
    held = start(lars, monkeypatch, people(12))
    assert figures(held) == (12, 0, 0, 0, 0)
    assert post.send_due(7) == 7
    assert figures(held) == (12, 7, 0, 0, 0)


def test_what_no_carrier_takes_is_invited_and_not_sent(lars, monkeypatch):
    asked = people(12)
    held = start(lars, monkeypatch, asked)
    Recipient.objects.filter(pk=asked[0].pk).update(email="", address="", phone="")
    assert post.send_due() == 11
    event = Event.objects.get(kind="message.undeliverable")
    owed = "feedback.invitation.reactions.note_what_could_not_be_delivered"
    run_after(event, owed)
    assert figures(held) == (12, 11, 1, 0, 0)


def test_a_failed_try_is_not_sent_until_the_next_one_is(lars, monkeypatch):
    held = start(lars, monkeypatch, people(10))

    def fail(*_args):
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(transport.FileTransport, "deliver", fail)
        assert post.send_due() == 0
    assert figures(held)[:2] == (10, 0)
    Message.objects.update(next_at=timezone.now())
    assert post.send_due() == 10
    assert figures(held)[:2] == (10, 10)


def test_what_the_end_of_the_round_overtook_was_never_sent(lars, monkeypatch):
    held = start(lars, monkeypatch, people(12))
    post.send_due(5)
    actions.close(held, by=lars)
    assert post.send_due() == 0, "there is nothing left to say"
    held.refresh_from_db()
    assert held.invited == 12
    assert figures(held)[:2] == (12, 5)


def test_who_is_stopped_before_the_post_leaves_is_neither(lars, monkeypatch):
    asked = people(12)
    held = start(lars, monkeypatch, asked)
    Recipient.objects.filter(pk=asked[0].pk).update(stops=["hospital"])
    assert post.send_due() == 11
    assert figures(held) == (11, 11, 0, 0, 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        held.invitations.filter(sent_at=None).update(went_out=True)


@pytest.fixture
def called(lars, hanne, monkeypatch):
    """A round of ten people whom Hanne calls."""
    held = start(
        lars,
        monkeypatch,
        people(10, channel="", email="", address=""),
        modes=["letter", "phone"],
    )
    actions.name_interviewers(held, by=lars, interviewers=[hanne])
    return held


def test_an_interview_is_sent_when_somebody_has_asked(called, hanne):
    assert figures(called) == (10, 0, 0, 0, 0)
    first, second, third, *_rest = called.invitations.order_by("pk")
    given = {"coherent": "4"}
    interviews.write_down(first.pk, by=hanne, mode="phone", answers=given)
    interviews.decline(second.pk, by=hanne, for_good=False)
    interviews.decline(third.pk, by=hanne, for_good=True)
    assert figures(called) == (10, 3, 0, 1, 1)


def test_a_no_this_time_is_on_record_as_that_and_closes_nothing_else(called, hanne):
    row = called.invitations.first()
    interviews.decline(row.pk, by=hanne, for_good=False)
    row.refresh_from_db()
    assert (row.state, row.reason) == ("declined", "")
    event = Event.objects.get(kind="invitation.decline")
    assert (event.before, event.after) == ("sent", "declined")
    assert not Event.objects.filter(kind="invitation.opt_out").exists()
    assert not Recipient.objects.get(pk=row.recipient_id).opted_out_at


@pytest.mark.parametrize("language", ["da", "en"])
def test_page_api_and_file_tell_them_apart(lars, monkeypatch, language):
    """Of 20 invited one was never sent to; one said no this time, one for good."""
    written = people(17)
    by_phone = people(3, channel="", email="", address="")
    held = start(
        lars, monkeypatch, [*written, *by_phone], modes=["web", "letter", "phone"]
    )
    actions.name_interviewers(held, by=lars, interviewers=[lars])
    Recipient.objects.filter(pk=written[0].pk).update(email="", address="", phone="")
    post.send_due()
    run_after(
        Event.objects.get(kind="message.undeliverable"),
        "feedback.invitation.reactions.note_what_could_not_be_delivered",
    )
    declined, left, asked = held.invitations.filter(mode="phone").order_by("pk")
    interviews.decline(declined.pk, by=lars, for_good=False)
    interviews.decline(left.pk, by=lars, for_good=True)
    given = {"coherent": "4"}
    interviews.write_down(asked.pk, by=lars, mode="phone", answers=given)
    for row in held.invitations.filter(state="sent", mode="web"):
        answer(row, answers=given)
    expected = {"sent": 19, "bounced": 1, "declined": 1, "opted_out": 1}

    told = Caller(lars).get(f"rounds/{held.pk}/").json()["progress"]
    assert told["invited"] == 20
    assert {name: told[name] for name in expected} == expected
    client = browser(lars)
    wanted = {"accept-language": language}
    page = client.get(held.get_absolute_url(), headers=wanted).content.decode()
    sent, declined = {
        "da": ("Sendt", "Sagde nej denne gang"),
        "en": ("Sent", "Said no this time"),
    }[language]
    assert f"<dt>{sent}</dt><dd>19</dd>" in page
    assert f"<dt>{declined}</dt><dd>1</dd>" in page

    actions.close(held, by=lars)
    place = f"{held.get_absolute_url()}resultat"
    response = Caller(lars).get(f"rounds/{held.pk}/results/").json()["response"]
    assert response["invited"] == 20
    assert {name: response[name] for name in expected} == expected
    file = client.get(f"{place}.csv", headers=wanted).content.decode("utf-8-sig")
    head, first, *rest = csv.reader(io.StringIO(file), delimiter=";")
    row = dict(zip(head, first, strict=True))
    invited = {"da": "Inviteret", "en": "Invited"}[language]
    assert (row[invited], row[sent], row[declined]) == ("20", "19", "1")
    place = head.index(sent)
    groups = [row for row in rest if row[4]]
    assert groups
    assert {row[place] for row in groups} == {""}, "known of all together only"
