"""The sentences above the charts: said only when a rule says so."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from feedback.analytics.spc import Chart, Rule, Signal, chart


def read(values: Sequence[float]) -> tuple[str, Chart | None]:
    """Return what may be said of a series of months, and its chart."""
    found = chart(values)
    if found is None:
        return _("Too few months yet to say whether anything changes."), None
    signal = found.latest(len(values))
    if signal is None:
        return _("No sign of change: the months vary as they usually do."), found
    return sentence(signal), found


def sentence(signal: Signal) -> str:
    """Say which rule fired, and in which direction."""
    said = {
        (Rule.OUTSIDE, True): _("The latest month lies above what is usual."),
        (Rule.OUTSIDE, False): _("The latest month lies below what is usual."),
        (Rule.SHIFT, True): _("Seven months or more in a row lie above the mean."),
        (Rule.SHIFT, False): _("Seven months or more in a row lie below the mean."),
        (Rule.TREND, True): _("It has risen seven months or more in a row."),
        (Rule.TREND, False): _("It has fallen seven months or more in a row."),
        (Rule.NEAR_LIMIT, True): _(
            "Two of the latest three months are unusually high."
        ),
        (Rule.NEAR_LIMIT, False): _(
            "Two of the latest three months are unusually low."
        ),
    }
    return said[signal.rule, signal.up]
