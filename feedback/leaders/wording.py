"""What a reader must know where a period's questions are not those of today."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from feedback.answer.closed import Closed
from feedback.instrument.catalogue import Item, load, version_of
from feedback.leaders.periods import period_name


@dataclass(frozen=True)
class Wording:
    """What there is to say, the questions as they were put, and other wordings."""

    sentences: tuple[str, ...]
    items: tuple[Item, ...]
    others: tuple[tuple[str, str], ...]


def wording_of(period: Closed) -> Wording | None:
    """Return what to say of a period's wording; nothing where it is simply today's.

    The others are pairs of an address key and a name.
    """
    sentences = wording_sentences(period)
    if not sentences:
        return None
    others = tuple((each.key, period_name(each)) for each in period.siblings)
    return Wording(sentences, load(period.instrument).items, others)


def wording_sentences(period: Closed) -> tuple[str, ...]:
    """Return what to say of a period's wording: how many there are, and whose."""
    told = []
    if period.siblings:
        told.append(
            _(
                "The questions were reworded in this period. Each wording is counted"
                " by itself; this is wording %(number)s."
            )
            % {"number": version_of(period.instrument)}
        )
    if not period.is_todays:
        told.append(
            _("These questions were worded differently from those asked today.")
        )
    return tuple(told)
