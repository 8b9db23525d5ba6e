"""What happens to an invitation, one function for each verb."""

from datetime import datetime, timedelta

from django.utils import timezone

from coordination.messages import queue
from coordination.models import Municipality, Recipient
from coordination.record import announce
from coordination.workflow import is_historical, perform, whole
from feedback.invitation.models import Invitation
from feedback.invitation.token import digest, token
from feedback.round.models import Round


@whole
def send(invitation: Invitation, *, at: datetime | None = None) -> None:
    """Ask the citizen, unless something has come up since it was decided."""
    recipient = invitation.recipient
    if recipient is None:
        return
    if reason := recipient.reason_not_to_ask:
        perform(invitation.withhold, by=None, reason=reason, at=told(at))
        return
    days = Municipality.current().survey_open_days
    perform(
        invitation.send,
        by=None,
        digest=digest(token(invitation)),
        closes_at=(told(at) or timezone.now()) + timedelta(days=days),
        at=told(at),
    )
    if not is_historical():
        post(invitation, "invited")


@whole
def remind(invitation: Invitation, *, at: datetime | None = None) -> None:
    """Remind the citizen once, or leave somebody in peace who must not be asked."""
    recipient = invitation.recipient
    perform(invitation.remind, by=None, at=told(at))
    if recipient and not recipient.reason_not_to_ask and not is_historical():
        post(invitation, "reminded")


@whole
def take_back(invitation: Invitation, *, reason: str) -> None:
    """Count somebody as not asked whose first message must not leave any more."""
    # a round that is being closed counts whom it asked, once
    rounds = Round.objects.select_for_update(no_key=True, of=("self",))
    rounds.filter(invitations=invitation).first()
    perform(invitation.take_back, by=None, reason=reason)


@whole
def expire(invitation: Invitation, *, at: datetime | None = None) -> None:
    """Close an invitation whose last day is over."""
    perform(invitation.expire, by=None, at=told(at))


@whole
def bounce(invitation: Invitation) -> None:
    """Note that the invitation never reached the citizen."""
    perform(invitation.bounce, by=None)


@whole
def opt_out(invitation: Invitation) -> None:
    """Never ask this citizen again; an answer that has been given stands."""
    now = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    if now.state != Invitation.State.ANSWERED:
        perform(now.opt_out, by=None)
        leave_alone(now)
    elif leave_alone(now):
        # without the invitation, which would say about when it was answered
        announce("invitation.opt_out", facts={"recipient": str(now.recipient_id)})


def leave_alone(invitation: Invitation) -> bool:
    """Let nobody ask this person again; say if somebody could have until now."""
    if invitation.recipient_id is None:
        return False
    asked = Recipient.objects.filter(pk=invitation.recipient_id, opted_out_at=None)
    return bool(asked.update(opted_out_at=timezone.now()))


def post(invitation: Invitation, occasion: str) -> None:
    """Put a message with the link on its way; never the same one twice."""
    queue(
        f"feedback/invitation/mail/{occasion}",
        key=f"invitation:{invitation.pk}:{occasion}",
        recipient_id=invitation.recipient_id,
        invitation=invitation.pk,
    )


def told(at: datetime | None) -> datetime | None:
    """Return the moment only where the past is being replayed."""
    return at if is_historical() else None
