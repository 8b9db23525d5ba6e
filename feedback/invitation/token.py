"""The secret in a survey link: the same on every copy, stored nowhere in clear."""

import base64
import hashlib
import hmac

from django.conf import settings
from django.urls import reverse

from feedback.invitation.models import Invitation


def token(invitation: Invitation) -> str:
    """Return the invitation's token; only who holds the key can make it."""
    key = settings.SURVEY_TOKEN_KEY.encode()
    seal = hmac.new(key, f"invitation:{invitation.pk}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(seal.digest()).rstrip(b"=").decode()


def digest(secret: str) -> str:
    """Return what of a token is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


def link(invitation: Invitation) -> str:
    """Return the address a citizen answers at."""
    return str(settings.SITE_ADDRESS) + reverse("survey", args=[token(invitation)])
