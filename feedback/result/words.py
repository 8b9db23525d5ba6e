"""The figures of a round as they are written for people."""

from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from feedback.analytics.charts import figure
from feedback.analytics.statistics import Share
from feedback.leaders.names import DIMENSIONS, GROUPS, HIDDEN
from feedback.round.benchmark import is_ours_alone
from feedback.round.report import Told

DASH = "\N{EN DASH}"


def number(written: str | None) -> str:
    """Write a rounded figure in the reader's language, with the digits it has."""
    if written is None:
        return DASH
    value = Decimal(written)
    return number_format(value, max(0, -int(value.as_tuple().exponent)))


def mean_ends(told: Told) -> str:
    """Write the interval of a mean; nothing where there is none."""
    ends = told["mean_95"]
    return f"{number(ends[0])}{DASH}{number(ends[1])}" if ends else ""


def mean(told: Told) -> str:
    """Write a mean with its interval."""
    ends = mean_ends(told)
    return f"{number(told['mean'])} ({ends})" if ends else number(told["mean"])


def gap(written: str) -> str:
    """Write a difference with its sign."""
    shown = number(written.lstrip("-"))
    if not Decimal(written):
        return shown
    sign = "\N{MINUS SIGN}" if Decimal(written) < 0 else "+"
    return f"{sign}{shown}"


def share(told: Told) -> str:
    """Write a share with its count and its denominator."""
    if told["percent"] is None:
        return DASH
    return _("%(percent)s %% (%(count)s of %(of)s)") % {
        "percent": number(told["percent"]),
        "count": told["count"],
        "of": told["of"],
    }


def short_share(told: Told) -> str:
    """Write a share with its count and its denominator, for a narrow column."""
    if told["percent"] is None:
        return DASH
    return f"{number(told['percent'])} % ({told['count']}/{told['of']})"


def interval(told: Told) -> str:
    """Write a share's Wilson interval with the decimals of its percentage."""
    return figure.percent_ends(Share(told["count"], told["of"]).ends())


def rate(response: Told) -> str:
    """Write a response rate, short; a dash where nobody counted the invited."""
    return figure.rate(Share(response["completed"], response.get("invited", 0)))


def hidden() -> str:
    """Say that a figure is not shown."""
    return str(HIDDEN)


def dimension_name(dimension: str) -> str:
    """Return what a dimension is called."""
    return str(DIMENSIONS.get(dimension, dimension))


def group_name(dimension: str, value: str, departments: dict[int, str]) -> str:
    """Return what a group is called; a department may be stored by its number."""
    if is_ours_alone(dimension, value):
        return departments.get(int(value), value)
    names: dict[str, Any] = GROUPS.get(dimension, {})
    return str(names.get(value, value)) or _("Not said")


def place_of(dimension: str, value: str) -> tuple[int, str]:
    """Return where a group stands: bands by length, all else by name."""
    known = list(GROUPS.get(dimension, {}))
    return known.index(value) if value in known else len(known), value
