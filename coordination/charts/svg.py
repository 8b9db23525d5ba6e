"""Writing SVG: geometry in attributes, colour by class, nothing unescaped."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# What a class looks like where no stylesheet reaches: a downloaded file, a PDF.
PLAIN: dict[str, dict[str, str]] = {
    "c-line": {"fill": "none", "stroke": "#0b5a8f", "stroke-width": "2"},
    "c-dot": {"fill": "#0b5a8f", "stroke": "#fff"},
    "c-band": {"fill": "#e2effa"},
    "c-grid": {"fill": "none", "stroke": "#dfe3e8"},
    "c-axis": {"fill": "none", "stroke": "#6d7681"},
    "c-centre": {"fill": "none", "stroke": "#6d7681"},
    "c-label": {"fill": "#525a65"},
    "c-value": {"fill": "#1a1c1f"},
    "c-bar": {"fill": "#8fc1e3"},
    "c-bar-over": {"fill": "#e5a27b"},
    "c-limit": {"fill": "none", "stroke": "#6d7681", "stroke-dasharray": "5 4"},
    "c-trial": {"fill": "none", "stroke": "#6d7681", "stroke-dasharray": "1 4"},
    "c-target": {"fill": "none", "stroke": "#2f6f3a", "stroke-dasharray": "9 4"},
    "c-note": {"fill": "none", "stroke": "#1a1c1f", "stroke-dasharray": "2 3"},
    "c-better": {"fill": "#0b5a8f", "stroke": "#fff"},
    "c-worse": {"fill": "#b5441e", "stroke": "#fff"},
    "c-l1": {"fill": "#b5441e"},
    "c-l2": {"fill": "#efa57d"},
    "c-l3": {"fill": "#d9dde2"},
    "c-l4": {"fill": "#8fc1e3"},
    "c-l5": {"fill": "#0b5a8f"},
    "c-on": {"fill": "#14181d"},
    "c-on-dark": {"fill": "#fff"},
}

Value = str | float


def tag(name: str, *children: str, css: str = "", **attributes: Value) -> SafeString:
    """Return one element; `stroke_width=2` becomes stroke-width="2"."""
    plain = PLAIN.get(css.split(" ", maxsplit=1)[0], {}) if css else {}
    every: dict[str, Value] = {
        **({"class": css} if css else {}),
        **plain,
        **{key.replace("_", "-"): value for key, value in attributes.items()},
    }
    written = format_html_join(
        "", ' {}="{}"', ((k, number(v)) for k, v in every.items())
    )
    return format_html("<{}{}>{}</{}>", name, written, join(children), name)


def join(parts: Iterable[str]) -> SafeString:
    """Return the parts one after the other; what is not safe is escaped."""
    return format_html_join("", "{}", ((part,) for part in parts))


def number(value: Value) -> str:
    """Write a coordinate with no more digits than a screen can show."""
    return (
        f"{value:.1f}".rstrip("0").rstrip(".")
        if isinstance(value, float)
        else str(value)
    )


def text(
    words: str, x: float, y: float, *, css: str = "c-label", anchor: str = "start"
) -> SafeString:
    """Return a line of text with its baseline at y."""
    return tag("text", words, css=css, x=x, y=y, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, *, css: str) -> SafeString:
    """Return a straight line."""
    return tag("line", css=css, x1=x1, y1=y1, x2=x2, y2=y2)


def mark(words: str, *shapes: str) -> SafeString:
    """Return shapes that stand for one figure and say it in words."""
    return tag("g", tag("title", words), *shapes, css="c-mark")


def picture(
    width: float, height: float, *shapes: str, title: str, description: str
) -> SafeString:
    """Return the whole drawing, with what a reader who cannot see it needs."""
    return tag(
        "svg",
        tag("title", title),
        tag("desc", description),
        *shapes,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img",
        aria_label=f"{title}. {description}",
    )
