"""Asking many people: wave by wave, a few hundred in each transaction.

Killed in the middle, what was not committed was not sent either, and the next round
of the clock goes on where this one stopped. What leaves the machine is a message row,
written in the same transaction, whose key no second row can have.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from coordination.many import CHUNK, locked, perform_many
from coordination.messages.queue import queue_many
from coordination.models import Message, Municipality, Recipient
from coordination.workflow import is_historical, whole
from feedback.invitation.mode import BY_POST
from feedback.invitation.models import Invitation
from feedback.invitation.reason import Reason, never_now
from feedback.invitation.token import digest, token
from feedback.round.drawing import channel_of, goes_by_post
from feedback.round.models import Round

State = Invitation.State


def until_done(some: Callable[[datetime], int], at: datetime) -> int:
    """Do a part again and again until nothing is left to do; return how many."""
    done = 0
    while found := some(at):
        done += found
    return done


@whole
def send_some(at: datetime) -> int:
    """Ask the next few hundred whose wave has begun; return how many were decided on.

    The rounds are locked, so that none is closed meanwhile, and then the recipients,
    as an accepted handover does: of the two one sees what the other has decided. Who
    is busy in another transaction has their turn next.
    """
    rounds = Round.objects.running().order_by("pk").select_for_update(no_key=True)
    running = [held for held in rounds if held.is_as_planned]
    due = Invitation.objects.filter(
        state=State.DRAWN, due_at__lte=at, round__in=running
    )
    wanted = due.order_by("due_at", "pk").values_list("recipient_id", flat=True)
    people = Recipient.objects.filter(pk__in=list(wanted[:CHUNK])).order_by("pk")
    known = {
        person.pk: person
        for person in people.select_for_update(no_key=True, skip_locked=True)
    }
    rows = locked(
        due.filter(recipient_id__in=known)
        .select_related("round", "recipient")
        .order_by("pk")
    )
    moment = at if is_historical() else timezone.now()
    reasons = decide_all(rows, known, asked_already(known, moment))
    kept = [row for row in rows if reasons[row.pk]]
    asked = [row for row in rows if not reasons[row.pk]]
    perform_many(
        "withhold",
        kept,
        at=moment,
        inputs=lambda row: {"reason": reasons[row.pk]},
    )
    perform_many(
        "send",
        asked,
        at=moment,
        inputs=lambda row: {
            "digest": digest(token(row)),
            "closes_at": row.round.ends_at,  # type: ignore[union-attr]  # all have one
        },
    )
    post_all(asked, "invited")
    return len(rows)


def decide_all(
    rows: Sequence[Invitation],
    known: Mapping[UUID, Recipient],
    busy: Collection[object],
) -> dict[int, str]:
    """Return for each row why its person is not asked after all, or nothing.

    Two rounds may have the same person on the same day: the first of the two asks.
    """
    taken = set(busy)
    reasons = {}
    for row in rows:
        recipient = known[row.recipient_id]  # type: ignore[index]  # all have one
        reasons[row.pk] = reason_now(row, recipient, taken)
        if not reasons[row.pk]:
            taken.add(recipient.pk)
    return reasons


def reason_now(row: Invitation, recipient: Recipient, busy: Collection[object]) -> str:
    """Return why this person is not asked after all, or nothing."""
    if reason := never_now(recipient):
        return reason
    if recipient.pk in busy:
        return Reason.ASKED_RECENTLY.value
    if goes_by_post(row) and not channel_of(row) and not recipient.reachable:
        return Reason.NO_CHANNEL.value
    return ""


def asked_already(people: Iterable[object], at: datetime) -> set[object]:
    """Return who has an open invitation, or was sent one within the gap."""
    gap = at - timedelta(days=Municipality.current().survey_gap_days)
    found = Invitation.objects.filter(
        Q(state__in=[State.QUEUED, State.SENT]) | Q(sent_at__gt=gap, sent_at__lte=at),
        recipient__in=list(people),
    ).heard_of()
    return set(found.values_list("recipient_id", flat=True))


@whole
def remind_some(at: datetime) -> int:
    """Remind the next few hundred Stafet writes to in running rounds, once each."""
    rows: list[Invitation] = []
    running = Round.objects.running().exclude(remind_after=None).order_by("pk")
    for held in running.select_for_update(no_key=True):
        if not held.is_as_planned:
            continue
        before = at - timedelta(days=held.remind_after or 0)
        waiting = Invitation.objects.filter(round=held, mode__in=BY_POST)
        rows += locked(
            waiting.to_remind(before, at).select_related("recipient").order_by("pk"),
            limit=CHUNK - len(rows),
        )
        if len(rows) >= CHUNK:
            break
    moment = at if is_historical() else timezone.now()
    perform_many("remind", rows, at=moment)
    post_all(
        [row for row in rows if row.recipient and not never_now(row.recipient)],
        "reminded",
    )
    return len(rows)


def post_all(rows: Sequence[Invitation], occasion: str) -> None:
    """Put a message with the link on its way to each who is written to."""
    if is_historical():
        return
    queue_many(
        [
            Message(
                template=f"feedback/round/mail/{occasion}",
                key=f"invitation:{row.pk}:{occasion}",
                recipient_id=row.recipient_id,
                channel=channel_of(row),
                facts={"invitation": row.pk, "round": row.round_id},
            )
            for row in rows
            if goes_by_post(row)
        ]
    )
