"""What a draw would find now, in words and numbers; nobody is drawn by looking."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.formats import day
from feedback.invitation.mode import Mode
from feedback.round.drawing import Draw, draw
from feedback.round.enough import why_too_few
from feedback.round.models import Round
from feedback.round.progress import why_not
from feedback.round.turns import begins_at

Named = list[tuple[str, int]]


@dataclass(frozen=True)
class Outlook:
    """How many would be asked, in which ways and when, and why others would not be.

    `turns` are the waves; those whose time has come are one, asked at once. `waiting`
    must wait until nothing else is in their way, the last of them until
    `waiting_until`. `too_few` says why the round cannot start with so few.
    """

    found: int
    drawn: int
    modes: Named
    turns: Named
    waiting: int
    waiting_until: date | None
    left_out: Named
    first: str
    too_few: str


def outlook(held: Round) -> Outlook | None:
    """Return what a draw would find now; nothing where whoever comes may answer."""
    if held.walk_ins or not held.rule:
        return None
    at = timezone.now()
    tried = draw(held, at=at)
    modes = Counter(row.mode for row in tried.rows if row.wave)
    turns = [row.due_at for row in tried.rows if row.due_at]
    until = tried.record["waiting_until"]
    return Outlook(
        found=tried.record["found"],
        drawn=tried.record["drawn"],
        modes=[(str(Mode(code).label), n) for code, n in modes.most_common()],
        turns=turns_of(tried, at),
        waiting=tried.record["waiting"],
        waiting_until=date.fromisoformat(until) if until else None,
        left_out=why_not(tried.record["left_out"]),
        first=first_asked(min(turns) if turns else at, at),
        too_few=why_too_few(held, tried.record["drawn"]),
    )


def turns_of(tried: Draw, at: datetime) -> Named:
    """Return how many are asked when, but for those who must wait."""
    found: Counter[str] = Counter()
    for wave in tried.waves:
        begins = begins_at(date.fromisoformat(wave["on"]))
        found[day(begins) if begins > at else _("At once")] += wave["size"]
    return [(when, n) for when, n in found.items() if n]


def first_asked(first: datetime, at: datetime) -> str:
    """Say when the first of the drawn are asked: the one sentence about it."""
    if first <= at:
        return _("The first are asked within a few minutes of the start.")
    return _("The first are asked on %(day)s at 8 in the morning.") % {
        "day": day(first)
    }
