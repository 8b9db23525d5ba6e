"""How much of a visit a reader sees: what the citizen has agreed to."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from coordination.models import User
from mentors.mentorship.models import Mentorship
from mentors.visit.models import Visit, VisitQuerySet

Shared = Mentorship.Shared


@dataclass(frozen=True)
class Reading:
    """One visit as one reader sees it; what they may not read is empty."""

    visit: Visit
    wishes: str
    agreed: str
    to_whom: str
    next_at: datetime | None
    earlier: tuple["Reading", ...] = ()

    @property
    def is_corrected(self) -> bool:
        """Whether there are earlier versions to show along with it."""
        return bool(self.earlier)


def reading(visit: Visit, *, by: User, earlier: tuple[Reading, ...] = ()) -> Reading:
    """Return a visit as this person may read it.

    The mentor and the deputy read all of it, the departments what was agreed.
    """
    own = visit.mentorship.mentor_id in {by.pk, *by.covers}
    shared = Shared.FULL if own else visit.mentorship.shared
    all_of_it, summary = shared == Shared.FULL, shared in {Shared.FULL, Shared.SUMMARY}
    return Reading(
        visit=visit,
        wishes=visit.wishes if all_of_it else "",
        agreed=visit.agreed if summary else "",
        to_whom=visit.to_whom if all_of_it else "",
        next_at=visit.next_at if summary else None,
        earlier=earlier,
    )


def read_visits(*, by: User, limit: int, **which: Any) -> list[Reading]:
    """Return the newest visits a person may see, each with its earlier versions."""
    rows = Visit.objects.visible_to(by).filter(**which)
    newest = list(with_people(rows.current().newest_first())[:limit])
    same = Visit.objects.filter(visit_id__in=[visit.visit_id for visit in newest])
    same = same.exclude(pk__in=[visit.pk for visit in newest])
    before: dict[tuple[int, UUID], list[Reading]] = defaultdict(list)
    for visit in with_people(same.original_first()):
        before[visit.mentorship_id, visit.visit_id].append(reading(visit, by=by))
    return [
        reading(
            visit,
            by=by,
            earlier=tuple(before[visit.mentorship_id, visit.visit_id]),
        )
        for visit in newest
    ]


def with_people(visits: VisitQuerySet) -> VisitQuerySet:
    """Load along who wrote a visit, and what was agreed about sharing it."""
    loaded = visits.select_related("author", "mentorship")
    return loaded.prefetch_related("together_with")
