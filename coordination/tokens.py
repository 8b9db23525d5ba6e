"""Who calls the API: the signed-in person of a page, or the holder of a token."""

import hashlib

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from coordination.models import ApiToken, User


class SessionAuthentication(authentication.SessionAuthentication):
    """The signed-in person of the page, with CSRF protection."""

    def authenticate_header(self, request: Request) -> str:
        """Answer 401, not 403, to somebody who is not signed in."""
        return "Session"


class TokenAuthentication(authentication.BaseAuthentication):
    """A personal token in the header `Authorization: Bearer …`."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return the token's person, or refuse a token that is over."""
        kind, _sep, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not secret:
            return None
        token = ApiToken.objects.filter(
            digest=digest(secret), revoked_at=None, expires_at__gt=timezone.now()
        ).first()
        people = User.objects.with_seats()
        user = people.filter(pk=token.user_id).first() if token else None
        if token is None or user is None:
            raise exceptions.AuthenticationFailed(
                _("This token is not valid any more. Ask for a new one.")
            )
        return user, token

    def authenticate_header(self, request: Request) -> str:
        """Name the scheme in a 401 answer."""
        return "Bearer"


def digest(secret: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()
