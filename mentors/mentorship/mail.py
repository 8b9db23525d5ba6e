"""What is written to staff about mentorships: a link, nothing about the citizen."""

from django.conf import settings
from django.utils.translation import gettext as _

from coordination.messages import Content, composes
from coordination.models import Message
from mentors.mentorship.models import Mentorship


def found(message: Message) -> Mentorship | None:
    """Return the mentorship a message is about."""
    return Mentorship.objects.filter(pk=message.facts["mentorship"]).first()


def written(subject: str, text: str, address: str) -> Content:
    """Return a message with a link to a page of ours."""
    return Content(
        subject=subject, text=text, line=text, link=f"{settings.SITE_ADDRESS}{address}"
    )


@composes("mentors/mentorship/mail/proposed")
def proposed(message: Message) -> Content | None:
    """Say that a citizen waits for a mentor, as long as that is so."""
    mentorship = found(message)
    if mentorship is None or mentorship.state != Mentorship.State.PROPOSED:
        return None
    return written(
        _("A citizen waits for a mentor"),
        _("A citizen waits for a mentor from your department."),
        mentorship.get_absolute_url(),
    )


@composes("mentors/mentorship/mail/begun")
def begun(message: Message) -> Content | None:
    """Say that a mentor has a new citizen."""
    mentorship = found(message)
    if mentorship is None or mentorship.state != Mentorship.State.ACTIVE:
        return None
    return written(
        _("You have a new citizen"),
        _("You are the mentor of a new citizen. Plan your first visit."),
        f"/field/{mentorship.pk}/",
    )


@composes("mentors/mentorship/mail/ended")
def ended(message: Message) -> Content | None:
    """Say that a citizen no longer has a mentor."""
    mentorship = found(message)
    if mentorship is None:
        return None
    return written(
        _("A mentorship has ended"),
        _(
            "A mentorship has ended. See what the citizen takes along, and decide what"
            " is next."
        ),
        f"/cases/{mentorship.case_id}/mentorship/",
    )


@composes("mentors/mentorship/mail/ends_soon")
def ends_soon(message: Message) -> Content | None:
    """Say that a mentorship must be renewed or brought to a good end."""
    mentorship = found(message)
    if mentorship is None or mentorship.state != Mentorship.State.ACTIVE:
        return None
    if mentorship.until.isoformat() != message.facts["until"]:
        return None  # renewed meanwhile
    return written(
        _("A mentorship ends soon"),
        _(
            "A mentorship ends within two weeks. Renew it, or plan with the citizen how"
            " it ends."
        ),
        mentorship.get_absolute_url(),
    )
