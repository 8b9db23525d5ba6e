"""Questions a municipality adds to a round, on the instrument's own scales."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from feedback.instrument.catalogue import CODE, Instrument, Item
from feedback.instrument.scale import Kind
from feedback.instrument.words import ORIGINAL

MOST = 5
USUAL_SCALE = "agree-5"


class NoQuestion(Exception):
    """An added question that cannot be asked; the message says why."""


def item_of(row: Mapping[str, str], asked: Instrument) -> Item:
    """Return an added question as an item; nobody has translated its words."""
    words = {ORIGINAL: row["text"]}
    scale = asked.scale(row["scale"])
    return Item(row["code"], words, words, overall=False, scale=scale)


def as_instrument(
    code: str, rows: Sequence[Mapping[str, str]], asked: Instrument
) -> Instrument:
    """Return added questions as an instrument that can be read aloud.

    Each item's code is made of its words: other words are another item, so that no
    recording is ever played beside a question that says something else.
    """
    items = tuple(replace(item_of(row, asked), code=words_code(row)) for row in rows)
    return Instrument(code, items, asked.choices, asked.scales, titles=asked.titles)


def words_code(row: Mapping[str, str]) -> str:
    """Return a code for what an added question says, and how it is answered."""
    said = f"{row['scale']}\n{row['text']}"
    return hashlib.sha256(said.encode()).hexdigest()[:40]


def read_local(said: Sequence[str], instrument: Instrument) -> list[dict[str, str]]:
    """Return `CODE[:SCALE]=TEXT` as rows of code, scale and text; or `NoQuestion`."""
    if len(said) > MOST:
        raise NoQuestion(_("A round takes at most five questions of your own."))
    rows = [read_one(each, instrument) for each in said]
    if len({row["code"] for row in rows}) < len(rows):
        raise NoQuestion(_("Two of your own questions have the same code."))
    return rows


def read_one(said: str, instrument: Instrument) -> dict[str, str]:
    """Return one question, checked against the instrument."""
    name, _sign, text = said.partition("=")
    code, _colon, scale = name.partition(":")
    scales = scales_of(instrument)
    row = {
        "code": code,
        "scale": scale or usual_scale(instrument),
        "text": text.strip(),
    }
    if not re.fullmatch(CODE, code) or instrument.item(code) or not row["text"]:
        raise NoQuestion(
            _("--local takes CODE=TEXT, with a code that is not used yet.")
        )
    if row["scale"] not in scales:
        raise NoQuestion(
            _("This instrument has no scale “%(scale)s”. It has: %(scales)s.")
            % {"scale": row["scale"], "scales": ", ".join(scales)}
        )
    return row


def scales_of(instrument: Instrument) -> list[str]:
    """Return the scales that an added question can be answered on."""
    return sorted(s.code for s in instrument.scales if s.kind != Kind.TEXT)


def usual_scale(instrument: Instrument) -> str:
    """Return the scale of an added question that names none: that of most questions.

    Agreement, where the instrument has it: most things can be asked that way.
    """
    scales = scales_of(instrument)
    used = Counter(item.scale.code for item in instrument.items)
    return USUAL_SCALE if USUAL_SCALE in scales else max(scales, key=used.__getitem__)
