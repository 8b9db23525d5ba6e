"""A note as the charts show it, read along with what it is pinned to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self


@dataclass(frozen=True)
class Pinned:
    """What was done in a month; perhaps a phase of the chart begins with it."""

    pk: int
    indicator: str
    month: date
    what: str
    pinned_by: str
    pinned_at: datetime
    begins_phase: bool

    @classmethod
    def read(cls, row: dict[str, Any]) -> Self:
        """Return a note as the database wrote it down."""
        return cls(
            **row
            | {
                "month": date.fromisoformat(row["month"]),
                "pinned_at": datetime.fromisoformat(row["pinned_at"]),
            }
        )
