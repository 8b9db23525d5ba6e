"""An indicator's series with everything that is known of it, ready to be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from feedback.analytics import spc
from feedback.analytics.spc import Phase
from feedback.answer.tables import Row
from feedback.leaders import findings
from feedback.leaders.findings import Assurance, Finding, Variation
from feedback.leaders.indicators import Indicator
from feedback.leaders.points import (
    Months,
    Point,
    item_points,
    median_points,
    response_points,
    share_points,
)
from feedback.note.pinned import Pinned

ENDED = ("accepted", "declined", "lapsed")


@dataclass(frozen=True)
class Marker:
    """A note as the chart shows it: numbered, at a point of the series."""

    number: int
    point: int
    note: Pinned


@dataclass(frozen=True)
class Reading:
    """One indicator as leaders read it."""

    indicator: Indicator
    points: Sequence[Point]
    notes: Sequence[Pinned] = ()
    target: Fraction | None = None

    @property
    def latest(self) -> Point | None:
        """The newest point, if there is one."""
        return self.points[-1] if self.points else None

    @cached_property
    def markers(self) -> list[Marker]:
        """The notes that fall within the series, numbered from the oldest."""
        placed = [(self.place(note.month), note) for note in self.notes]
        found = [(place, note) for place, note in placed if place is not None]
        return [
            Marker(number, place, note)
            for number, (place, note) in enumerate(found, start=1)
        ]

    def place(self, month: date) -> int | None:
        """Return the first point that a month has a part in."""
        if not self.points or month < self.points[0].since.replace(day=1):
            return None
        return next((i for i, p in enumerate(self.points) if p.until >= month), None)

    @cached_property
    def rewordings(self) -> list[int]:
        """The points from which on another wording was asked."""
        return [
            i
            for i in range(1, len(self.points))
            if self.points[i].series != self.points[i - 1].series
        ]

    @cached_property
    def phases(self) -> list[Phase]:
        """The phases: anew with another wording, and where a leader says so."""
        rebased = [m.point for m in self.markers if m.note.begins_phase]
        values = [point.value for point in self.points]
        return spc.phases(values, [*self.rewordings, *rebased]) if values else []

    @property
    def phase(self) -> Phase | None:
        """The phase that still goes on."""
        return self.phases[-1] if self.phases else None

    @cached_property
    def finding(self) -> Finding:
        """What may be said of it now."""
        return findings.read(self.phase, up_is_good=self.indicator.up_is_good)

    @cached_property
    def assurance(self) -> Assurance | None:
        """Whether its target is reached, if there is one and it is not too early."""
        up = self.indicator.up_is_good
        return findings.assure(self.phase, self.target, up_is_good=up)

    @cached_property
    def flagged(self) -> dict[int, bool]:
        """The points a rule fired on, and if upwards."""
        return dict(flag for phase in self.phases for flag in phase.flagged)

    def flag(self, place: int) -> str:
        """Return whether a point is a signal for better or for worse, or neither."""
        if place not in self.flagged:
            return ""
        better = self.flagged[place] == self.indicator.up_is_good
        return str(Variation.BETTER if better else Variation.WORSE)


def readings(
    indicators: Iterable[Indicator],
    *,
    rows: Sequence[Row],
    months: Months,
    notes: Iterable[Pinned] = (),
    targets: Mapping[str, Any] | None = None,
) -> list[Reading]:
    """Return what is known of each indicator, from rows that are read already."""
    notes = list(notes)
    targets = targets or {}
    found = []
    for indicator in indicators:
        aimed = targets.get(indicator.code)
        found.append(
            Reading(
                indicator,
                points_of(indicator, rows, months),
                [note for note in notes if note.indicator == indicator.code],
                None if aimed is None else indicator.unit.read(aimed),
            )
        )
    return found


def points_of(indicator: Indicator, rows: Sequence[Row], months: Months) -> list[Point]:
    """Return the series of one indicator."""
    if indicator.is_item:
        return item_points(rows, indicator.code)
    return {
        "response-rate": lambda: response_points(rows),
        "first-contact": lambda: median_points(months, "contact"),
        "answer-time": lambda: median_points(months, "answer"),
        "not-taken": lambda: share_points(months, ENDED[1:], ENDED),
        "straight-back": lambda: share_points(months, ("returned",), ("accepted",)),
    }[indicator.code]()
