"""Which way somebody leans who ticked a step."""

from feedback.instrument.scale import BLANK, UNKNOWN

# the steps that are good, of the five of the pulse
POSITIVE = frozenset({"4", "5"})
UP, DOWN, NEITHER = "up", "down", "neither"


def lean(category: str) -> str:
    """Return which way somebody leans who said this."""
    if category in {BLANK, UNKNOWN}:
        return NEITHER
    return UP if category in POSITIVE else DOWN
