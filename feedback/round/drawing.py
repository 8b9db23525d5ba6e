"""Whom a round asks: everybody its rule finds, or a simple random sample of them."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings

from coordination import figures
from coordination.models import Recipient
from coordination.models.message import Channel
from feedback.invitation.mode import BY_POST, OF_CHANNEL, Mode
from feedback.invitation.models import Invitation
from feedback.invitation.reason import Reason, never_now
from feedback.round.models import Round
from feedback.round.turns import begins_at, free_from, turn_of

State = Invitation.State


@dataclass
class Draw:
    """What came of a draw: a row for each person, and what is kept of how."""

    record: dict[str, Any] = field(default_factory=dict)
    waves: list[dict[str, Any]] = field(default_factory=list)
    rows: list[Invitation] = field(default_factory=list)


class Frame(NamedTuple):
    """Whom a rule finds, and by recipient how they are asked, why not, and from when.

    A reason is empty for who can be asked.
    """

    persons: list[dict[str, Any]]
    modes: dict[UUID, str]
    reasons: dict[UUID, str]
    free: dict[Any, datetime]

    @property
    def free_to_ask(self) -> list[UUID]:
        """Among whom the lot falls."""
        return [key for key, reason in self.reasons.items() if not reason]


def draw(held: Round, *, at: datetime, seed: str = "") -> Draw:
    """Draw the persons to ask, without replacement, and when each has their turn.

    Of everybody the rule finds, who must not be asked, cannot be reached in any way the
    round offers, or is being asked about something else until it is over, gets a row
    with the reason. Of the rest those with the smallest SHA-256 of seed and id are
    chosen: a simple random sample that anybody with the seed can draw again. Each wave
    is a random part of it; its `size` leaves out those of it who must wait.

    Nothing is stored here: a second look at the same round finds the same people.
    """
    if held.walk_ins or not held.rule:  # a round that was brought in has none
        return Draw(record={"at": at.isoformat(), "rule": {}, "left_out": {}})
    seed = seed or seed_of(held)
    frame = frame_of(held, at=at)
    persons, modes, reasons, free = frame
    days = [wave["on"] for wave in held.turns]
    chosen = choose(frame.free_to_ask, held.sample_size, seed)
    places = {key: n for n, key in enumerate(chosen)}
    waves = split(len(places), days)
    wave_of = [n for n, wave in enumerate(waves) for _ in range(wave["size"])]
    rows, waiting = [], []
    for person in persons:
        key = person["recipient"]
        if key in places:
            wave = wave_of[places[key]]
            due = turn_of(days[wave], free.get(key))
            told = {"state": State.DRAWN.value, "wave": wave + 1, "due_at": due}
            if due > begins_at(days[wave]):
                waiting.append(due)
                waves[wave]["size"] -= 1
        elif reasons[key]:
            told = {"state": State.WITHHELD.value, "reason": reasons[key]}
        else:
            continue
        rows.append(row_of(held, person, modes[key] or Mode.WEB.value, told))
    record = {
        "at": at.isoformat(),
        "rule": held.rule,
        "seed": seed,
        "found": len(persons),
        "drawn": len(places),
        "waiting": len(waiting),
        "waiting_until": max(waiting).date().isoformat() if waiting else None,
        "left_out": dict(sorted(Counter(filter(None, reasons.values())).items())),
    }
    return Draw(record, waves, rows)


def count_drawn(held: Round, *, at: datetime) -> int:
    """Return how many a draw would find to ask, without drawing them."""
    if held.walk_ins or not held.rule:
        return 0
    found = len(frame_of(held, at=at).free_to_ask)
    return found if held.sample_size is None else min(found, held.sample_size)


def frame_of(held: Round, *, at: datetime) -> Frame:
    """Return whom the rule finds, how each is asked, and why some are not."""
    persons = figures.ask("population", rule=held.rule, at=at)
    known = Recipient.objects.in_bulk([person["recipient"] for person in persons])
    modes, reasons = {}, {}
    for person in persons:
        recipient = known[person["recipient"]]
        mode = way_to_ask(recipient, held.modes)
        modes[recipient.pk] = mode
        reasons[recipient.pk] = never_now(recipient) or (
            "" if mode else Reason.NO_CHANNEL.value
        )
    free = free_from(held, known, at=at)
    first = held.turns[0]["on"]
    for key, reason in reasons.items():
        if not reason and turn_of(first, free.get(key)) >= held.ends_at:
            reasons[key] = Reason.ASKED_RECENTLY.value
    return Frame(persons, modes, reasons, free)


def seed_of(held: Round) -> str:
    """Return the seed of a round as it is planned now; nobody can choose or guess it.

    What is looked at before the start is so what the start will draw.
    """
    key = settings.SURVEY_TOKEN_KEY.encode()
    seal = hmac.new(key, f"draw:{held.pk}:{held.version}".encode(), hashlib.sha256)
    return seal.hexdigest()[:32]


def row_of(
    held: Round, person: dict[str, Any], mode: str, told: dict[str, Any]
) -> Invitation:
    """Return the row of one person."""
    return Invitation(
        round=held,
        version=1,
        recipient_id=person["recipient"],
        instrument=held.instrument,
        mode=mode,
        **{
            name: person[name]
            for name in (
                "receiver",
                "mentor",
                "course_band",
                "departments",
                "target_group",
                "language",
                "may_not_interview",
            )
        },
        **told,
    )


def choose(frame: Collection[UUID], size: int | None, seed: str) -> list[UUID]:
    """Return a simple random sample in its random order; everybody without a size."""

    def lot(key: UUID) -> bytes:
        return hashlib.sha256(f"{seed}:{key}".encode()).digest()

    return sorted(frame, key=lot)[:size]


def split(count: int, days: Sequence[date]) -> list[dict[str, Any]]:
    """Return the waves, as equal as can be, the larger ones first."""
    each, more = divmod(count, len(days))
    return [
        {"on": day.isoformat(), "size": each + (number < more)}
        for number, day in enumerate(days)
    ]


def way_to_ask(recipient: Recipient, offered: Collection[str]) -> str:
    """Return how this person is asked, of what the round offers; or nothing.

    Their own channel first, then a letter, then somebody who asks them.
    """
    own = OF_CHANNEL.get(recipient.channel)
    if own in offered and recipient.reachable:
        return str(own)
    if Mode.LETTER in offered and recipient.address:
        return Mode.LETTER.value
    if Mode.PHONE in offered and recipient.phone:
        return Mode.PHONE.value
    return Mode.FACE_TO_FACE.value if Mode.FACE_TO_FACE in offered else ""


def channel_of(invitation: Invitation) -> str:
    """Return how an invitation travels: "" is the person's own channel."""
    if invitation.mode == Mode.LETTER:
        return Channel.LETTER.value
    return ""


def goes_by_post(invitation: Invitation) -> bool:
    """Say whether Stafet writes to this person; otherwise somebody asks them."""
    return invitation.mode in BY_POST
