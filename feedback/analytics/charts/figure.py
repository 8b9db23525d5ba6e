"""Numbers as a figure writes them, in the reader's language."""

from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format

from feedback.analytics.statistics import Share, half_up

DASH = "\N{EN DASH}"


def decimal(value: Fraction | Decimal | float, digits: int = 1) -> str:
    """Write a number in the reader's language, rounded half up."""
    return number_format(half_up(Fraction(value), digits), digits)


def percent(value: Decimal | None) -> str:
    """Write a percentage with the decimals it has."""
    return DASH if value is None else f"{written(value)} %"


def written(value: Decimal) -> str:
    """Write a number with the decimals it has."""
    return number_format(value, max(0, -int(value.as_tuple().exponent)))


def percent_ends(ends: tuple[Decimal, Decimal] | None) -> str:
    """Write an interval in per cent with the decimals it has."""
    if ends is None:
        return DASH
    low, high = map(written, ends)
    return f"{low}{DASH}{high} %"


def rate(response: Share) -> str:
    """Write a response rate short enough to stand beside every score."""
    return percent(response.percent(0))
