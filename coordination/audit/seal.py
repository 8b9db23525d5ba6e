"""Sealing events one after another, so that a later change shows."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from coordination.models import Event, Seal

GENESIS = "0" * 64
ADVISORY_LOCK = 7_205_001
BATCH = 1000


def canonical(event: Event) -> bytes:
    """Return an event's fields as bytes, each with its length; times in µs."""
    fields: list[Any] = [
        event.pk,
        event.kind,
        event.subject_type,
        event.subject_id,
        event.root_id,
        event.sequence,
        event.by_id,
        event.on_behalf_of_id,
        event.role,
        event.department_id,
        event.department_name,
        event.purpose,
        event.before,
        event.after,
        json.dumps(event.facts, sort_keys=True, ensure_ascii=False),
        event.note_digest,
        event.machine,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
    ]
    parts = [str(field).encode() for field in fields]
    return b"".join(b"%d:%s" % (len(part), part) for part in parts)


def digest(previous: str, event: Event) -> str:
    """Return the seal of an event, bound to the one before, keyed outside the base."""
    key = settings.AUDIT_SEAL_KEY.encode()
    message = previous.encode() + canonical(event)
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def seal_new() -> int:
    """Seal what is not sealed yet, one sealer at a time; return how many.

    Events get their numbers before they are committed, so a later number can be
    seen first: the order of sealing is the chain's own, not the order of numbers.
    """
    sealed = 0
    while True:
        with transaction.atomic():
            if not _only_sealer():
                return sealed
            last = Seal.objects.order_by("-pk").first()
            previous = last.digest if last else GENESIS
            seals = []
            for event in Event.objects.filter(seal=None).order_by("pk")[:BATCH]:
                seals.append(Seal(event=event, previous=previous))
                previous = seals[-1].digest = digest(previous, event)
            Seal.objects.bulk_create(seals)
        sealed += len(seals)
        if len(seals) < BATCH:
            return sealed


def _only_sealer() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        return bool(cursor.fetchone()[0])


def broken_seals() -> Iterator[str]:
    """Yield a sentence for the first row that does not fit its seal, and stop."""
    previous = GENESIS
    for seal in all_seals():
        if seal.previous != previous:
            yield f"Seal {seal.pk} does not follow the one before it: a row is missing."
            return
        if seal.digest != digest(previous, seal.event):
            yield f"Event {seal.event_id} ({seal.event.kind}) was changed later."
            return
        previous = seal.digest


def all_seals() -> Iterator[Seal]:
    """Yield every seal with its event, in short queries: there may be millions."""
    seals = Seal.objects.select_related("event").order_by("pk")
    last = 0
    while batch := list(seals.filter(pk__gt=last)[:BATCH]):
        yield from batch
        last = batch[-1].pk
