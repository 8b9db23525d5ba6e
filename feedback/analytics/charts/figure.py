"""Numbers as a figure writes them, in the reader's language."""

from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format

from feedback.analytics.statistics import Share, half_up


def decimal(value: Fraction | Decimal | float, digits: int = 1) -> str:
    """Write a number in the reader's language, rounded half up."""
    return number_format(half_up(Fraction(value), digits), digits)


def percent(value: Decimal | None) -> str:
    """Write a percentage with the decimals it has."""
    if value is None:
        return "\N{EN DASH}"
    digits = max(0, -int(value.as_tuple().exponent))
    return f"{number_format(value, digits)} %"


def rate(response: Share) -> str:
    """Write a response rate short enough to stand beside every score."""
    return percent(response.percent(0))
