"""How a case's timeline tells of visits: in as much as the citizen agreed to."""

from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from cases.case.timeline import Chip, Said, tell
from coordination.models import Event, User
from mentors.visit.models import Visit
from mentors.visit.sharing import reading


def tell_visits(events: list[Event], _case: Case, user: User) -> dict[int, Said]:
    """Return the visits one may see, each as far as one may read it."""
    ids = {event.pk: int(event.subject_id) for event in events}
    rows = Visit.objects.visible_to(user).select_related("mentorship")
    visits = rows.in_bulk(list(ids.values()))
    return {event: said(visits[pk], user) for event, pk in ids.items() if pk in visits}


def said(visit: Visit, user: User) -> Said:
    """Return one visit in the words of the timeline."""
    shown = reading(visit, by=user)
    title = visit.get_kind_display()
    if visit.outcome != Visit.Outcome.DONE:
        title = f"{title} · {visit.get_outcome_display()}"
    text = "\n".join(filter(None, [shown.wishes, shown.agreed]))
    return Said(text=text, at=visit.started_at, title=title)


for step, title in (("log", _("Visit")), ("correct", _("Visit, corrected"))):
    tell(
        f"visit.{step}",
        title,
        chip=Chip.VISIT,
        icon="home",
        teller=tell_visits,
        private=True,
    )
