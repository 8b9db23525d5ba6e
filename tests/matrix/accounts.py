"""The pages of one's own account: how one gets there, and what is typed wrongly."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from coordination.administration.people.mail import address_of
from tests.cast import PASSWORD
from tests.matrix.trying import careful

SECRET = "JBSWY3DPEHPK3PXP"


@dataclass(frozen=True)
class Page:
    """A page: who has got as far as to see it, and words that cannot be used there."""

    reached: Callable[..., Any]
    typed: dict[str, str]
    place: Callable[..., str] | None = None

    def client(self, world):
        return self.reached(world)

    def address(self, name, client, world):
        return self.place(client, world) if self.place else reverse(name)


def stranger(_world):
    return careful(None)


def signed_in_just_now(world):
    """Return a browser whose person has typed the password a moment ago."""
    client = sign_in()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def sign_in():
    client = careful(None)
    entry = {"login": "jonas", "password": PASSWORD}
    assert client.post(reverse("account_login"), entry).status_code == 302
    return client


def between_the_steps(world):
    """Return a browser whose person has still to give the code."""
    TOTP.activate(world.jonas, SECRET)
    return sign_in()


def with_a_second_step(world):
    """Return the browser of somebody who has turned the second step on."""
    client = signed_in_just_now(world)
    TOTP.activate(world.jonas, SECRET)
    return client


def behind_the_link(client, world):
    """Return where the mailed link leads."""
    return client.get(address_of(world.jonas)).url


TWO_PASSWORDS = {"password1": "kort", "password2": "kort"}
ACCOUNT = {
    "account_login": Page(stranger, {"login": "jonas", "password": "forkert"}),
    "account_reauthenticate": Page(lambda w: sign_in(), {"password": "forkert"}),
    "account_change_password": Page(
        signed_in_just_now, {"oldpassword": "forkert", **TWO_PASSWORDS}
    ),
    "account_reset_password_from_key": Page(stranger, TWO_PASSWORDS, behind_the_link),
    "mfa_activate_totp": Page(signed_in_just_now, {"code": "12"}),
    "mfa_authenticate": Page(between_the_steps, {"code": "12"}),
    "mfa_reauthenticate": Page(with_a_second_step, {"code": "12"}),
}
# Pages that take a POST and read nothing of what is sent, each with what they do.
READS_NOTHING = {
    "account_logout": "signs out",
    "mfa_deactivate_totp": "turns the second step off",
    "mfa_generate_recovery_codes": "makes new codes",
    "signed-in": "sends back to the writing that the sign-in ran out on",
    "mfa_index": "shows what is turned on",
    "mfa_view_recovery_codes": "shows the codes that are left",
    "mfa_download_recovery_codes": "gives them as a file",
    "account_reset_password": "says whom to ask",
    "account_signup": "says whom to ask",
    "account_email": "says whom to ask",
    "account_set_password": "says whom to ask",
}
