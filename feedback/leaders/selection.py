"""What a leader has chosen to look at: one of the fixed tables, never a mixture."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from feedback.instrument.catalogue import Instrument, Item

SIDES: dict[str, Any] = {
    "giver": _("the department that gave the baton"),
    "receiver": _("the department that took it"),
}


@dataclass(frozen=True)
class Selection:
    """A closed quarter, one dimension, and the item drawn over time."""

    quarter: date | None
    side: str
    item: Item

    @classmethod
    def of(
        cls, asked: Mapping[str, str], *, quarters: list[date], instrument: Instrument
    ) -> "Selection":
        """Return what was asked for; what is unknown becomes what is usual."""
        wanted = {f"{until:%Y-%m}": until for until in quarters}
        newest = quarters[0] if quarters else None
        side = asked.get("by", "")
        return cls(
            quarter=wanted.get(asked.get("quarter", ""), newest),
            side=side if side in SIDES else "receiver",
            item=instrument.item(asked.get("item", "")) or instrument.overall,
        )
