"""The names that could stand in a remark: of staff and mentors, and of citizens."""

from collections.abc import Iterable

from coordination import figures
from coordination.models import User
from feedback.remark.screening import candidates, parts_of


def names_in(texts: Iterable[str]) -> set[str]:
    """Return the words of the texts, in small letters, that are in a known name.

    Staff include those who have left. The citizens' names stay where they are kept:
    that app is asked which of the words it knows. Two queries, however many texts.
    """
    words = candidates(texts)
    if not words:
        return set()
    staff = User.objects.values_list("name", flat=True)
    known = {part.casefold() for name in staff for part in parts_of(name)}
    if "names_among" in figures.offered():
        known |= figures.ask("names_among", words=words)
    return words & known
