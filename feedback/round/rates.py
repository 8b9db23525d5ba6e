"""How many of the invited answered, round by round, as far as that is published."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from feedback.answer.counting import RESPONSE, TOTAL
from feedback.answer.models import Count
from feedback.answer.sheet import HIDDEN
from feedback.result.words import DASH, hidden, short_share
from feedback.round.models import Round
from feedback.round.report import tell_response


def rates_of(rounds: Sequence[Round]) -> list[str]:
    """Return the response rate of each round as it is written; one query.

    Of a round that goes on nothing is published yet, and of one that was called off or
    taken back nothing any more: a dash, as where nobody counted the invited.
    """
    closed = [held.pk for held in rounds if held.state == Round.State.CLOSED]
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    found = Count.objects.filter(round__in=closed, dimension=TOTAL, item=RESPONSE)
    for key, category, n in found.values_list("round", "category", "n"):
        counts[key][category] = n
    return [written(counts[held.pk]) if held.pk in closed else DASH for held in rounds]


def written(counts: Counter[str]) -> str:
    """Write the rate of one round, or that it is hidden."""
    if HIDDEN in counts or not counts:
        return hidden()
    rate = tell_response(counts).get("rate")
    return short_share(rate) if rate else DASH
