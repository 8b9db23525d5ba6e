"""The keys that phones seal visits to: the first is current, older ones still open.

A phone can lock and never unlock: a fresh P-256 key for each record, ECDH with the
server's, HKDF-SHA-256 (RFC 5869) and AES-256-GCM bound to the record's id and owner.
`static/field/seal.js` is the other half.
"""

import base64
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

FORMAT = 1
INFO = b"stafet visit 1"
POINT, NONCE = 65, 12
# The order of the curve: NIST SP 800-186, 3.2.1.3. A secret lies below it.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class CannotOpen(Exception):
    """The key is not here, or the bytes are not what was sealed."""


def current() -> tuple[str, str]:
    """Return the id and the public half of the key that phones seal to now."""
    key_id, secret = read()[0]
    return key_id, base64.b64encode(point_of(secret)).decode()


def known() -> list[str]:
    """Return the ids of the keys that are here."""
    return [key_id for key_id, _secret in read()]


def unseal(sealed: bytes, *, key: str, client_id: UUID, owner: int) -> bytes:
    """Return what was sealed, or raise `CannotOpen`."""
    secret = dict(read()).get(key)
    if secret is None:
        raise CannotOpen
    point, nonce = sealed[:POINT], sealed[POINT : POINT + NONCE]
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        shared = secret.exchange(ec.ECDH(), theirs)
        info = INFO + point_of(secret)
        derived = HKDF(SHA256(), length=32, salt=point, info=info).derive(shared)
        bound = f"{client_id}|{owner}".encode()
        return AESGCM(derived).decrypt(nonce, sealed[POINT + NONCE :], bound)
    except (ValueError, InvalidTag) as error:
        raise CannotOpen from error


def read() -> list[tuple[str, ec.EllipticCurvePrivateKey]]:
    """Return the keys of the settings; `check` has found them to be whole."""
    pairs = (entry.split(":", 1) for entry in settings.VISIT_KEYS)
    return [(key_id, private(base64.b64decode(text))) for key_id, text in pairs]


def private(secret: bytes) -> ec.EllipticCurvePrivateKey:
    """Return the private key that 32 random bytes stand for."""
    number = int.from_bytes(secret) % (ORDER - 1) + 1
    return ec.derive_private_key(number, ec.SECP256R1())


def point_of(secret: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the public half, as browsers write it."""
    shape = PublicFormat.UncompressedPoint
    return secret.public_key().public_bytes(Encoding.X962, shape)
