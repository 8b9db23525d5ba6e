"""Which closed period's remarks are looked at: a quarter's or a round's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from feedback.answer.closed import closed
from feedback.answer.models import Count
from feedback.leaders.periods import quarter_name
from feedback.remark.published import Voices, of_quarter, of_round
from feedback.round.models import Round

OF_ROUND = "round-"


@dataclass(frozen=True)
class Period:
    """A closed quarter or round, and those that could have been chosen instead."""

    key: str
    name: str
    choices: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Period":
        """Return the period asked for; the newest one when it is unknown."""
        quarters = (each.until for each in closed(Count.Table.QUARTER))
        rounds = Round.objects.closed().values_list("pk", "name")
        known = {
            **{f"{until:%Y-%m}": quarter_name(until) for until in quarters},
            **{f"{OF_ROUND}{pk}": name for pk, name in rounds},
        }
        first = next(iter(known), "")
        key = asked.get("period", first)
        key = key if key in known else first
        return cls(key, known.get(key, ""), tuple(known.items()))

    def groups(self) -> list[Voices]:
        """Return what was released, group by group."""
        if self.key.startswith(OF_ROUND):
            pk = int(self.key.removeprefix(OF_ROUND))
            return [of_round(Round.objects.get(pk=pk))]
        if not self.key:
            return []
        year, month = map(int, self.key.split("-"))
        return of_quarter(date(year, month, 1))
