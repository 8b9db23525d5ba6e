"""Handovers in the phrases the code uses, and who takes part around one."""

from typing import TYPE_CHECKING, NamedTuple, Self

from django.db.models import Exists, OuterRef, Q

from cases.baton.models import BatonPeriod
from coordination.access import VisibleQuerySet, granted
from coordination.models import User

if TYPE_CHECKING:
    from cases.handover.models import Handover  # noqa: F401 - named in a string


class Party(NamedTuple):
    """A department or person with a part in the case."""

    kind: str
    department_id: int | None
    person_id: int | None


class HandoverQuerySet(VisibleQuerySet["Handover"]):
    """Handovers in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep those of visible cases, and the open offers to one's departments.

        While offered, the receiver sees the handover with its frozen charter, and
        nothing else of the case.
        """
        to_us = Q(state="offered", receiver__in=user.department_ids)
        return self.filter(granted(user, case="case_id") | to_us)

    def offered(self) -> Self:
        """Keep those waiting for an answer."""
        return self.filter(state="offered")

    def accepted(self) -> Self:
        """Keep those that the receiver took."""
        return self.filter(state__in=["accepted", "completed"])

    def still_there(self) -> Self:
        """Keep those whose receiver has had the baton ever since.

        A colleague may have become contact person; the department is the same.
        """
        periods = BatonPeriod.objects.filter(case=OuterRef("case"))
        theirs = periods.current().filter(department=OuterRef("receiver"))
        later = periods.filter(since__gt=OuterRef("accepted_at"))
        elsewhere = later.exclude(department=OuterRef("receiver"))
        return self.filter(Exists(theirs), ~Exists(elsewhere))

    def waiting_for_contact(self) -> Self:
        """Keep those whose new contact person has yet to meet the citizen."""
        return self.filter(state="accepted").still_there()
