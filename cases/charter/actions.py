"""Keeping a case's charter current."""

from datetime import date, datetime
from typing import Any

from cases.case.models import Case
from cases.charter.models import Charter
from cases.plan import actions as plan
from coordination.models import User
from coordination.workflow import perform, whole


@whole
def keep(
    case: Case,
    *,
    by: User,
    next_what: str = "",
    next_by: User | None = None,
    next_on: date | None = None,
    version: int | None = None,
    at: datetime | None = None,
    **texts: str,
) -> Charter:
    """Return the charter as it stands now, with its next dated step."""
    charter = Charter.objects.filter(case=case).first() or Charter(case=case)
    written: dict[str, Any] = {**texts, "by_whom": by}
    perform(charter.keep, by=by, version=version, at=at, **written)
    if next_what and next_by and next_on:
        plan.set_next_step(
            case, by=by, what=next_what, responsible=next_by, due_on=next_on, at=at
        )
    return charter
