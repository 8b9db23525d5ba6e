"""The results of a round in tables, each figure with its denominator."""

from django.utils.translation import gettext as _

from coordination.charts import Table
from feedback.result.words import (
    DASH,
    gap,
    group_name,
    hidden,
    interval,
    mean,
    number,
    place_of,
    rate,
    share,
    short_share,
)
from feedback.round.report import Told


def questions(told: Told, *, compared: bool) -> Table:
    """Return mean, best and worst two steps, n and don't know of every question."""
    columns = [_("Question"), *figure_columns(), *comparison_columns(compared)]
    rows = [
        [row["label"], *cells_of(row, compared=compared)]
        for row in told["items"]
        if "choices" not in row
    ]
    return Table(columns, rows)


def figure_columns() -> list[str]:
    """Return what the figures of a question are called, wherever they are in a row."""
    return [
        _("Mean (95 %)"),
        _("Top two"),
        _("95 % of top two"),
        _("Bottom two"),
        _("Answers"),
        _("Do not know"),
        _("Left out"),
    ]


def cells_of(row: Told, *, compared: bool) -> list[object]:
    """Return the figures of one question, and what they are compared with."""
    if row.get("hidden"):
        return [hidden()] * (7 + 2 * compared)
    return [*figure_cells(row), *comparison(row, compared)]


def figure_cells(row: Told) -> list[object]:
    """Return the figures of one question that is shown."""
    top, bottom = row["top"]["of_valid"], row["bottom"]["of_valid"]
    return [
        mean(row),
        short_share(top),
        interval(top),
        short_share(bottom),
        row["valid"],
        row["unknown"],
        row["blank"],
    ]


def comparison_columns(compared: bool) -> list[str]:  # noqa: FBT001 - a column or not
    """Return the headings of what others measured."""
    return [_("Benchmark"), _("Difference")] if compared else []


def comparison(row: Told, compared: bool) -> list[object]:  # noqa: FBT001 - the same
    """Return what others measured, and how far we are from it, unrounded."""
    theirs = row.get("benchmark")
    if not compared:
        return []
    return [number(theirs["mean"]), gap(theirs["gap"])] if theirs else [DASH, DASH]


def themes(told: Told, *, compared: bool) -> Table:
    """Return every theme's score: the mean of the persons' own means."""
    columns = [
        _("Theme"),
        _("Mean (95 %)"),
        _("Middle"),
        _("Persons"),
        *comparison_columns(compared),
    ]
    rows = []
    for row in told.get("themes", []):
        if row.get("hidden"):
            rows.append([row["label"], *[hidden()] * (3 + 2 * compared)])
            continue
        shown = [mean(row), number(row["midpoint"]), row["n"]]
        rows.append([row["label"], *shown, *comparison(row, compared)])
    return Table(columns, rows)


def choices(row: Told) -> Table:
    """Return how many chose each of several things."""
    columns = [row["label"], _("Share of those who chose"), _("95 % interval")]
    return Table(
        columns,
        [
            [each["label"], share(each["of_valid"]), interval(each["of_valid"])]
            for each in row["choices"]
        ],
    )


def groups(told: Told, departments: dict[int, str], *, of: str = "items") -> Table:
    """Return every question's mean in each group, who answered beside it.

    `of` may be "themes": then it is every theme's mean. What there is less of stands
    side by side, so that a screen shows all of it.
    """
    code = {"items": "item", "themes": "theme"}[of]
    asked = [row for row in told.get(of, []) if "choices" not in row]
    columns = [
        _("Group"),
        _("Answers"),
        _("Response rate"),
        *(row["label"] for row in asked),
    ]
    rows = []
    for group in sorted(told["groups"], key=lambda g: place_of(told["by"], g["value"])):
        name = group_name(told["by"], group["value"], departments)
        response = group["response"]
        gone = "hidden" in response
        answered = hidden() if gone else response["completed"]
        of_invited = hidden() if gone else rate(response)
        found = {row[code]: row for row in group.get(of, [])}
        means = [mean_in(found.get(row[code])) for row in asked]
        rows.append([name, answered, of_invited, *means])
    if len(rows) >= len(asked):
        return Table(columns, rows)
    named = {"items": _("Question"), "themes": _("Theme")}[of]
    return turned(Table([named, *columns[1:]], rows))


def turned(table: Table) -> Table:
    """Return a table with its rows as columns; the corner stays."""
    columns, *rows = zip(table.columns, *table.rows, strict=True)
    return Table(list(columns), [list(row) for row in rows])


def mean_in(row: Told | None) -> str:
    """Return a group's mean with interval and n below it, or that it is not shown.

    Below them stands the gap to the same group of a benchmark, where it has that group.
    """
    if row is None:
        return DASH
    if row.get("hidden"):
        return hidden()
    lines = [mean(row), f"n {row['n'] if 'n' in row else row['valid']}"]
    if theirs := row.get("benchmark"):
        lines.append(
            _("%(gap)s from %(mean)s")
            % {"gap": gap(theirs["gap"]), "mean": number(theirs["mean"])}
        )
    return "\n".join(lines)
