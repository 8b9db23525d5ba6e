"""What is written to people who are asked in a round; nothing about their case."""

from django.utils.translation import gettext as _

from coordination.messages import Content
from coordination.models import Message, Municipality
from feedback.invitation.mail import ASKED_SHORTLY, REMINDED_SHORTLY, asks
from feedback.invitation.models import Invitation
from feedback.invitation.token import link
from feedback.paper.letter import enclosed


@asks("feedback/round/mail/invited", shortly=ASKED_SHORTLY)
def invited(message: Message, invitation: Invitation) -> Content:
    """Ask how the citizen experiences the help as a whole."""
    sender = Municipality.current().name
    text = _(
        "We would like to know how you experience the help from us. Your answers help"
        " us to do better.\n\nIt takes a few minutes. It is up to you whether you"
        " answer, and it changes nothing in the help you get."
    )
    return Content(
        subject=_("How do you experience the help from us?"),
        link=link(invitation),
        **enclosed(message, invitation, text=f"{text}\n\n{sender}"),
    )


@asks("feedback/round/mail/reminded", shortly=REMINDED_SHORTLY, again=True)
def reminded(message: Message, invitation: Invitation) -> Content:
    """Remind once, with the same link."""
    sender = Municipality.current().name
    text = _(
        "Some days ago we asked how you experience the help from us. You can still"
        " answer. We will not write about it again."
    )
    return Content(
        subject=_("You can still answer our questions"),
        link=link(invitation),
        **enclosed(message, invitation, text=f"{text}\n\n{sender}"),
    )
