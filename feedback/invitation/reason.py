"""Why somebody is not asked; one of these stands beside each who is not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.models import Recipient


class Reason(models.TextChoices):
    """Why a citizen is not asked."""

    HISTORICAL = "historical", _("Imported from the past")
    NO_RECIPIENT = "no_recipient", _("Nobody to ask")
    NO_CHANNEL = "no_channel", _("No way to reach the citizen")
    OPTED_OUT = "opted_out", _("Does not want to be asked")
    ASKED_RECENTLY = "asked_recently", _("Was asked recently")
    CRISIS = "crisis", _("In crisis")
    HOSPITAL = "hospital", _("In hospital")
    DEAD = "dead", _("Has died")
    PROTECTED = "protected", _("Protected address")
    ROUND_OVER = "round_over", _("The round ended before their turn")
    CALLED_OFF = "called_off", _("The round was called off")


def never_now(recipient: Recipient | None) -> str:
    """Return why this person must not be asked, however they could be reached."""
    reason = recipient.reason_not_to_ask if recipient else ""
    return "" if reason == Reason.NO_CHANNEL else reason
