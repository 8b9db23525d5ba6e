"""What makes a question of the municipality's own hard to read, said in time.

Our own questionnaires must have a LIX of at most 25 as a whole, and no question of more
than twelve words. For what a municipality adds that is an aim and no duty.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from feedback.instrument.readability import (
    EASY,
    HARD,
    MOST_WORDS,
    is_long,
    is_long_word,
    lix,
    sentences,
    words,
)

FEW = 2


def hints(texts: Sequence[str]) -> dict[int, str]:
    """Return what is hard about which of the questions, by their place.

    A question is hard when one of its sentences has more than `MOST_WORDS` words; or
    when it has at least `FEW` long words and its own LIX is above a limit: `EASY` where
    the LIX of all the questions together is above `EASY`, else `HARD`. LIX is noisy on
    one sentence, so a question that is a little heavy counts only if all of it is.
    """
    together = lix([sentence for text in texts for sentence in sentences(text)])
    limit = EASY if together > EASY else HARD
    found = {}
    for place, text in enumerate(texts):
        said = [length_of(text), weight_of(text, limit=limit)]
        if any(said):
            found[place] = " ".join(filter(None, said))
    return found


def length_of(text: str) -> str:
    """Say that a sentence is long, if one is."""
    long = [len(words(each)) for each in sentences(text) if is_long(each)]
    if not long:
        return ""
    return _(
        "One sentence has %(count)d words. Who reads slowly loses the thread after"
        " about %(most)d: make it shorter, or ask one thing at a time."
    ) % {"count": max(long), "most": MOST_WORDS}


def weight_of(text: str, *, limit: int) -> str:
    """Name the long words, if they make the text heavy."""
    long = [word for word in words(text) if is_long_word(word)]
    measured = lix(sentences(text))
    if len(long) < FEW or measured <= limit:
        return ""
    return _(
        "Long words make it hard to read (LIX %(lix)d, aim at %(easy)d or less):"
        " %(words)s. Use shorter ones, as you would across a table."
    ) % {"lix": round(measured), "easy": EASY, "words": ", ".join(long)}
