"""Meetings with the citizen that another app knows of, for the last-contact rule.

The cases know of no mentors; the app above says what it knows, and decides by itself
whether it counts (DESIGN §3: the rule is about departments that take part).
"""

from collections.abc import Callable
from datetime import datetime

# of a case, besides one department's own, from a moment on
Knows = Callable[[int, int, datetime], bool]

_knowing: list[Knows] = []


def knows_of_meetings(knows: Knows) -> Knows:
    """Let the rule ask whether another department met the citizen since."""
    _knowing.append(knows)
    return knows


def met_elsewhere(case: int, besides: int, since: datetime) -> bool:
    """Say whether another department met the citizen since, as other apps know."""
    return any(knows(case, besides, since) for knows in _knowing)
