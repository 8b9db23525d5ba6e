"""What is written to a citizen who is asked; nothing in it tells about the case."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.messages import Content, composes, when_taken
from coordination.models import Message, Municipality
from coordination.models.message import Channel
from feedback.invitation import actions
from feedback.invitation.models import Invitation
from feedback.invitation.reason import never_now
from feedback.invitation.token import link
from feedback.language.offered import printed_in, spoken_to
from feedback.language.speech import speaking
from feedback.paper.letter import enclosed, is_letter

# A text message shows on a locked phone: it says who asks, and nothing about what.
ASKED_SHORTLY = gettext_lazy(
    "%(sender)s would like to hear what you think. It takes a couple of minutes, and"
    " you decide whether to answer:"
)
REMINDED_SHORTLY = gettext_lazy(
    "You can still tell %(sender)s what you think. We will not write about it again:"
)


def open_invitation(message: Message) -> Invitation | None:
    """Return the invitation a message is about, while it can be answered."""
    asked = Invitation.objects.filter(pk=message.facts["invitation"])
    return asked.filter(state=Invitation.State.SENT).first()


Asking = Callable[[Message, Invitation], Content]


def asks(
    template: str, *, shortly: str | Promise, again: bool = False
) -> Callable[[Asking], Asking]:
    """Let a function write to whoever is asked, in a language they are offered.

    It is called while the invitation can be answered; later there is nothing to say.
    A text message says `shortly` instead.
    Post may have waited for days, so the stop list is looked at once more: whoever is
    on it is not written to, and but for a reminder (`again`) was not asked either.
    """

    def register(ask: Asking) -> Asking:
        @composes(template)
        def compose(message: Message) -> Content | None:
            invitation = open_invitation(message)
            if invitation is None:
                return None
            if reason := never_now(message.recipient):
                if not again:
                    actions.take_back(invitation, reason=reason)
                return None
            with speaking(tongue_of(message, invitation)):
                if message.way == Channel.SMS:
                    return neutral(invitation, shortly)
                return ask(message, invitation)

        if not again:
            when_taken(template)(note_that_it_went_out)
        return ask

    return register


def note_that_it_went_out(message: Message) -> None:
    """Keep that a carrier has taken what somebody is asked with."""
    asked = Invitation.objects.filter(pk=message.facts["invitation"])
    asked.exclude(sent_at=None).update(went_out=True)


def neutral(invitation: Invitation, words: str | Promise) -> Content:
    """Return a text message: who asks, a sentence or two, and the link."""
    sender = Municipality.current().name
    text = str(words) % {"sender": sender}
    return Content(subject=sender, text=text, link=link(invitation))


def tongue_of(message: Message, invitation: Invitation) -> str:
    """Return the citizen's language where it is offered; letters know our two only."""
    recipient = message.recipient
    wanted = recipient.language if recipient else ""
    choose = printed_in if is_letter(message) else spoken_to
    return choose(wanted, invitation.instrument)


@asks("feedback/invitation/mail/invited", shortly=ASKED_SHORTLY)
def invited(message: Message, invitation: Invitation) -> Content:
    """Ask for a minute of the citizen's time."""
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


@asks("feedback/invitation/mail/reminded", shortly=REMINDED_SHORTLY, again=True)
def reminded(message: Message, invitation: Invitation) -> Content:
    """Remind once, with the same link."""
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
