"""The last-contact rule where the municipality lets a mentor's visit count.

A mentor holds no baton and decides nothing about it, so the rule proposes to those who
may: the leaders of the mentor's department, if it takes part in the case and does not
hold the baton. They take it with a contact on the case's page, or let it be.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from cases.involvement.models import Involvement
from coordination.messages import Content, composes, queue
from coordination.models import Event, Message
from coordination.organisation import leaders_of
from coordination.reactions import after
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
