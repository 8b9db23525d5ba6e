"""Who helped with an answer that somebody else writes down.

It stands beside the answers under a code that no question has, and is counted with
them as one more question, under the same limits: help changes what people say.
"""

from feedback.instrument.catalogue import Item
from feedback.instrument.scale import Choice, Scale

HELPED = "_helped"
WORDS = {"da": "Hjalp nogen med svarene?", "en": "Did anybody help with the answers?"}
SCALE = Scale(
    "helped",
    (
        Choice("nobody", {"da": "Ingen", "en": "Nobody"}),
        Choice(
            "family", {"da": "En pårørende eller ven", "en": "A relative or friend"}
        ),
        Choice("interpreter", {"da": "En tolk", "en": "An interpreter"}),
        Choice("staff", {"da": "En medarbejder", "en": "Somebody from the staff"}),
    ),
)
ITEM = Item(HELPED, WORDS, WORDS, overall=False, scale=SCALE)


def helpers() -> list[tuple[str, str]]:
    """Return who may have helped, in the reader's language."""
    return [(choice.value, choice.text) for choice in SCALE.choices]
