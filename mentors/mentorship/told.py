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


def tell_mentorships(events: list[Event], case: Case, user: User) -> dict[int, Said]:
    """Return whom each step was about, and the words of its goodbye."""
    rows = Mentorship.objects.visible_to(user).filter(case=case)
    found = {str(row.pk): row for row in rows.select_related("mentor", "department")}
    said = {}
    for event in events:
        if row := found.get(event.subject_id):
            words = row.takes_along if event.kind == "mentorship.end" else row.goal
            text = "\n".join(filter(None, [str(row.mentor or row.department), words]))
            said[event.pk] = Said(text=text, href=row.get_absolute_url())
    return said


for step, title in TITLES.items():
    tell(
        f"mentorship.{step}",
        title,
        chip=Chip.VISIT,
        icon="mentor",
        teller=tell_mentorships,
    )
