"""From whom to whom: where the baton is carried well, where it waits, where it returns.

Scores are those of the published calendar year by path, where small ones are hidden.
Waits and returns are counts of handovers in the same year; no answer is in them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from coordination.calendar import COPENHAGEN
from feedback.analytics.charts.figure import rate
from feedback.analytics.statistics import Histogram, median
from feedback.answer.tables import Row
from feedback.leaders.figures import shade, unknown
from feedback.leaders.indicators import Unit
from feedback.leaders.points import ENOUGH
from feedback.leaders.process import ask

Edge = tuple[int, int]
KINDS = ("accepted", "declined", "lapsed", "objected", "returned")


@dataclass
class Way:
    """One way from department to department, in one calendar year."""

    giver: str
    receiver: str
    score: dict[str, Any] | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    waits: Sequence[int] = ()

    @property
    def exists(self) -> bool:
        """Say whether anything went this way."""
        return self.score is not None or any(self.counts.values())

    @property
    def handovers(self) -> int:
        """How many batons went this way."""
        return self.counts.get("accepted", 0)

    @property
    def came_to_nothing(self) -> int:
        """How many times the baton was refused, left lying or came straight back."""
        return sum(self.counts.get(kind, 0) for kind in KINDS[1:])

    @property
    def waited(self) -> str:
        """The median days from the offer to the first contact, if enough were met."""
        middle = median(self.waits) if len(self.waits) >= ENOUGH else None
        return "" if middle is None else Unit.DAYS.write(middle)


@dataclass(frozen=True)
class Ways:
    """All ways of a year, as a table of givers and receivers.

    `without` is what stands where a way has no place in the published table.
    """

    names: Sequence[str]
    ways: Mapping[tuple[str, str], Way]
    without: str = ""

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each giver with a cell for each receiver."""
        return [
            {"name": giver, "cells": [self.cell(giver, to) for to in self.names]}
            for giver in self.names
        ]

    def cell(self, giver: str, receiver: str) -> dict[str, Any]:
        """Return one cell: a score or why there is none, or nothing went this way."""
        way = self.ways.get((giver, receiver))
        if way is None or not way.exists:
            return {"css": "", "way": None, "own": giver == receiver}
        score = way.score or unknown(self.without)
        return {"css": score["css"], "way": way, "score": score, "own": False}

    @property
    def handovers(self) -> int:
        """How many batons were handed over."""
        return sum(way.handovers for way in self.ways.values())

    @property
    def returned(self) -> int:
        """How many came straight back."""
        return sum(way.counts.get("returned", 0) for way in self.ways.values())

    @property
    def uncounted(self) -> bool:
        """Say whether something went a way that has no place in the table."""
        return any(way.exists and way.score is None for way in self.ways.values())

    @property
    def came_to_nothing(self) -> int:
        """How many came back or were not taken."""
        return sum(way.came_to_nothing for way in self.ways.values())

    @property
    def used(self) -> list[Way]:
        """The ways on which a baton was offered, the busiest first."""
        found = [w for w in self.ways.values() if w.handovers or w.came_to_nothing]
        return sorted(found, key=lambda w: (-w.handovers, w.giver, w.receiver))


def year_of(year: int) -> tuple[datetime, datetime]:
    """Return the first moment of a year in Copenhagen, and that of the next."""
    begin = datetime(year, 1, 1, tzinfo=COPENHAGEN)
    return begin, begin.replace(year=year + 1)


def ways_of(
    year: int,
    rows: Sequence[Row],
    *,
    item: str,
    days: int,
    departments: Mapping[int, str],
    without: str,
) -> Ways:
    """Return the ways of a year: scores from its table, the rest from the handovers."""
    since, until = year_of(year)
    asked = {"since": since, "until": until, "within": timedelta(days=days)}
    edges: Mapping[Edge, Mapping[str, Any]] = ask("handover_edges", **asked) or {}
    scores = {path_of(row.value): score_of(row, item) for row in rows}
    found = {}
    for giver, receiver in {*edges, *scores}:
        edge = edges.get((giver, receiver), {})
        way = Way(
            departments.get(giver, str(giver)),
            departments.get(receiver, str(receiver)),
            score=scores.get((giver, receiver)),
            counts={kind: edge.get(kind, 0) for kind in KINDS},
            waits=edge.get("contact", ()),
        )
        found[way.giver, way.receiver] = way
    return Ways(sorted({name for ends in found for name in ends}), found, without)


def score_of(row: Row, item: str) -> dict[str, Any]:
    """Return a path's score as its cell shows it, or that it is hidden."""
    found: Histogram | None = None if row.response is None else row.items.get(item)
    return shade(found) | {"rate": rate(row.rate)}


def path_of(value: str) -> Edge:
    """Return the giver and the receiver of a path as it is stored."""
    giver, _to, receiver = value.partition(">")
    return int(giver), int(receiver)


def headline(ways: Ways) -> str:
    """Say in one sentence how many came straight back; a count, and no more."""
    if not ways.handovers:
        return _("No baton was handed over in that year.")
    return _("%(returned)s of %(handovers)s batons came straight back") % {
        "returned": ways.returned,
        "handovers": ways.handovers,
    }
