"""Counts that wait until they may be published, encrypted while they do.

By path they are of few people: next to who was asked, they would tell what one of them
said. So they lie in one piece that nobody reads without the key, which is neither in
the database nor in its backups. When a table is published, what it hides is let go.
"""

import json
import zlib
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings

from coordination.encryption import decrypt, encrypt
from feedback.answer.models import Waiting

BOUND_TO = "feedback.waiting"


class Tally(NamedTuple):
    """So many answers of one kind; `released` once its month has been published."""

    month: date
    instrument: str
    dimension: str
    value: str
    item: str
    category: str
    n: int
    released: bool = False


def open_waiting() -> list[Tally]:
    """Return what waits, for the one closing that is at work; in a transaction."""
    row = Waiting.objects.select_for_update().first()
    if row is None:
        return []
    plain = decrypt(bytes(row.sealed), keys=settings.ANSWER_KEYS, bound_to=BOUND_TO)
    found: list[list[Any]] = json.loads(zlib.decompress(plain))
    return [Tally(date.fromisoformat(month), *rest) for month, *rest in found]


def seal_waiting(tallies: Iterable[Tally]) -> None:
    """Let these wait, and nothing else."""
    listed = [(tally.month.isoformat(), *tally[1:]) for tally in tallies]
    plain = zlib.compress(json.dumps(listed).encode())
    sealed = encrypt(plain, keys=settings.ANSWER_KEYS, bound_to=BOUND_TO)
    Waiting.objects.update_or_create(pk=1, defaults={"sealed": sealed})
