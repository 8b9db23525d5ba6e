"""A phone in Python: seals as static/field/seal.js does, and sends as sync.js does."""

import base64
import json
import secrets
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils import timezone

from mentors.sealed import keys
from mentors.sealed.intake import Envelope

INTAKE = "/api/v1/visits/sealed/"


def words(**changed):
    """Return what the form's script seals, of a visit without a citizen."""
    fields = {"outcome": ["done"], "wishes": ["Svømmehallen"], "minutes": ["60"]}
    told = {
        "written_at": timezone.now().isoformat(),
        "mentorship": None,
        "corrects": None,
        "whom": "",
        "fields": fields | changed.pop("fields", {}),
    }
    return told | changed


def seal(content, *, client_id, owner, public=None):
    """Return the bytes that a phone stores."""
    point = base64.b64decode(public or keys.current()[1])
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    fresh = ec.generate_private_key(ec.SECP256R1())
    mine = keys.point_of(fresh)
    shared = fresh.exchange(ec.ECDH(), theirs)
    info = b"stafet visit 1" + point
    key = HKDF(SHA256(), length=32, salt=mine, info=info).derive(shared)
    nonce = secrets.token_bytes(12)
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    bound = f"{client_id}|{owner}".encode()
    return mine + nonce + AESGCM(key).encrypt(nonce, text, bound)


def envelope(content, *, author, **changed):
    """Return a sealed record as the intake takes it."""
    client_id = changed.pop("client_id", None) or uuid4()
    told = {
        "client_id": client_id,
        "owner": author.pk,
        "key": keys.current()[0],
        "format": 1,
        "sealed": seal(content, client_id=client_id, owner=author.pk),
    }
    return Envelope(**(told | changed))


def record(sealed):
    """Return a sealed record as it goes over the line."""
    return {
        "id": str(sealed.client_id),
        "owner": str(sealed.owner),
        "key": sealed.key,
        "format": sealed.format,
        "sealed": base64.b64encode(sealed.sealed).decode(),
    }


def send(client, *sealed, **said):
    """Post sealed records as a phone does; return the answer."""
    body = {"records": [record(each) for each in sealed], **said}
    return client.post(INTAKE, json.dumps(body), content_type="application/json")


def outcomes(answer):
    """Return what became of each record that was sent."""
    assert answer.status_code == 200, answer.content
    return [each["outcome"] for each in answer.json()["records"]]
