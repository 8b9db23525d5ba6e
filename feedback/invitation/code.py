"""The short code on a letter: what a person can read aloud or type.

A code is the invitation's number, mixed with a key from outside the database, so that
nothing is stored and every letter and reminder carries the same one. Of its sixty bits
half say which invitation, the others must be zero once it is unmixed: of 2^60 codes
hardly one is anybody's, and wrong ones are counted (`feedback.invitation.throttle`).
"""

import hashlib
import hmac

from django.conf import settings

from feedback.invitation.models import Invitation

# Crockford's letters: none that is taken for another when it is read or heard.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MEANT = str.maketrans("OIL", "011")
LENGTH, GROUP = 12, 4
HALF, ROUNDS = 30, 8
MASK = (1 << HALF) - 1


def code_of(invitation: Invitation) -> str:
    """Return an invitation's code as it is printed: three groups of four."""
    left, right = invitation.pk, 0
    for number in range(ROUNDS):
        left, right = right, left ^ mixed(right, number)
    value = left << HALF | right
    text = "".join(LETTERS[value >> 5 * n & 31] for n in reversed(range(LENGTH)))
    return "-".join(text[n : n + GROUP] for n in range(0, LENGTH, GROUP))


def invitation_with(text: str) -> Invitation | None:
    """Return the invitation a code belongs to, however it is typed; or nothing."""
    typed = "".join(filter(str.isalnum, text.upper())).translate(MEANT)
    if len(typed) != LENGTH or not set(typed) <= set(LETTERS):
        return None
    value = 0
    for letter in typed:
        value = value << 5 | LETTERS.index(letter)
    left, right = value >> HALF, value & MASK
    for number in reversed(range(ROUNDS)):
        left, right = right ^ mixed(left, number), left
    if right:
        return None
    found = Invitation.objects.select_related("recipient", "round")
    return found.filter(pk=left).first()


def mixed(half: int, number: int) -> int:
    """Return what one half of a code is mixed with."""
    key = settings.SURVEY_TOKEN_KEY.encode()
    seal = hmac.new(key, f"code:{number}:{half}".encode(), hashlib.sha256)
    return int.from_bytes(seal.digest()[:4]) & MASK
