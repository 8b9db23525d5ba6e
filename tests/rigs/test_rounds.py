"""A round of many goes out once to each, while the worker and the broker die.

What is promised (docs/adr/0003): nobody is lost; everybody gets one link, the same on
every copy; and a second copy of a message is only made by a worker's death between the
mail server's word that it has taken it and the commit that notes this, so there are no
more second copies than such deaths, and each is known by its Message-ID.
"""

import email
import re
import time
from collections import defaultdict

import pytest
from django.db import connection
from django.utils import timezone

from coordination.invariants import broken
from coordination.models import Event, Message
from feedback.invitation.token import digest
from feedback.round import actions
from tests.feedback.round.asked import let_rule_find, people, plan
from tests.rigs.deaths import deaths, machinery
from tests.rigs.test_dispatcher import until

__all__ = ["deaths", "machinery"]

pytestmark = pytest.mark.commits

LINK = re.compile(r"/s/([\w-]+)/")


def waiting():
    return Message.objects.filter(state="queued").count()


def copies_of(mail):
    """Return each copy that the mail server took, by whom it went to."""
    found = defaultdict(list)
    for written in list(mail.taken):
        copy = email.message_from_bytes(written.encode())
        (link,) = LINK.findall(copy.get_payload(decode=True).decode())
        found[copy["To"]].append((copy["Message-ID"], link))
    return found


def test_a_round_reaches_everybody_once_whatever_dies(
    machinery, deaths, lars, monkeypatch, volume, record
):
    count, often = volume(40, 10_000), volume(2, 12)
    let_rule_find(monkeypatch, people(count))
    held = plan(lars, modes=["web"])
    actions.start(held, by=lars)
    held.invitations.update(due_at=timezone.now())
    started = time.monotonic()
    asked = 0

    def done():
        return (asked + len(machinery.mail.taken)) / (2 * count)

    suffered = deaths(often, done=done)

    def all_asked():
        nonlocal asked
        machinery.wake()
        time.sleep(1)
        asked = count - held.invitations.filter(state="drawn").count()
        return asked == count

    until(all_asked, "the last invitation", patience=1800)
    while left := waiting():
        until(lambda left=left: waiting() < left, "another message")
        time.sleep(1)
    until(lambda: len(suffered) == often, "the last death")
    print(f"{count} written to in {time.monotonic() - started:.0f} s")
    print(f"deaths at {suffered} of the work")

    copies = copies_of(machinery.mail)
    assert len(copies) == count, "somebody is lost"
    assert all(len(set(each)) == 1 for each in copies.values()), "copies differ"
    second = len(machinery.mail.taken) - count
    assert second <= machinery.killed["worker"], "a copy that no death explains"
    links = {link for each in copies.values() for _id, link in each}
    stored = set(held.invitations.values_list("token_digest", flat=True))
    assert {digest(link) for link in links} == stored
    assert len(stored) == count
    events = Event.objects.filter(kind="invitation.send")
    assert events.count() == events.values("subject_id").distinct().count() == count
    assert Message.objects.count() == count
    assert held.invitations.filter(went_out=True).count() == count
    assert not broken()
    killed = {f"{part}_killed": n for part, n in machinery.killed.items()}
    record({**killed, "second_copies": second})
    connection.close()
