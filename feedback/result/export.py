"""A round's published figures in one long table: the same file for every leader."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext_lazy

from coordination.models import Department
from coordination.sheets import Cell
from feedback.benchmark.models import Benchmark
from feedback.leaders.names import HIDDEN
from feedback.result.words import dimension_name, group_name
from feedback.round.models import Round
from feedback.round.report import Told, dimensions_of, tell_round

# The figures of a question, in every file that holds them.
FIGURES = (
    gettext_lazy("Valid"),
    gettext_lazy("Do not know"),
    gettext_lazy("Left out"),
    gettext_lazy("Mean"),
    gettext_lazy("Mean, 95 % from"),
    gettext_lazy("Mean, 95 % to"),
    gettext_lazy("Top two, number"),
    gettext_lazy("Bottom two, number"),
    gettext_lazy("Top two, per cent of valid"),
    gettext_lazy("Bottom two, per cent of valid"),
    gettext_lazy("Top two, 95 % from"),
    gettext_lazy("Top two, 95 % to"),
)
COLUMNS = (
    gettext_lazy("Round"),
    gettext_lazy("First day"),
    gettext_lazy("Last day"),
    gettext_lazy("By"),
    gettext_lazy("Group"),
    gettext_lazy("Question"),
    gettext_lazy("Choice"),
    gettext_lazy("Hidden"),
    gettext_lazy("Invited"),
    gettext_lazy("Sent"),
    gettext_lazy("Could not be delivered"),
    gettext_lazy("Said no this time"),
    gettext_lazy("Do not want to be asked"),
    gettext_lazy("Answers"),
    gettext_lazy("Response rate, per cent"),
    *FIGURES,
    gettext_lazy("Benchmark"),
    gettext_lazy("Difference"),
)
EMPTY = 21


def published(held: Round, benchmark: Benchmark | None) -> Iterator[list[Cell]]:
    """Return a row for each published figure: who answered, questions, themes.

    A hidden figure is there, marked, and holds no number.
    """
    names = dict(Department.objects.values_list("pk", "name"))
    means = benchmark.means if benchmark else None
    first = tell_round(held, benchmark=means)
    period: list[Cell] = [held.name, f"{held.since}", f"{held.until}"]
    yield from part([*period, str(dimension_name("total")), ""], first)
    for by in dimensions_of(held):
        for group in tell_round(held, by=by, benchmark=means)["groups"]:
            name = group_name(by, group["value"], names)
            yield from part([*period, str(dimension_name(by)), name], group)


def part(place: list[Cell], told: Told) -> Iterator[list[Cell]]:
    """Return the rows of everybody, or of one group."""
    response = asked(told["response"])
    if "hidden" in told["response"]:
        yield [*place, "", "", *hidden()]
    else:
        yield [*place, "", "", "", *response, *[None] * (EMPTY - len(response))]
    for row in told["items"]:
        named = [*place, row["label"]]
        if row.get("hidden"):
            yield [*named, "", *hidden()]
        elif "choices" in row:
            for choice in row["choices"]:
                share = choice["of_valid"]
                counts: list[Cell] = [share["count"], row["unknown"], row["blank"]]
                within = ends(share["wilson_95"])
                yield [
                    *named,
                    choice["label"],
                    *["", *response, *counts, *[None] * 5],
                    *[as_number(share["percent_1"]), None, *within, None, None],
                ]
        else:
            yield [*named, "", "", *response, *steps(row), *beside(row)]
    for row in told.get("themes", []):
        yield theme([*place, row["label"], ""], row, response)


def asked(response: Told) -> list[Cell]:
    """Return who was invited and who answered, as it stands beside every score.

    What became of the invitations is known of everybody together, not of a group.
    """
    fates = [response.get(of) for of in ("sent", "bounced", "declined", "opted_out")]
    rate = response["rate"]["percent_1"] if "rate" in response else None
    return [response.get("invited"), *fates, response.get("completed"), as_number(rate)]


def steps(row: Told) -> list[Cell]:
    """Return the figures of a question with steps, as `FIGURES` names them."""
    top, bottom = row["top"]["of_valid"], row["bottom"]["of_valid"]
    counts: list[Cell] = [row["valid"], row["unknown"], row["blank"]]
    chose: list[Cell] = [top["count"], bottom["count"]]
    shares = [as_number(top["percent_1"]), as_number(bottom["percent_1"])]
    of_mean = [as_number(row["mean"]), *ends(row["mean_95"])]
    within = ends(top["wilson_95"])
    return [*counts, *of_mean, *chose, *shares, *within]


def theme(place: list[Cell], row: Told, response: list[Cell]) -> list[Cell]:
    """Return a theme's score."""
    if row.get("hidden"):
        return [*place, *hidden()]
    of_mean = [as_number(row["mean"]), *ends(row["mean_95"])]
    rest: list[Cell] = [row["n"], None, None, *of_mean, *[None] * 6]
    return [*place, "", *response, *rest, *beside(row)]


def beside(row: Told) -> list[Cell]:
    """Return what others measured, and the difference of the unrounded means."""
    theirs = row.get("benchmark")
    return (
        [as_number(theirs["mean"]), as_number(theirs["gap"])] if theirs else [None] * 2
    )


def ends(within: list[str] | None) -> list[Cell]:
    """Return the ends of an interval, as far as there is one."""
    return [as_number(end) for end in within or (None, None)]


def as_number(written: str | None) -> Decimal | None:
    """Return a figure as a spreadsheet counts with it."""
    return None if written is None else Decimal(written)


def hidden() -> list[Cell]:
    """Return a figure that says only that it is hidden."""
    return [str(HIDDEN), *[None] * EMPTY]
