"""In which way somebody is asked, and in which they answer."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """A way to answer; reported apart, because the way changes what people say."""

    WEB = "web", _("Own phone or computer")
    LETTER = "letter", _("Letter with a code")
    TABLET = "tablet", _("Tablet at the counter")
    PHONE = "phone", _("Interview by phone")
    FACE_TO_FACE = "face_to_face", _("Interview in person")
    PAPER = "paper", _("On paper")


# Somebody asks the questions aloud: never the mentor, the giver or the receiver.
BY_INTERVIEWER: Final = (Mode.PHONE, Mode.FACE_TO_FACE)
# What Stafet itself sends out, and reminds of.
BY_POST: Final = (Mode.WEB, Mode.LETTER)
# Open to whoever comes, asked or not.
FOR_WALK_INS: Final = (Mode.TABLET, Mode.PAPER)
OF_CHANNEL: Final = {
    "email": Mode.WEB,
    "sms": Mode.WEB,
    "digital_post": Mode.WEB,
    "letter": Mode.LETTER,
}


def mode_of(channel: str) -> str:
    """Return the way to answer that goes with how somebody is written to."""
    return OF_CHANNEL.get(channel, Mode.WEB).value
