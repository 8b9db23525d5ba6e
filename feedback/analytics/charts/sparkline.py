"""A series no larger than a word: its shape, its mean and where it is now."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from coordination.charts.svg import line, tag

WIDTH, HEIGHT, ROOM = 132, 30, 4
FEWEST = 2


def draw_sparkline(
    values: Sequence[float], *, mean: float | None, flag: str = ""
) -> SafeString | None:
    """Draw the series; the row around it says in words what is seen."""
    if len(values) < FEWEST:
        return None
    low = min([*values, mean] if mean is not None else values)
    high = max([*values, mean] if mean is not None else values)
    step = (WIDTH - 2 * ROOM) / (len(values) - 1)
    scale = (HEIGHT - 2 * ROOM) / ((high - low) or 1)

    def y(value: float) -> float:
        return HEIGHT - ROOM - (value - low) * scale

    places = [(ROOM + i * step, y(value)) for i, value in enumerate(values)]
    path = " ".join(f"{x:.1f},{at:.1f}" for x, at in places)
    parts = [tag("polyline", css="c-line", points=path)]
    if mean is not None:
        parts.insert(0, line(ROOM, y(mean), WIDTH - ROOM, y(mean), css="c-centre"))
    x, at = places[-1]
    parts.append(tag("circle", css=f"c-{flag or 'dot'}", cx=x, cy=at, r=3.5))
    return tag(
        "svg",
        *parts,
        css="spark",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        width=WIDTH,
        height=HEIGHT,
        aria_hidden="true",
        focusable="false",
    )
