"""What the columns of a supplier's file stand for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coordination.courses import COURSE_BANDS, LONGEST
from feedback.instrument.catalogue import Item
from feedback.instrument.scale import UNKNOWN, Kind

# By what a round is broken down: one at a time, never two together.
DIMENSIONS = (
    "department",
    "giver",
    "receiver",
    "warm",
    "mentor",
    "course_band",
    "departments",
    "target_group",
    "mode",
    "language",
)
COURSE_DAYS, STATUS, PERSON = "course_days", "status", "person"
OTHERS = (COURSE_DAYS, STATUS, PERSON)
BANDS = (*(band for _limit, band in COURSE_BANDS), LONGEST)
# What suppliers write for "don't know"; our own words are known from the scale.
USUAL_UNKNOWN = {UNKNOWN, "ved ikke", "don't know", "ikke relevant", "not relevant"}
DECIMALS = re.compile(r"(\d+)[.,]0+")


class NotAnswers(Exception):
    """The file holds no answers that can be read; the message says why."""


@dataclass(frozen=True)
class Columns:
    """Where everything stands: item by place, and what else by place."""

    items: Mapping[int, Item]
    others: Mapping[int, str]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]


def find_columns(
    header: Sequence[str], items: Iterable[Item], *, named: Mapping[str, str]
) -> Columns:
    """Return what each column stands for.

    A column is known by the code of an item, by its sentence or its short name in
    any language, or by `named` (what it stands for → the column's name). Raises
    `NotAnswers` when no column holds an item, or two hold the same.
    """
    names = [plain(name) for name in header]
    items = [item for item in items if item.scale.kind != Kind.TEXT]
    known = {plain(word): item for item in items for word in words_for(item)}
    codes = {item.code: item for item in items}
    by_name = {plain(column): what for what, column in named.items()}
    for what, column in named.items():
        if what not in codes and what not in (*DIMENSIONS, *OTHERS):
            raise NotAnswers(
                _("“%(what)s” is neither a question of this instrument nor a group.")
                % {"what": what}
            )
        if plain(column) not in names:
            raise NotAnswers(
                _("The file has no column “%(column)s”.") % {"column": column}
            )
    found: dict[int, Item] = {}
    others: dict[int, str] = {}
    ignored: list[str] = []
    for place, name in enumerate(names):
        what = by_name.get(name, name)
        if item := codes.get(what) or known.get(what):
            found[place] = item
        elif what in DIMENSIONS or what in OTHERS:
            others[place] = what
        elif name:
            ignored.append(header[place].strip())
    check_once([item.code for item in found.values()] + list(others.values()))
    if not found:
        raise NotAnswers(
            _(
                "No column holds a question of this instrument. It asks: %(codes)s. The"
                " headings stand in the first row, of a spreadsheet's first sheet."
            )
            % {"codes": ", ".join(codes)}
        )
    held = {item.code for item in found.values()}
    missing = tuple(code for code in codes if code not in held)
    return Columns(found, others, tuple(ignored), missing)


def check_once(used: Sequence[str]) -> None:
    """Refuse a file with two columns for one thing."""
    twice = sorted({what for what in used if used.count(what) > 1})
    if twice:
        raise NotAnswers(
            _("Two columns hold the same: %(what)s. Name the right one with --map.")
            % {"what": ", ".join(twice)}
        )


def words_for(item: Item) -> list[str]:
    """Return everything an item may be called."""
    return [item.code, *item.texts.values(), *item.labels.values()]


def plain(name: str) -> str:
    """Return a name as it is compared: without case and surrounding space."""
    return " ".join(name.strip().lstrip("\ufeff").casefold().split())


def without_decimals(number: str) -> str:
    """Return a whole number without the noughts after its point or comma."""
    whole = DECIMALS.fullmatch(number)
    return whole[1] if whole else number


def category_of(written: str, item: Item) -> str | None:
    """Return the category a cell stands for; None when it stands for none.

    A cell holds a choice's value or its words in any language; a spreadsheet's 4.0
    or 4,0 is 4. An empty cell is the empty text.
    """
    said = plain(written).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    said = without_decimals(said)
    if said in {"", "-"}:
        return ""
    for choice in item.scale.choices:
        words = {plain(text) for text in choice.texts.values()}
        said_so = {
            word.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") for word in words
        }
        if said == choice.value or said in said_so:
            return choice.value
    return UNKNOWN if said in USUAL_UNKNOWN and UNKNOWN in item.scale.values else None
