"""One published table, cell by cell; a hidden cell has a mark and no number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from feedback.answer.models import Count
from feedback.answer.pile import Counts

HIDDEN = "hidden"


class Sheet:
    """One table of one period on its way to being published."""

    def __init__(self, table: str, since: date, until: date, instrument: str) -> None:
        self.place = {"table": table, "since": since, "until": until}
        self.instrument = instrument
        self.counts: list[Count] = []
        self.gone: dict[tuple[str, str], set[str]] = defaultdict(set)

    def hidden(self, dimension: str, item: str) -> set[str]:
        """Return the values that are hidden for an item."""
        return self.gone[dimension, item]

    def add(
        self,
        dimension: str,
        item: str,
        rows: dict[str, dict[str, Counts]],
        hidden: Iterable[object],
    ) -> None:
        """Add one item's column; a hidden cell gets a mark instead of its numbers."""
        gone = self.gone[dimension, item] = {str(value) for value in hidden}
        for value, items in sorted(rows.items()):
            counts: Mapping[str, int] = items.get(item, {})
            shown = {HIDDEN: 0} if value in gone else counts
            for category, n in sorted(shown.items()):
                self.counts.append(
                    Count(
                        **self.place,
                        instrument=self.instrument,
                        dimension=dimension,
                        value=value,
                        item=item,
                        category=category,
                        n=n,
                    )
                )

    def store(self) -> None:
        """Publish the table; it is never changed again."""
        Count.objects.bulk_create(self.counts)
