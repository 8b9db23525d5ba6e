"""What is stored so that the database alone, or a copy of it, does not tell it.

AES-256-GCM with keys of the settings, each `name:base64 of 32 bytes`: the first
encrypts, and every one of them still decrypts what was encrypted with it.
"""

import base64
import secrets
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class CannotDecrypt(Exception):
    """The key is not here, or this is not what was encrypted."""


def encrypt(plain: bytes, *, keys: Iterable[str], bound_to: str) -> bytes:
    """Return bytes that only `decrypt` with the same `bound_to` gives back."""
    name, key = read(keys)[0]
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(key).encrypt(nonce, plain, bound_to.encode())
    return name.encode() + b":" + nonce + sealed


def decrypt(stored: bytes, *, keys: Iterable[str], bound_to: str) -> bytes:
    """Return what was encrypted, whichever key was used, or raise `CannotDecrypt`."""
    name, _sep, rest = bytes(stored).partition(b":")
    key = dict(read(keys)).get(name.decode(errors="replace"))
    if key is None:
        raise CannotDecrypt(f"The key {name!r} is not among those of the settings.")
    try:
        return AESGCM(key).decrypt(rest[:NONCE], rest[NONCE:], bound_to.encode())
    except (ValueError, InvalidTag) as error:
        raise CannotDecrypt(
            "This was not encrypted here, or with a lost key."
        ) from error


def read(keys: Iterable[str]) -> list[tuple[str, bytes]]:
    """Return names and bytes of keys; `check` has found them to be whole."""
    pairs = (entry.split(":", 1) for entry in keys)
    return [(name, base64.b64decode(text)) for name, text in pairs]
