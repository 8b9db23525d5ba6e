"""A figure on the page: what it shows, drawn for each width, and the numbers behind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

BROAD, WIDE, SLIM = 1120, 640, 360
Draw = Callable[[int], SafeString]


@dataclass(frozen=True)
class Table:
    """Numbers in rows; the first column names them."""

    columns: list[Any]
    rows: list[list[Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Drawing:
    """The same drawing for a desk and for a phone; the page chooses.

    One of bars is also drawn as broad as the table below it, where there is room.
    """

    wide: SafeString
    slim: SafeString
    broad: SafeString | None = None

    @classmethod
    def of(cls, draw: Draw) -> "Drawing":
        """Draw for a desk and for a phone."""
        return cls(draw(WIDE), draw(SLIM))

    @classmethod
    def of_bars(cls, draw: Draw) -> "Drawing":
        """Draw for a desk, for a phone, and as broad as a table."""
        return cls(draw(WIDE), draw(SLIM), draw(BROAD))


@dataclass(frozen=True)
class Figure:
    """What a leader sees: a sentence, the picture, and the numbers.

    Where there is no picture, `instead` says why.
    """

    finding: str
    shows: str
    drawing: Drawing | None
    table: Table
    note: str = ""
    instead: str = ""
