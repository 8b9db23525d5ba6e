"""Files and pages that leaders take along, read back as equations about people."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from lxml import html

from feedback.answer.counting import (
    ANSWERED,
    BOUNCED,
    INVITED,
    PATH,
    RESPONSE,
    SENT,
    TOTAL,
)
from tests.feedback.secret import BLANK, holds, spoke, ticked

HALF = Fraction(1, 2)
# what both files call the same
COLUMNS = {
    "asked": "Invited",
    "answers": "Answers",
    "valid": "Valid",
    "blank": "Left out",
    "mean": "Mean",
    "top": "Top two, per cent of valid",
    "bottom": "Bottom two, per cent of valid",
    "up": "Top two, number",
    "down": "Bottom two, number",
}
# what only the leaders' file tells of every group
OF_QUARTERS = {"sent": "Sent", "bounced": "Undelivered"}


class Read(NamedTuple):
    """What a file says of one cell, and of which month where it tells of several.

    `told` may hold asked, sent, bounced, answers, valid, blank, mean, counts, and of
    the two best and the two worst steps top and bottom (per cent), up and down.
    """

    until: str
    by: str
    group: str
    question: str
    told: dict


def read_leaders_file(rows):
    """Read the file of everything that is published; a row by its English columns."""
    return [
        Read(
            row["Last month"],
            row["By"],
            row["Group"] or "",
            row["Question"] or "",
            figures(row, COLUMNS | OF_QUARTERS),
        )
        for row in rows
    ]


def read_round_file(rows):
    """Read the file of a round's results."""
    return [
        Read(
            "",
            row["By"],
            row["Group"] or "",
            row["Question"] or "",
            figures(row, COLUMNS),
        )
        for row in rows
    ]


def figures(row, columns):
    """Return the figures a row holds, whether or not it says that it hides them."""
    told = {name: row[column] for name, column in columns.items()}
    return {name: exact(f) for name, f in told.items() if f not in (None, "")}


def exact(figure):
    """Return a figure and half of its last digit, as a spreadsheet shows both."""
    written = Decimal(str(figure).replace(",", "."))
    return Fraction(written), HALF * Fraction(10) ** int(written.as_tuple().exponent)


def read_benchmark(told):
    """Read a benchmark file; its dimensions and questions go by their codes."""
    return [
        Read(
            "",
            cell["dimension"],
            cell["value"],
            cell["item"],
            {"counts": cell["counts"]}
            | {
                name: (Fraction(cell[code]), 0)
                for name, code in (("asked", INVITED), ("answers", ANSWERED))
                if code in cell
            },
        )
        for cell in told["cells"]
    ]


def read_committee(page, item):
    """Read the committee's page: every question, and by way the one that sums up."""
    tree = html.fromstring(page).find(".//article")
    found = []
    for row in tree.iterfind(".//table/tbody/tr"):
        label, mean, _sure, top, n = (cell.text_content().strip() for cell in row)
        written = {"mean": mean, "top": top.rstrip(" %\N{NO-BREAK SPACE}"), "valid": n}
        told = {what: exact(w) for what, w in written.items() if w[:1].isdigit()}
        found.append(Read("", TOTAL, "", label, told))
    way = r"(\S+ \N{RIGHTWARDS ARROW} \S+), \D+([\d,]+) \(95 %: [^)]*?n (\d+)"
    for group, mean, n in re.findall(way, tree.text_content()):
        told = {"mean": exact(mean), "valid": exact(n)}
        found.append(Read("", PATH, group, item.label, told))
    return found


def learn_read(known, rows, item, told, *, up, down=frozenset({"1"})):
    """Turn what was read of a cell into equations about the people in its rows."""

    def here(kind):
        return kind[0] in rows

    def score(kind):
        said = ticked(kind, item) if here(kind) and spoke(kind) else None
        return float(Fraction(said)) if said else 0

    def among(steps):
        return lambda k: here(k) and spoke(k) and ticked(k, item) in steps

    rounded = {"counts", "mean", "top", "bottom"}
    whole = {name: int(told[name][0]) for name in told.keys() - rounded}
    if "asked" in whole:
        known.learn(here, whole["asked"])
    if "answers" in whole:
        known.learn(lambda k: here(k) and spoke(k), whole["answers"])
    for name, fate in (("sent", SENT), ("bounced", BOUNCED)):
        if name in whole:
            known.learn(
                lambda k, fate=fate: here(k) and holds(k, RESPONSE, fate), whole[name]
            )
    if item == RESPONSE:
        return
    if "valid" in whole:
        known.learn(lambda k: bool(score(k)), whole["valid"])
    if "blank" in whole:
        known.learn(lambda k: here(k) and holds(k, item, BLANK), whole["blank"])
    for category, n in told.get("counts", {}).items():
        known.learn(lambda k, said=category: here(k) and holds(k, item, said), n)
    for name, steps in (("up", up), ("down", down)):
        if name in whole:
            known.learn(among(steps), whole[name])
    for name, weigh, part in (
        ("mean", score, 1),
        ("top", among(up), 100),
        ("bottom", among(down), 100),
    ):
        if name in told:
            figure, half = (whole["valid"] * each / part for each in told[name])
            known.learn_sum(weigh, float(figure - half), float(figure + half))
