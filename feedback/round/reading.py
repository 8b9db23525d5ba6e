"""From a supplier's rows to counts: which are good, which are not and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

from coordination.courses import course_band
from feedback.answer.counting import ANSWERED, NOT_SAID, RESPONSE, TOTAL, Cell
from feedback.instrument.catalogue import Instrument, Item
from feedback.instrument.scale import BLANK, Kind
from feedback.round.columns import (
    BANDS,
    COURSE_DAYS,
    DIMENSIONS,
    PERSON,
    STATUS,
    Columns,
    NotAnswers,
    category_of,
    find_columns,
    plain,
    without_decimals,
)
from feedback.round.sheet import Line

LONGEST_VALUE = 40
MOST_VALUES = 200
# What suppliers write when somebody has sent the questionnaire, and when not.
COMPLETE = {"complete", "completed", "besvaret", "gennemført", "afsluttet"}
PARTIAL = {"partial", "started", "incomplete", "delvis", "påbegyndt", "ikke besvaret"}
THEME = "theme."


class BadRow(Exception):
    """A row that cannot be counted; the message says why."""


@dataclass
class Found:
    """What a file holds: counts by cell, and what was not counted.

    `blank` is how many of the completed have not ticked anything.
    """

    columns: Columns | None = None
    cells: Counter[Cell] = field(default_factory=Counter)
    completed: int = 0
    partial: int = 0
    blank: int = 0
    groups: dict[str, set[str]] = field(default_factory=dict)
    bad: list[tuple[int, str]] = field(default_factory=list)


def read_answers(
    lines: Iterable[Line],
    instrument: Instrument,
    items: Iterable[Item],
    *,
    named: Mapping[str, str],
) -> Iterator[Found]:
    """Count a file row by row; the same `Found` is yielded as it grows.

    Each row is one person. A row without a single tick counts as completed all the
    same, unless a column `status` says otherwise: who sent a blank questionnaire has
    answered.
    """
    items = list(items)
    rows = iter(lines)
    found = Found()
    first = next(rows, None)
    if first is None:
        raise NotAnswers(_("The file is empty."))
    columns = found.columns = find_columns(first.cells, items, named=named)
    seen: set[str] = set()
    yield found
    for line in rows:
        try:
            count_row(found, line, columns, instrument, seen)
        except BadRow as error:
            found.bad.append((line.number, str(error)))
        yield found


def count_row(
    found: Found,
    line: Line,
    columns: Columns,
    instrument: Instrument,
    seen: set[str],
) -> None:
    """Add one person's answers to the counts, or raise why they cannot be counted."""
    if flaw := line.flaw or lost_of(line, columns):
        raise BadRow(flaw)
    cells = line.cells
    said = {what: text_at(cells, place) for place, what in columns.others.items()}
    if not is_complete(said.get(STATUS, "")):
        found.partial += 1
        return
    answers = {
        item.code: read_tick(text_at(cells, place), item)
        for place, item in columns.items.items()
    }
    groups = groups_of(said)
    if person := said.get(PERSON):
        if person in seen:
            raise BadRow(_("this person is in the file already"))
        seen.add(person)
    check_groups(found, groups)
    found.completed += 1
    found.blank += set(answers.values()) == {BLANK}
    scores = score_themes(instrument, answers)
    for dimension, value in [(TOTAL, ""), *groups]:
        place = instrument.code, dimension, value
        found.cells[Cell(*place, RESPONSE, ANSWERED)] += 1
        for code, category in {**answers, **scores}.items():
            found.cells[Cell(*place, code, category)] += 1


def lost_of(line: Line, columns: Columns) -> str:
    """Return why a cell that counts cannot be read, if there is one."""
    used = columns.items.keys() | columns.others.keys()
    return next((why for place, why in line.unread.items() if place in used), "")


def check_groups(found: Found, groups: Iterable[tuple[str, str]]) -> None:
    """Refuse a column that is no group, such as everybody's number."""
    for what, value in groups:
        held = found.groups.setdefault(what, set())
        held.add(value)
        if len(held) > MOST_VALUES:
            raise NotAnswers(
                _(
                    "“%(what)s” has more than 200 groups. Name the right column with"
                    " --map, or give the groups broader names."
                )
                % {"what": what}
            )


def text_at(cells: list[str], place: int) -> str:
    """Return a cell's text; rows may be shorter than the first."""
    return cells[place].strip() if place < len(cells) else ""


def is_complete(status: str) -> bool:
    """Say whether the supplier calls a row completed; without a word it is."""
    word = plain(status)
    if word in PARTIAL:
        return False
    if word and word not in COMPLETE:
        raise BadRow(_("“%(said)s” is not a known status") % {"said": status[:40]})
    return True


def read_tick(written: str, item: Item) -> str:
    """Return the category ticked, or raise that it is none of the scale's."""
    category = category_of(written, item)
    if category is None:
        raise BadRow(
            _("“%(said)s” is not an answer to %(item)s")
            % {"said": written[:40], "item": item.code}
        )
    return category or BLANK


def groups_of(said: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the group a person belongs to in each dimension of the file."""
    found = {what: said[what] or NOT_SAID for what in DIMENSIONS if what in said}
    if days := said.get(COURSE_DAYS, ""):
        whole = without_decimals(days)
        if not whole.isdecimal():
            raise BadRow(_("“%(said)s” is not a number of days") % {"said": days[:40]})
        found["course_band"] = course_band(int(whole))
    elif COURSE_DAYS in said:
        found.setdefault("course_band", NOT_SAID)
    if found.get("course_band", NOT_SAID) not in (*BANDS, NOT_SAID):
        raise BadRow(
            _("“%(said)s” is not a course length; use %(bands)s")
            % {"said": found["course_band"][:40], "bands": ", ".join(BANDS)}
        )
    for what, value in found.items():
        if len(value) > LONGEST_VALUE or not value.isprintable():
            raise BadRow(_("“%(what)s” is too long for a group") % {"what": what})
    return list(found.items())


def score_themes(instrument: Instrument, answers: Mapping[str, str]) -> dict[str, str]:
    """Return each theme's score for one person, as a fraction.

    The mean of the person's valid answers, when at least half of the theme's items
    are answered (as in the Danish PACIC study). A theme of one item is that item.
    """
    scores = {}
    for theme in instrument.themes:
        items = [
            item
            for item in instrument.items
            if item.theme == theme.code and item.scale.kind == Kind.STEPS
        ]
        if len(items) < 2:  # noqa: PLR2004 - one is the theme
            continue
        if len({item.scale.steps for item in items}) > 1:
            continue  # steps of scales of different length are never pooled
        ticks = [int(a) for i in items if (a := answers.get(i.code, BLANK)).isdigit()]
        enough = 2 * len(ticks) >= len(items)
        score = str(Fraction(sum(ticks), len(ticks))) if ticks and enough else BLANK
        scores[THEME + theme.code] = score
    return scores
