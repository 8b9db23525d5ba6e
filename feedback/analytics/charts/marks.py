"""One point of a series: a signal has another shape, not only another colour."""

from django.utils.safestring import SafeString

from coordination.charts.svg import tag

DOT, SIGN = 3.5, 6.5
TOP, FOOT = 7, 5


def point(x: float, y: float, *, flag: str = "", high: bool = False) -> SafeString:
    """Draw a circle; where a rule fired, a diamond for better, a triangle for worse.

    `flag` is "better" or "worse"; the triangle points up where the value is `high`.
    """
    if not flag:
        return tag("circle", css="c-dot", cx=x, cy=y, r=DOT)
    if flag == "better":
        corners: list[tuple[float, float]] = [
            (0, -SIGN),
            (SIGN, 0),
            (0, SIGN),
            (-SIGN, 0),
        ]
        css = "c-better"
    else:
        way = -1 if high else 1
        corners = [(0, way * TOP), (SIGN, -way * FOOT), (-SIGN, -way * FOOT)]
        css = "c-worse"
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return tag("polygon", css=css, points=points)
