"""What citizens are told of their contact person, and staff of a case."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.case.contact_person import contact_person_of
from cases.case.models import FIRST_NUMBER, Case
from coordination.formats import day
from coordination.messages.compose import Content, composes
from coordination.messages.queue import queue
from coordination.messages.replay import is_replayed
from coordination.models import Event, Message, Municipality, User
from coordination.models.message import Channel, Stop
from coordination.organisation import leaders_of
from coordination.reactions import after

SUBJECTS = {
    "inherited": gettext_lazy("You have been given a baton"),
    "passed_on": gettext_lazy("A baton has moved in somebody's place"),
    "reassigned": gettext_lazy("You have been given a baton"),
    "coordinator": gettext_lazy("You have been named coordinator"),
    "stepped_in": gettext_lazy("You are the coordinator now"),
    "uncoordinated": gettext_lazy("A case has no coordinator any more"),
    "relieved": gettext_lazy("Somebody else coordinates a case of yours"),
    "coordinated": gettext_lazy("A case has a coordinator"),
}
LINES = {
    "inherited": gettext_lazy(
        "You have the baton in %(case)s, in somebody's place. Call the citizen."
    ),
    "passed_on": gettext_lazy(
        "The baton in %(case)s has moved, because its holder is no longer there."
    ),
    "reassigned": gettext_lazy("You are the contact person in %(case)s now."),
    "coordinator": gettext_lazy("You coordinate %(case)s, or stand in for who does."),
    "stepped_in": gettext_lazy(
        "You coordinate %(case)s now, because the coordinator is no longer there."
    ),
    "uncoordinated": gettext_lazy(
        "The coordinator of %(case)s is no longer there. Name another, or say why none"
        " is needed."
    ),
    "relieved": gettext_lazy("%(case)s has another coordinator and deputy now."),
    "coordinated": gettext_lazy(
        "A coordinator has been named in %(case)s, where you have the baton."
    ),
}


def tell(event: Event, news: str, person: User | None) -> None:
    """Put a message to one member of staff on its way, unless they did it."""
    if person and person.is_active and person.pk != event.by_id:
        queue(
            f"case.{news}",
            key=f"{event.pk}:{person.pk}",
            user=person,
            case=event.root_id,
            to_staff=True,
        )


@after("case.inherit")
def tell_heir(event: Event) -> None:
    """Tell the new holder, and the leader of the department that had the baton."""
    if is_replayed(event):
        return
    tell(event, "inherited", User.objects.filter(pk=event.facts["to"]).first())
    for leader in leaders_of(event.facts["from"]):
        if leader.pk != event.facts["to"]:
            tell(event, "passed_on", leader)


@after("case.reassign")
def tell_colleague(event: Event) -> None:
    """Tell the new contact person."""
    if not is_replayed(event):
        tell(event, "reassigned", User.objects.filter(pk=event.facts["to"]).first())


@after("case.coordinate")
def tell_coordinator(event: Event) -> None:
    """Tell who coordinates now and who no longer does, and whoever has the baton."""
    if is_replayed(event):
        return
    named = {event.facts["coordinator"], event.facts["deputy"]}
    before = set(event.facts["before"]) - {None}
    baton = Case.objects.get(pk=event.root_id or 0).baton
    holder = {baton.holder_id} if baton else set()
    for news, people in (
        ("coordinator", named),
        ("relieved", before - named),
        ("coordinated", holder - named - before),
    ):
        for person in User.objects.filter(pk__in=people).order_by("pk"):
            tell(event, news, person)


@after("case.inherit_coordination")
def tell_who_steps_in(event: Event) -> None:
    """Tell the new coordinator; without one, whoever holds the baton."""
    if is_replayed(event) or event.facts["left"] == "deputy":
        return
    if successor := event.facts["coordinator"]:
        tell(event, "stepped_in", User.objects.filter(pk=successor).first())
        return
    baton = Case.objects.get(pk=event.root_id or 0).baton
    if baton:
        tell(event, "uncoordinated", baton.holder)


@after("handover.accept", "case.reassign", "case.inherit")
def tell_citizen(event: Event) -> None:
    """Tell the citizen who the contact person is now."""
    if is_replayed(event):
        return
    case = Case.objects.select_related("citizen__recipient").get(pk=event.root_id or 0)
    if Stop.DEAD not in case.citizen.recipient.stops:
        queue(
            "contact_person",
            key=f"{event.pk}:citizen",
            recipient_id=case.citizen.recipient_id,
            case=case.pk,
        )


def write(message: Message) -> Content:
    """Write a message to staff about a case."""
    news = message.template.removeprefix("case.")
    number = f"S-{FIRST_NUMBER + message.facts['case']}"
    # who is relieved may have no part in the case any more
    place = "/" if news == "relieved" else f"/cases/{message.facts['case']}/"
    return Content(
        subject=str(SUBJECTS[news]),
        text=_("Sign in to Stafet to read more:"),
        line=str(LINES[news]) % {"case": number},
        link=f"{settings.SITE_ADDRESS}{place}",
    )


for each in SUBJECTS:
    composes(f"case.{each}")(write)


@composes("contact_person")
def write_to_citizen(message: Message) -> Content | None:
    """Write to the citizen, as much as the channel may carry; nothing after a death.

    What is written is what holds now: of two changes in a row both letters name the
    same person.
    """
    case = Case.objects.select_related("citizen").get(pk=message.facts["case"])
    recipient, person = message.recipient, contact_person_of(case)
    if recipient is None or person is None or Stop.DEAD in recipient.stops:
        return None
    sender = Municipality.current().name
    subject = _("Your contact person at %(sender)s") % {"sender": sender}
    if (message.channel or recipient.channel) == Channel.SMS:
        return Content(subject=subject, text=neutral(sender, person.phone))
    return Content(subject=subject, text="\n\n".join(paragraphs(person)))


def neutral(sender: str, phone: str) -> str:
    """Write a text message that tells nobody anything but that there is news."""
    text = _("%(sender)s has news for you. Call us on %(phone)s.")
    return text % {"sender": sender, "phone": phone}


def paragraphs(person: Any) -> list[str]:
    """Write who to turn to, how, and what happens next."""
    known = {**person._asdict(), "day": day(person.next_on)}
    told = [
        _("Hello"),
        _("%(name)s, %(department)s, is your contact person now.") % known,
    ]
    if person.phone and person.hours:
        told.append(_("Call %(phone)s, %(hours)s.") % known)
    elif person.phone:
        told.append(_("Call %(phone)s.") % known)
    if person.next_step:
        told.append(
            _("What happens now: %(next_step)s (%(next_by)s, by %(day)s).") % known
        )
    told.append(_("Call if there is anything you wonder about, whatever it concerns."))
    return told
