"""How a case's timeline tells of mentorships."""

from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from cases.case.timeline import Chip, Said, tell
from coordination.models import Event, User
from mentors.mentorship.models import Mentorship

TITLES = {
    "propose": _("Mentor asked for"),
    "activate": _("Mentorship begun"),
    "renew": _("Mentorship renewed"),
    "end": _("Mentorship ended"),
}


def tell_mentorships(events: list[Event], case: Case, _user: User) -> dict[int, Said]:
    """Return who the mentor is, and where the mentorship's own words stand."""
    people = {part.person_id: part.person for part in case.involvements.all()}
    return {
        event.pk: Said(
            text=str(people.get(event.facts.get("mentor")) or ""),
            href=Mentorship(pk=int(event.subject_id)).get_absolute_url(),
        )
        for event in events
    }


for step, title in TITLES.items():
    tell(
        f"mentorship.{step}",
        title,
        chip=Chip.VISIT,
        icon="mentor",
        teller=tell_mentorships,
    )
