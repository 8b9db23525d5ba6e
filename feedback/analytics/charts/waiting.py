"""How many days people waited: one bar a day, the long waits together at the end."""

from collections import Counter
from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.charts.figure import SLIM, WIDE
from coordination.charts.svg import line, mark, picture, tag, text

LONGEST = 20
TOP, BOTTOM, LEFT, RIGHT = 12, 26, 32, 8
HEIGHT = {WIDE: 210, SLIM: 190}
LINES = 4


def draw_waiting(
    width: int, days: Sequence[int], *, title: str, description: str
) -> SafeString:
    """Draw how many waited each number of days."""
    height = HEIGHT[width]
    counts = Counter(min(day, LONGEST) for day in days)
    most = max(counts.values(), default=1)
    step = max(1, -(-most // LINES))
    ceiling = step * -(-most // step)
    inner = width - LEFT - RIGHT
    room = inner / (LONGEST + 1)

    def y(value: float) -> float:
        return height - BOTTOM - value / ceiling * (height - TOP - BOTTOM)

    parts = [
        part
        for value in range(0, ceiling + 1, step)
        for part in (
            line(LEFT, y(value), width - RIGHT, y(value), css="c-grid"),
            text(str(value), LEFT - 8, y(value) + 4, anchor="end"),
        )
    ]
    for day in range(LONGEST + 1):
        x = LEFT + day * room
        n = counts[day]
        if n:
            bar = tag(
                "rect",
                css="c-bar",
                x=x + 1,
                y=y(n),
                width=room - 2,
                height=height - BOTTOM - y(n),
            )
            parts.append(mark(_words(day, n), bar))
        if day % 5 == 0:
            label = f"{day}+" if day == LONGEST else str(day)
            parts.append(text(label, x + room / 2, height - 8, anchor="middle"))
    return picture(width, height, *parts, title=title, description=description)


def _words(day: int, n: int) -> str:
    if day == LONGEST:
        return _("%(day)s days or more: %(n)s handovers") % {"day": day, "n": n}
    days = ngettext("%(day)s day", "%(day)s days", day) % {"day": day}
    many = ngettext("%(n)s handover", "%(n)s handovers", n) % {"n": n}
    return f"{days}: {many}"
