"""Which departments' figures may be shown without being about one mentor."""

from collections.abc import Iterable, Mapping

# With fewer, a figure about visits is a figure about a colleague.
FEWEST_MENTORS = 3


def shown(mentors: Mapping[int, frozenset[int]]) -> set[int]:
    """Return the departments whose figures of one month may be shown.

    `mentors` are those who had a citizen in the month, by department. A department is
    shown when at least three mentors had one. The others are only part of the
    municipality's figure, and together they are at least three mentors as well: when
    they would be fewer, the shown department with the fewest mentors joins them, so
    that nobody's figures remain when one subtracts what is shown from the whole.
    """
    found = {place for place, who in mentors.items() if len(who) >= FEWEST_MENTORS}
    hidden = set(mentors) - found
    while found and hidden and not together(mentors, hidden):
        least = min(found, key=lambda place: (len(mentors[place]), place))
        found.remove(least)
        hidden.add(least)
    return found


def together(mentors: Mapping[int, frozenset[int]], places: Iterable[int]) -> bool:
    """Say whether so many mentors are in these places that none can be told apart."""
    everybody = frozenset[int]().union(*(mentors[place] for place in places))
    return len(everybody) >= FEWEST_MENTORS
