"""What staff are told about a handover: that it is there, and where to look."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.case.models import FIRST_NUMBER
from cases.handover.models import Handover
from cases.handover.words import Reached
from cases.involvement.actions import colleagues
from coordination.messages.compose import Content, composes
from coordination.messages.queue import queue
from coordination.messages.replay import is_replayed
from coordination.models import Event, Membership, Message, User
from coordination.models.organisation import Role
from coordination.reactions import after

# Subjects and texts go out by e-mail: departments, never a citizen.
SUBJECTS = {
    "offered": gettext_lazy("A baton is offered to you"),
    "reminded": gettext_lazy("Reminder: a baton is waiting for your answer"),
    "escalated": gettext_lazy("A baton has waited too long for an answer"),
    "alone": gettext_lazy("A baton has waited too long for an answer"),
    "accepted": gettext_lazy("Your baton has been accepted"),
    "declined": gettext_lazy("Your offer of the baton was declined"),
    "withdrawn": gettext_lazy("An offer of the baton was withdrawn"),
    "lapsed": gettext_lazy("Nobody answered your offer of the baton"),
    "taken": gettext_lazy("The baton was taken by the last-contact rule"),
    "objected": gettext_lazy("There is an objection to your takeover"),
}
LINES = {
    "offered": gettext_lazy(
        "%(giver)s offers you the baton in %(case)s. Say yes or no."
    ),
    "reminded": gettext_lazy(
        "%(giver)s is still waiting for your answer about the baton in %(case)s."
    ),
    "escalated": gettext_lazy(
        "%(receiver)s has not answered %(giver)s about the baton in %(case)s. Help"
        " them to an answer."
    ),
    "alone": gettext_lazy(
        "%(receiver)s has not answered about the baton in %(case)s, and there is no"
        " leader to tell. Call them, or take the offer back."
    ),
    "accepted": gettext_lazy("%(receiver)s has accepted the baton in %(case)s."),
    "declined": gettext_lazy(
        "%(receiver)s declined the baton in %(case)s. %(giver)s still has it."
    ),
    "withdrawn": gettext_lazy(
        "The offer of the baton from %(giver)s to %(receiver)s in %(case)s was"
        " withdrawn."
    ),
    "lapsed": gettext_lazy(
        "%(receiver)s never answered about the baton in %(case)s. %(giver)s still"
        " has it, and decides with the coordinator what happens now."
    ),
    "taken": gettext_lazy(
        "%(receiver)s had the last contact in %(case)s and took the baton from"
        " %(giver)s. You may object within two working days."
    ),
    "objected": gettext_lazy(
        "%(giver)s objects to your taking the baton in %(case)s. Whoever coordinates"
        " the case decides; you have it meanwhile."
    ),
}


def tell(
    event: Event, news: str, handover: Handover, people: Iterable[User | None]
) -> None:
    """Put one message on its way to each of these people, except who did it.

    A handover has each piece of news once, so nobody gets it twice, whatever is
    recorded twice.
    """
    for person in {p.pk: p for p in people if p and p.is_active}.values():
        if person.pk == event.by_id:
            continue
        queue(
            f"handover.{news}",
            key=f"handover:{handover.pk}:{news}:{person.pk}",
            user=person,
            handover=handover.pk,
            case=handover.case_id,
            giver=handover.giver_name,
            receiver=handover.receiver_name,
            to_staff=True,
        )


def of(event: Event) -> Handover:
    """Return the handover an event is about, with the people to tell."""
    people = ("giver_person", "to_person", "contact_person", "case__coordinator")
    return Handover.objects.select_related(*people).get(pk=event.subject_id)


def those_asked(handover: Handover) -> list[User]:
    """Return the person asked by name, or else the receiver's caseworkers."""
    if handover.to_person and handover.to_person.is_active:
        return [handover.to_person]
    seats = Membership.objects.in_force().filter(
        department=handover.receiver_id, role=Role.CASEWORKER
    )
    caseworkers = [seat.user for seat in seats.select_related("user")]
    return caseworkers or colleagues(handover.receiver_id)


def those_giving(handover: Handover) -> list[User | None]:
    """Return who has the baton meanwhile, who offered it, and the coordinator."""
    baton = handover.case.baton
    holder = baton.holder if baton else None
    return [holder, handover.giver_person, handover.case.coordinator]


@after("handover.offer")
def tell_of_offer(event: Event) -> None:
    """Tell the receiver; a takeover by rule is told of when it has happened."""
    if event.facts.get("origin") == "offer" and not is_replayed(event):
        handover = of(event)
        tell(event, "offered", handover, those_asked(handover))


@after("handover.remind")
def tell_again(event: Event) -> None:
    """Remind whoever was asked."""
    if not is_replayed(event):
        handover = of(event)
        tell(event, "reminded", handover, those_asked(handover))


@after("handover.escalate")
def tell_those_who_can_help(event: Event) -> None:
    """Tell whom the escalation reached; the holder, that there is nobody else."""
    if not is_replayed(event):
        news = "alone" if event.facts["reached"] == Reached.HOLDER else "escalated"
        people = User.objects.filter(pk__in=event.facts["told"])
        tell(event, news, of(event), people.order_by("pk"))


@after("handover.accept")
def tell_giver(event: Event) -> None:
    """Tell the giver that the baton has moved, and when they may object."""
    if is_replayed(event):
        return
    handover = of(event)
    news = "taken" if event.facts.get("origin") == "last_contact" else "accepted"
    tell(event, news, handover, [handover.giver_person, handover.case.coordinator])


@after("handover.decline")
def tell_of_decline(event: Event) -> None:
    """Tell the giver that they still have the baton."""
    if not is_replayed(event):
        handover = of(event)
        tell(event, "declined", handover, those_giving(handover))


@after("handover.withdraw")
def tell_of_withdrawal(event: Event) -> None:
    """Tell both sides that there is nothing to answer any more."""
    if not is_replayed(event):
        handover = of(event)
        people = [*those_asked(handover), *those_giving(handover)]
        tell(event, "withdrawn", handover, people)


@after("handover.lapse")
def tell_of_lapse(event: Event) -> None:
    """Tell the giver that nobody answered."""
    if not is_replayed(event):
        handover = of(event)
        tell(event, "lapsed", handover, those_giving(handover))


@after("handover.object_to")
def tell_of_objection(event: Event) -> None:
    """Tell the new contact person that the giver objects."""
    if not is_replayed(event):
        handover = of(event)
        tell(event, "objected", handover, [handover.contact_person])


def write(message: Message) -> Content:
    """Write a message to staff from what is known of the handover."""
    news = message.template.removeprefix("handover.")
    facts: dict[str, Any] = {
        **message.facts,
        "case": f"S-{FIRST_NUMBER + message.facts['case']}",
    }
    return Content(
        subject=str(SUBJECTS[news]),
        text=_("Sign in to Stafet to read more and to answer:"),
        line=str(LINES[news]) % facts,
        link=f"{settings.SITE_ADDRESS}/handovers/{message.facts['handover']}/",
    )


for each in SUBJECTS:
    composes(f"handover.{each}")(write)
