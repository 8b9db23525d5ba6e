"""Who is told at once that a case was opened in an emergency."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from cases.case.models import FIRST_NUMBER
from coordination.formats import clock
from coordination.messages.compose import Content, composes
from coordination.messages.queue import queue
from coordination.messages.replay import is_replayed
from coordination.models import Event, Membership, Message, User
from coordination.models.organisation import CASEWORK_ROLES, Role
from coordination.organisation import leaders_of
from coordination.reactions import after


def those_to_judge(event: Event) -> Iterable[User]:
    """Return the leaders of the person and of the baton's department, and auditors."""
    seats = Membership.objects.in_force().filter(
        user=event.by_id, role__in=CASEWORK_ROLES
    )
    departments = set(seats.values_list("department", flat=True))
    departments.add(event.facts["holding"] or 0)
    for department in sorted(departments):
        yield from leaders_of(department)
    auditors = Membership.objects.in_force().filter(role=Role.AUDITOR)
    for seat in auditors.select_related("user"):
        yield seat.user


@after("case.open_in_emergency")
def tell_at_once(event: Event) -> None:
    """Put one message on its way to each who is to judge it, but not the person."""
    if is_replayed(event):
        return
    for person in {user.pk: user for user in those_to_judge(event)}.values():
        if person.pk == event.by_id:
            continue
        queue(
            "case.opened_in_emergency",
            key=f"{event.pk}:{person.pk}",
            user=person,
            case=event.root_id,
            person=event.by_id,
            department=event.department_name,
            until=event.facts["until"],
            to_staff=True,
        )


@composes("case.opened_in_emergency")
def write(message: Message) -> Content:
    """Write that a case was opened; by e-mail neither who nor which."""
    facts = message.facts
    return Content(
        subject=_("A case was opened in an emergency"),
        text=_("Sign in to Stafet to see who opened it, and why:"),
        line=_("%(person)s, %(department)s, opened %(case)s in an emergency.")
        % {
            "person": User.objects.get(pk=facts["person"]),
            "department": facts["department"],
            "case": f"S-{FIRST_NUMBER + facts['case']}",
        }
        + " "
        + _("It can be read until %(time)s.")
        % {"time": clock(datetime.fromisoformat(facts["until"]))},
        link=f"{settings.SITE_ADDRESS}/emergency/looks/",
    )
