"""The way in for what phones have sealed: nothing of the mentor's own is refused."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coordination.models import User
from coordination.periodic import periodic
from coordination.record import announce
from coordination.workflow import NotVisible, whole
from mentors.sealed import keys
from mentors.sealed.content import Told, ToldForm
from mentors.sealed.models import SealedVisit
from mentors.unplaced import actions as unplaced_actions
from mentors.unplaced.models import UnplacedVisit
from mentors.visit import intake as visits
from mentors.visit.intake import Receipt
from mentors.visit.report import Report

log = logging.getLogger(__name__)

STORED, SEEN, HELD = "stored", "seen", "held"
UNPLACED, WAITING = "unplaced", "waiting"
NOT_YOURS, FAILED = "not_yours", "failed"
COMMITTED = (STORED, SEEN, HELD, UNPLACED, WAITING)
OUTCOMES = (*COMMITTED, NOT_YOURS, FAILED)
AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What can be read of a record from outside."""

    client_id: UUID
    owner: int
    key: str
    format: int
    sealed: bytes


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of a record, and what it became."""

    outcome: str
    receipt: Receipt | None = None
    unplaced: UnplacedVisit | None = None


def take_in_one_of_many(envelope: Envelope, *, by: User) -> Taken:
    """Return what became of a record; one that fails stops none of the others."""
    try:
        return take_in(envelope, by=by)
    except Exception:  # it stays on its phone, and the others must get in
        log.exception("A sealed visit could not be taken in")
        return Taken(outcome=FAILED)


def take_in(envelope: Envelope, *, by: User) -> Taken:
    """Return what became of a record, once that is committed.

    Somebody else's is not looked at. What cannot be opened is kept as it came.
    """
    if envelope.owner != by.pk:
        return Taken(outcome=NOT_YOURS)
    try:
        text = unseal(envelope)
    except keys.CannotOpen:
        keep(envelope, by=by)
        return Taken(outcome=WAITING)
    return receive(text, client_id=envelope.client_id, by=by)


def unseal(envelope: Envelope) -> bytes:
    """Return what is inside; a format from a newer app waits for a newer server."""
    if envelope.format != keys.FORMAT:
        raise keys.CannotOpen
    return keys.unseal(
        envelope.sealed,
        key=envelope.key,
        client_id=envelope.client_id,
        owner=envelope.owner,
    )


def receive(text: bytes, *, client_id: UUID, by: User) -> Taken:
    """Return what became of the words: a visit, or one that its author must place."""
    told = Told.read(text)
    mine = UnplacedVisit.objects.filter(author=by, client_id=client_id)
    if known := mine.filter(digest=told.digest()).first():
        return Taken(outcome=SEEN, unplaced=known)
    form = ToldForm(told, client_id=client_id)
    try:
        receipt = visits.receive(report_in(form, author=by), by=by)
    except NotVisible:
        unplaced = unplaced_actions.lay_aside(told, client_id=client_id, by=by)
        return Taken(outcome=UNPLACED, unplaced=unplaced)
    if receipt.held is not None:
        return Taken(outcome=HELD, receipt=receipt)
    return Taken(outcome=STORED if receipt.is_new else SEEN, receipt=receipt)


def report_in(form: ToldForm, *, author: User) -> Report:
    """Return the report, or raise `NotVisible` when its author must put it right."""
    told = form.told
    if told.mentorship is None or not told.is_understood or not form.is_valid():
        raise NotVisible
    report = form.report_on(told.mentorship, author=author)
    if told.corrects and report.visit == report.client_id:
        raise NotVisible
    return report


@whole
def keep(envelope: Envelope, *, by: User) -> None:
    """Keep a record that cannot be opened; the same one once."""
    kept, is_new = SealedVisit.objects.get_or_create(
        author=by,
        client_id=envelope.client_id,
        digest=hashlib.sha256(envelope.sealed).hexdigest(),
        defaults={
            "key": envelope.key,
            "format": envelope.format,
            "sealed": envelope.sealed,
        },
    )
    if is_new:
        announce("sealedvisit.keep", subject=kept, by=by, facts={"key": kept.key})


@periodic("sealed.open")
def open_waiting(at: datetime) -> int:
    """Open what waits and can be opened now, because its key is back."""
    rows = SealedVisit.objects.unopened().filter(key__in=keys.known())
    opened = 0
    for row in rows.select_related("author").order_by("pk")[:AT_ONCE]:
        opened += open_one(row, at=at)
    return opened


def open_one(row: SealedVisit, *, at: datetime) -> bool:
    """Say whether a record could be opened; what it says is stored then."""
    envelope = Envelope(
        client_id=row.client_id,
        owner=row.author_id,
        key=row.key,
        format=row.format,
        sealed=bytes(row.sealed),
    )
    try:
        text = unseal(envelope)
    except keys.CannotOpen:
        return False
    receive(text, client_id=row.client_id, by=row.author)
    mark_opened(row, at=at)
    return True


@whole
def mark_opened(row: SealedVisit, *, at: datetime) -> None:
    """Note that a record has been opened; its bytes stay."""
    waiting = SealedVisit.objects.unopened().filter(pk=row.pk)
    if waiting.update(opened_at=at):
        announce("sealedvisit.open", subject=row, on_behalf_of=row.author)
