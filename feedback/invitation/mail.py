"""What is written to a citizen who is asked; nothing in it tells about the case."""

from django.utils.translation import gettext as _

from coordination.messages import Content, composes
from coordination.models import Message, Municipality
from feedback.invitation.models import Invitation
from feedback.invitation.token import link
from feedback.paper.letter import enclosed


def open_invitation(message: Message) -> Invitation | None:
    """Return the invitation a message is about, while it can be answered."""
    asked = Invitation.objects.filter(pk=message.facts["invitation"])
    return asked.filter(state=Invitation.State.SENT).first()


@composes("feedback/invitation/mail/invited")
def invited(message: Message) -> Content | None:
    """Ask for a minute of the citizen's time."""
    invitation = open_invitation(message)
    if invitation is None:
        return None
    sender = Municipality.current().name
    text = _(
        "You have a new contact person with us. We would like to know how the change"
        " went for you.\n\nThere are six short questions. It takes about a minute. It"
        " is up to you whether you answer, and it changes nothing in the help you get."
    )
    return Content(
        subject=_("How did the change go?"),
        link=link(invitation),
        **enclosed(message, invitation, text=f"{text}\n\n{sender}"),
    )


@composes("feedback/invitation/mail/reminded")
def reminded(message: Message) -> Content | None:
    """Remind once, with the same link."""
    invitation = open_invitation(message)
    if invitation is None:
        return None
    sender = Municipality.current().name
    text = _(
        "Some days ago we asked how the change of contact person went. You can still"
        " answer. We will not write about it again."
    )
    return Content(
        subject=_("You can still answer"),
        link=link(invitation),
        **enclosed(message, invitation, text=f"{text}\n\n{sender}"),
    )
