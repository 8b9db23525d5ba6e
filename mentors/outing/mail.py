"""What is sent about a mentor who is overdue: no citizen, no address, no case.

A text message may be read on a locked screen by anybody, so it names nobody at all;
who it is about, and the number to ring, are inside Stafet.
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from coordination.formats import clock
from coordination.messages import Content, composes, queue
from coordination.models import Message, User
from coordination.models.message import Channel
from mentors.outing.models import Outing


def send(news: str, outing: Outing, people: Iterable[User], *, about: str) -> None:
    """Put one message on its way to each: to the phone, or by e-mail without one."""
    for person in people:
        queue(
            f"mentors/outing/mail/{news}",
            key=f"outing-{outing.pk}-{news}-{about}-{person.pk}",
            user=person,
            channel=Channel.SMS.value if person.phone else "",
            outing=outing.pk,
            due=outing.expected_back_at.isoformat(),
        )


def tell_safe(outing: Outing, people: Iterable[int], *, by: User) -> None:
    """Tell those who were worried that somebody has heard from the mentor."""
    others = User.objects.filter(pk__in=people, is_active=True).exclude(pk=by.pk)
    send("safe", outing, others, about=f"v{outing.version}")


def found(message: Message) -> Outing | None:
    """Return the outing a message is about, as long as it is kept."""
    rows = Outing.objects.select_related("mentor")
    return rows.filter(pk=message.facts["outing"]).first()


def overdue(message: Message) -> Outing | None:
    """Return the outing, as long as nobody has heard from the mentor."""
    outing = found(message)
    if outing is None or outing.state != Outing.State.OUT:
        return None
    still = outing.expected_back_at.isoformat() == message.facts["due"]
    return outing if still else None


def written(subject: str, text: str, *, line: str, address: str) -> Content:
    """Return a message that says to the outside no more than what must be done."""
    link = f"{settings.SITE_ADDRESS}{address}"
    return Content(subject=subject, text=text, line=line, link=link)


@composes("mentors/outing/mail/remind")
def remind(message: Message) -> Content | None:
    """Ask the mentor to check out, or to take more time."""
    outing = overdue(message)
    if outing is None:
        return None
    text = _("Are you back? Check out, or take more time. Otherwise a colleague rings.")
    return written(_("Are you back?"), text, line=text, address="/field/out/")


@composes("mentors/outing/mail/ask_colleague")
def ask_colleague(message: Message) -> Content | None:
    """Ask a colleague to ring."""
    outing = overdue(message)
    if outing is None:
        return None
    return written(
        _("A colleague has not checked out"),
        _("A colleague has not checked out. See who it is, and ring now."),
        line=_("%(mentor)s has not checked out. Ring now: %(phone)s.")
        % {"mentor": outing.mentor, "phone": phone_of(outing.mentor)},
        address=outing.get_absolute_url(),
    )


@composes("mentors/outing/mail/tell_leaders")
def tell_leaders(message: Message) -> Content | None:
    """Tell the leaders that nobody has heard from the mentor."""
    outing = overdue(message)
    if outing is None:
        return None
    return written(
        _("Nobody has heard from a mentor"),
        _("Nobody has heard from a mentor who should be back. See who it is, and act."),
        line=_("Nobody has heard from %(mentor)s, who should be back at %(clock)s.")
        % {"mentor": outing.mentor, "clock": clock(outing.expected_back_at)},
        address=outing.get_absolute_url(),
    )


@composes("mentors/outing/mail/safe")
def safe(message: Message) -> Content | None:
    """Say that the worry is over."""
    outing = found(message)
    if outing is None:
        return None
    return written(
        _("Your colleague has been heard from"),
        _("Your colleague has been heard from. You need not do anything more."),
        line=_("%(mentor)s has been heard from. You need not do anything more.")
        % {"mentor": outing.mentor},
        address=outing.get_absolute_url(),
    )


def phone_of(person: User) -> str:
    """Return the number to ring, or say that there is none."""
    return person.phone or _("no number is on file")
