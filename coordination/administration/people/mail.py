"""What a person is mailed so that they can choose their password."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.http import int_to_base36
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.messages.compose import Content, composes
from coordination.models import Message, User

DAY = 24 * 60 * 60


@composes("coordination/administration/link")
def write_link(message: Message) -> Content | None:
    """Return the mail with the way in; read later in Stafet, it has no link any more.

    The link is made while sending and is stored nowhere.
    """
    user = message.user
    if user is None or not user.is_active:
        return None
    days = settings.PASSWORD_RESET_TIMEOUT // DAY
    text = ngettext(
        "Your user name is %(username)s. Choose your password by the link below. It"
        " works once, and for %(days)s day.",
        "Your user name is %(username)s. Choose your password by the link below. It"
        " works once, and for %(days)s days.",
        days,
    )
    on_its_way = message.state == Message.State.QUEUED
    return Content(
        subject=_("Your way into Stafet"),
        text=text % {"username": user.username, "days": days},
        line=_(
            "An administrator has mailed you a link to choose a password. If you did"
            " not ask for it, tell your administrator."
        ),
        link=settings.SITE_ADDRESS + address_of(user) if on_its_way else "",
    )


def address_of(user: User) -> str:
    """Return where a person chooses a password; spent by choosing one."""
    key = default_token_generator.make_token(user)
    return reverse(
        "account_reset_password_from_key", args=[int_to_base36(user.pk), key]
    )
