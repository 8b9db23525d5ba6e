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
from django.urls import include, path


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """How allauth behaves for a workplace."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: people are created by an administrator."""
        return False


@login_not_required
def ask_administrator(request: HttpRequest, **_address: Any) -> HttpResponse:
    """Say who can give a person a new password or a new user name."""
    return render(request, "account/ask_administrator.html")


urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("confirm/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password_change, name="account_change_password"),
    path("two-step/", include("allauth.mfa.urls")),
    path("help/", ask_administrator, name="account_reset_password"),
    path("help/new/", ask_administrator, name="account_signup"),
    path("help/e-mail/", ask_administrator, name="account_email"),
    path("help/set/", ask_administrator, name="account_set_password"),
]
