"""A figure on the page: what it shows, drawn twice, and the table behind it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.safestring import SafeString

from feedback.analytics.statistics import half_up

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


def decimal(value: Fraction | Decimal | float, digits: int = 1) -> str:
    """Write a number in the reader's language."""
    if isinstance(value, Fraction):
        value = half_up(value, digits)
    return number_format(value, digits)


def percent(value: Decimal | None) -> str:
    """Write a percentage with the decimals it has."""
    if value is None:
        return "\N{EN DASH}"
    digits = max(0, -int(value.as_tuple().exponent))
    return f"{number_format(value, digits)} %"
