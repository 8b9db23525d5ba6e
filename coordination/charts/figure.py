"""A figure on the page: what it shows, drawn twice, and the table behind it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

WIDE, SLIM = 640, 360
Draw = Callable[[int], SafeString]


@dataclass(frozen=True)
class Table:
    """Numbers in rows; the first column names them."""

    columns: list[Any]
    rows: list[list[Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Drawing:
    """The same drawing for a desk and for a phone; the page chooses."""

    wide: SafeString
    slim: SafeString

    @classmethod
    def of(cls, draw: Draw) -> "Drawing":
        """Draw at both widths."""
        return cls(draw(WIDE), draw(SLIM))


@dataclass(frozen=True)
class Figure:
    """What a leader sees: a sentence, the picture, and the numbers."""

    finding: str
    shows: str
    drawing: Drawing | None
    table: Table
    note: str = ""
