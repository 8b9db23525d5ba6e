"""What a letter with questions holds besides the link: code, and the questions."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.models import Message
from coordination.models.message import Channel
from feedback.instrument.catalogue import load
from feedback.invitation.code import code_of
from feedback.invitation.mode import Mode
from feedback.invitation.models import Invitation
from feedback.paper.sheet import form_of


def is_letter(message: Message) -> bool:
    """Say whether a message travels on paper."""
    return message.way == Channel.LETTER


def enclosed(message: Message, invitation: Invitation, *, text: str) -> dict[str, Any]:
    """Return text, code and questions for a letter; for other post the text.

    Where there is a tablet at the counter, the code for it stands in the text.
    A round that takes no answers on paper encloses no questions. Nothing here is about
    the person: what names them is in the window, and the code is nobody's number.
    """
    held = invitation.round
    if not is_letter(message):
        if held and Mode.TABLET in held.modes:
            text = f"{text}\n\n{at_the_counter(invitation)}"
        return {"text": text}
    told: dict[str, Any] = {
        "code": code_of(invitation),
        "code_words": _("Or write this code at %(place)s:")
        % {"place": f"{settings.SITE_ADDRESS}{reverse('survey-code')}"},
    }
    if held is None or Mode.PAPER in held.modes:
        back = _(
            "You can also tick your answers on the next pages and send them back to us."
        )
        asked = held.asked if held else load(invitation.instrument)
        told["form"] = form_of(asked, held.items if held else ())
        text = f"{text}\n\n{back}"
    return {"text": text, **told}


def at_the_counter(invitation: Invitation) -> str:
    """Say how to answer on a tablet instead."""
    return _(
        "You can also answer on the tablet at our counter. Write this code on it:"
        " %(code)s"
    ) % {"code": code_of(invitation)}
