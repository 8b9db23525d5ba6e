"""Signing in: staff are created by an administrator, nobody signs up.

The addresses here are those of allauth that staff need. Sign-in itself asks for a
few more by name; these lead to a page that says whom to ask.
"""

from typing import Any

from allauth.account import views
from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path, re_path
from django.utils.translation import gettext as _

from coordination.models import User
from coordination.record import announce
from coordination.workflow import Refused, whole


class StaffAdapter(DefaultAccountAdapter):
    """How allauth behaves for a workplace."""

    @whole
    def set_password(self, user: User, password: str) -> None:
        """Store a new password; of two who use one link at once, one succeeds."""
        before = user.password
        user.set_password(password)
        same = User.objects.filter(pk=user.pk, password=before, is_active=True)
        if not same.update(password=user.password):
            raise Refused(_("This link has been used. Ask your administrator for one."))
        announce("user.set_password", subject=user, by=user, facts={"user": user.pk})

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: people are created by an administrator."""
        return False


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and let the browser drop what it cached.

    Never "storage": it would destroy visits that a phone has not sent yet.
    """
    response: HttpResponse = views.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache"'
    return response


def signed_in(request: HttpRequest) -> HttpResponse:
    """Send whoever signed in beside their writing back to it."""
    return render(request, "account/signed_in.html")


@login_not_required
def ask_administrator(request: HttpRequest, **_address: Any) -> HttpResponse:
    """Say who can give a person a new password or a new user name."""
    return render(request, "account/ask_administrator.html")


urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", sign_out, name="account_logout"),
    path("signed-in/", signed_in, name="signed-in"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("confirm/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password_change, name="account_change_password"),
    path("two-step/", include("allauth.mfa.urls")),
    re_path(
        r"^new-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "new-password/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("help/", ask_administrator, name="account_reset_password"),
    path("help/new/", ask_administrator, name="account_signup"),
    path("help/e-mail/", ask_administrator, name="account_email"),
    path("help/set/", ask_administrator, name="account_set_password"),
]
