"""The last-contact rule where the municipality lets a mentor's visit count.

A mentor holds no baton and decides nothing about it, so the rule proposes to those who
may: the leaders of the mentor's department, if it takes part in the case and does not
hold the baton. They take it with a contact on the case's page, or let it be.

Where visits do not count, as is usual, a mentor is no department (DESIGN §3): a visit
is then no later contact either, and a department that met the citizen before it may
take the baton. Where they count, it is the mentor's department that met them last.
"""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from cases.contact.elsewhere import knows_of_meetings
from cases.involvement.models import Involvement
from coordination.messages import Content, composes, queue
from coordination.models import Event, Message, Municipality
from coordination.organisation import leaders_of
from coordination.reactions import after
from mentors.visit.intake import COUNTING
from mentors.visit.models import Visit

TEMPLATE = "mentors/visit/mail/last_contact"


@after("visit.log")
def propose_the_baton(event: Event) -> None:
    """Ask the leaders whether their department takes the baton, once for each visit."""
    if not event.facts["counts"]:
        return
    visit = Visit.objects.select_related("mentorship", "case").get(pk=event.subject_id)
    department, case = visit.mentorship.department_id, visit.case
    parties = Involvement.objects.active().parties().filter(case=case)
    baton = case.baton
    if baton is None or baton.department_id == department:
        return
    if not parties.filter(department=department).exists():
        return
    for leader in leaders_of(department):
        queue(
            TEMPLATE,
            key=f"visit-last-contact-{visit.visit_id}-{leader.pk}",
            user=leader,
            case=case.pk,
        )


@knows_of_meetings
def visited_by_another(case: int, besides: int, since: datetime) -> bool:
    """Say whether a mentor of another department that takes part visited since."""
    if not Municipality.current().visits_count_as_contact:
        return False
    parties = Involvement.objects.active().parties().filter(case=case)
    visits = Visit.objects.current().filter(
        case=case,
        outcome=Visit.Outcome.DONE,
        kind__in=COUNTING,
        late=[],
        started_at__gte=since,
        mentorship__department__in=parties.values("department"),
    )
    return visits.exclude(mentorship__department=besides).exists()


@composes(TEMPLATE)
def written(message: Message) -> Content:
    """Say that a mentor had the last contact, and where the baton can be taken."""
    text = _(
        "A mentor from your department had the last contact with a citizen whose baton"
        " another department holds. See the case, and take the baton if it should"
        " follow."
    )
    return Content(
        subject=_("Your department had the last contact"),
        text=text,
        line=text,
        link=f"{settings.SITE_ADDRESS}/cases/{message.facts['case']}/contact/",
    )
