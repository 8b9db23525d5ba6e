"""Whether what the API says of bad words is one text of ours, in both languages."""

import re
from functools import cache

from tests.matrix.texts import PLACEHOLDER, catalogues

# What only a programmer says.
JARGON = re.compile(r"null|string|boolean|YYYY|type \"", re.IGNORECASE)
# Where in a list or an object the mistake is: "0: ", "owner: ".
PLACE = re.compile(r"^(?:\w+: )+")


def judge_saying(where, call):
    """Return what is wrong with the problems that a call is told in each language."""
    english, danish = (
        call(language=language).json().get("problems", {}) for language in ("en", "da")
    )
    if english.keys() != danish.keys():
        return [f"{where}: names {[*english]}, in Danish {[*danish]}"]
    pairs = [
        (field, *said)
        for field in english
        for said in zip(english[field], danish[field], strict=True)
    ]
    return [
        f"{where}: says of {field} {said}"
        for field, *said in pairs
        if not is_ours(*said)
    ]


def is_ours(english, danish):
    """Return whether the two are one text of our catalogue and its translation."""
    english, danish = PLACE.sub("", english), PLACE.sub("", danish)
    if english == danish or JARGON.search(english) or JARGON.search(danish):
        return False
    return any(
        ours.fullmatch(english) and theirs.fullmatch(danish)
        for ours, theirs in catalogue()
    )


@cache
def catalogue():
    """Return each sentence of ours with its translation, whatever fills their holes."""
    return [
        (filled(message.id), filled(message.string))
        for texts in catalogues().values()
        for message in texts
        if isinstance(message.id, str) and message.id.endswith(".")
    ]


def filled(text):
    return re.compile(re.escape(PLACEHOLDER.sub("\0", text)).replace("\0", ".+"))
