"""Released remarks, shown only with a group whose figures are shown."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from feedback.answer import tables
from feedback.answer.counting import ANSWERED, RESPONSE, TOTAL
from feedback.answer.sheet import HIDDEN
from feedback.remark.models import Remark
from feedback.round.models import Round

# fewer answers than this do not leave the building in a file (DOMAIN.md §3.3)
EXPORT_LEAST = 10


@dataclass(frozen=True)
class Voices:
    """A group, and what was released of what it wrote; None where it is hidden.

    The order is that of random keys: it says nothing about when anybody wrote.
    """

    value: str
    answered: int | None
    texts: tuple[str, ...]

    @property
    def hidden(self) -> bool:
        """Whether the group's own figures are hidden."""
        return self.answered is None


def of_quarter(until: date) -> list[Voices]:
    """Return the remarks of a closed quarter by the department that took the baton.

    They are those of the answers that the quarter's figures count. A remark does not
    say in which wording its questions were put: where there were two, a department's
    are shown when each wording shows the department, and a few may be of answers in
    the older one that wait for a later month, or were too few to be shown (ADR 6).
    """
    by_receiver: dict[str, list[tables.Row]] = defaultdict(list)
    for row in tables.quarter(until=until, dimension="receiver"):
        by_receiver[row.value].append(row)
    since = until.replace(month=until.month - 2)
    said: dict[int | None, list[str]] = {}
    remarks = Remark.objects.released().filter(round=None)
    in_quarter = remarks.filter(month__range=(since, until))
    for receiver, text in in_quarter.values_list("receiver", "text"):
        said.setdefault(receiver, []).append(text)
    return [
        Voices(value, None, ())
        if any(row.response is None for row in rows)
        else Voices(
            value, sum(row.answered for row in rows), tuple(said.get(int(value), ()))
        )
        for value, rows in by_receiver.items()
    ]


def of_round(held: Round) -> Voices:
    """Return the remarks of a closed round, all together."""
    response = held.counts.filter(dimension=TOTAL, item=RESPONSE)
    counts = dict(response.values_list("category", "n"))
    if HIDDEN in counts or ANSWERED not in counts:
        return Voices("", None, ())
    texts = Remark.objects.released().filter(round=held).values_list("text", flat=True)
    return Voices("", counts[ANSWERED], tuple(texts))


def to_export(groups: list[Voices]) -> Iterator[tuple[str, str]]:
    """Return the remarks that may be taken along, each with its group's value."""
    for group in groups:
        if group.answered is not None and group.answered >= EXPORT_LEAST:
            for text in group.texts:
                yield group.value, text
