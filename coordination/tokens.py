"""Who calls the API: the signed-in person of a page, or the holder of a token."""

import hashlib
import secrets
from datetime import timedelta

from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from coordination.api.throttling import StrangerThrottle
from coordination.models import ApiToken, User
from coordination.record import announce
from coordination.workflow import whole

DAYS = 90
# Says where a token belongs when it is found in a place it should not be.
PREFIX = "stafet_"


class SessionAuthentication(authentication.SessionAuthentication):
    """The signed-in person of the page, with CSRF protection."""

    def authenticate_header(self, request: Request) -> str:
        """Answer 401, not 403, to somebody who is not signed in."""
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        """Refuse a call that no page of ours has sent."""
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as error:
            sentence = _(
                "This call did not come from a page of ours. Load the page again, or"
                " call with a token."
            )
            raise exceptions.PermissionDenied(sentence) from error


class TokenAuthentication(authentication.BaseAuthentication):
    """A personal token in the header `Authorization: Bearer …`."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """Return the token's person, or refuse a token that is over."""
        kind, _sep, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not secret:
            return None
        holder = User.objects.with_seats().filter(
            apitoken__digest=digest(secret),
            apitoken__revoked_at=None,
            apitoken__expires_at__gt=Now(),
        )
        user = holder.first()
        if user is None:
            throttle = StrangerThrottle()
            if not throttle.allow_request(request, None):
                raise exceptions.Throttled(throttle.wait())
            raise exceptions.AuthenticationFailed
        return user, None

    def authenticate_header(self, request: Request) -> str:
        """Name the scheme in a 401 answer."""
        return "Bearer"


def digest(secret: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()


@whole
def issue(user: User, *, days: int = DAYS) -> str:
    """Return a new token for a person; it is shown once and never again."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        digest=digest(secret),
        expires_at=timezone.now() + timedelta(days=days),
    )
    announce("token.issue", subject=token, facts={"user": user.pk, "days": days})
    return secret


@whole
def revoke(user: User) -> int:
    """End all tokens of a person at once; return how many there were."""
    open_ones = ApiToken.objects.filter(user=user, revoked_at=None)
    ended = open_ones.update(revoked_at=timezone.now())
    if ended:
        announce("token.revoke", subject=user, facts={"user": user.pk})
    return ended
