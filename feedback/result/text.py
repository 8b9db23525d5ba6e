"""A round's figures as lines of text, each share with its denominator named."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.analytics.charts.figure import percent_ends
from feedback.analytics.statistics import Share
from feedback.result.words import DASH, gap, mean, number
from feedback.round.report import Told

PARTS = (
    ("top", gettext_lazy("Top two")),
    ("middle", gettext_lazy("Middle")),
    ("bottom", gettext_lazy("Bottom two")),
)
OF: dict[str, Any] = {
    "invited": gettext_lazy("%(count)s of %(of)s invited"),
    "completed": gettext_lazy("%(count)s of %(of)s completed"),
    "valid": gettext_lazy("%(count)s of %(of)s valid"),
}
WIDE = 40


def lines_of(told: Told, *, benchmark: str = "") -> Iterator[str]:
    """Return who answered, then every theme and question; a group is told alike."""
    response = told["response"]
    if "hidden" in response:
        yield _("Hidden: too few answers, or it would tell of a small group.")
        return
    if "rate" in response:
        yield named(_("Response rate"), share(response["rate"]))
    else:
        yield _("%(completed)s answered") % response
    for row in told.get("themes", []):
        yield ""
        yield named(_("Theme: %(theme)s") % {"theme": row["label"]}, score(row))
        yield from beside(row, benchmark)
    for row in told["items"]:
        yield ""
        yield from question(row, benchmark)


def question(row: Told, benchmark: str) -> Iterator[str]:
    """Return a question's mean and shares, or how many chose each thing."""
    if row.get("hidden"):
        yield named(row["label"], DASH)
        return
    if "choices" in row:
        yield row["label"]
        for choice in row["choices"]:
            yield from both(choice["label"], choice)
    else:
        yield named(row["label"], score(row))
        yield from beside(row, benchmark)
        for part, name in PARTS:
            yield from both(str(name), row[part])
    yield indented(_("Do not know or left out"), share(row["unknown_or_blank"]))


def score(row: Told) -> str:
    """Write a mean with its interval and n, and the middle of its scale."""
    if row.get("hidden"):
        return DASH
    return _("mean %(mean)s, n %(n)s; the middle is %(middle)s") % {
        "mean": mean(row),
        "n": row["n"] if "n" in row else row["valid"],
        "middle": number(row["midpoint"]),
    }


def beside(row: Told, benchmark: str) -> Iterator[str]:
    """Return what others measured, and the difference of the unrounded means."""
    if theirs := row.get("benchmark"):
        said = _("%(mean)s; difference %(gap)s") % {
            "mean": number(theirs["mean"]),
            "gap": gap(theirs["gap"]),
        }
        yield indented(benchmark, said)


def both(name: str, part: Told) -> Iterator[str]:
    """Return a share of the valid answers, then the same of the completed."""
    yield indented(name, share(part["of_valid"]))
    yield indented("", share(part["of_completed"]))


def share(told: Told) -> str:
    """Write a share of a named denominator, with and without its decimal."""
    counted: str = OF[told["denominator"]] % told
    if told["percent"] is None:
        return f"{counted}: {DASH}"
    fine, rough = number(told["percent_1"]), number(told["percent_0"])
    ends = percent_ends(Share(told["count"], told["of"]).interval())
    return f"{counted}: {fine} % ({rough} %), 95 %: {ends}"


def named(name: str, figure: str) -> str:
    """Return a line that begins with what the figure is of."""
    return f"{name[: WIDE - 1]:<{WIDE}}{figure}"


def indented(name: str, figure: str) -> str:
    """Return a line below that of a question."""
    return "  " + f"{name[: WIDE - 3]:<{WIDE - 2}}{figure}"
