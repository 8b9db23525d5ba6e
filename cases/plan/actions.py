"""What a person can do with goals and measures."""

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.case.models import Case
from cases.plan.measure import Measure
from cases.plan.models import Goal, Plan
from coordination.models import User
from coordination.workflow import Refused, perform, whole

NEAREST_DEADLINE = """
    UPDATE cases_case SET next_due_on = (
        SELECT min(due_on) FROM cases_measure
        WHERE case_id = %(case)s AND state = 'open'
    ) WHERE id = %(case)s
    RETURNING next_due_on
"""


@whole
def agree(case: Case, *, by: User, review_on: date, version: int | None = None) -> Plan:
    """Return the shared plan, to be looked at again at most half a year ahead."""
    if not timezone.localdate() <= review_on <= Plan.latest_review():
        raise Refused(
            _("Choose a day from today until %(latest)s.")
            % {"latest": date_format(Plan.latest_review(), "DATE_FORMAT")}
        )
    plan = Plan.objects.filter(case=case).first() or Plan(
        case=case, review_on=review_on
    )
    perform(plan.agree, by=by, review_on=review_on, version=version)
    return plan


@whole
def set_goal(case: Case, *, by: User, words: str, at: datetime | None = None) -> Goal:
    """Return a new goal, in the citizen's words."""
    goal = Goal(case=case, words=words)
    perform(goal.set_goal, by=by, at=at)
    return goal


@whole
def reach(goal: Goal, *, by: User, version: int | None = None) -> None:
    """Note that the citizen has reached the goal."""
    perform(goal.reach, by=by, version=version)


@whole
def drop_goal(goal: Goal, *, by: User, version: int | None = None) -> None:
    """Note that the citizen wants something else now."""
    perform(goal.drop, by=by, version=version)


@whole
def add(
    case: Case,
    *,
    by: User | None,
    what: str,
    responsible: User,
    due_on: date,
    kind: str = Measure.Kind.MEASURE,
    goal: Goal | None = None,
    key: str = "",
    at: datetime | None = None,
) -> Measure:
    """Return a new measure: one responsible person, one day.

    `key` names what caused it; a cause makes one measure, however often it is told.
    """
    if key and (known := Measure.objects.filter(key=key).first()):
        return known
    measure = Measure(
        case=case,
        kind=kind,
        what=what,
        responsible=responsible,
        due_on=due_on,
        goal=goal,
        key=key,
    )
    perform(measure.add, by=by, at=at)
    keep_deadline(case)
    return measure


@whole
def set_next_step(
    case: Case,
    *,
    by: User,
    what: str,
    responsible: User,
    due_on: date,
    at: datetime | None = None,
) -> Measure:
    """Return the case's next dated step: the open one changed, or a new one."""
    told: dict[str, Any] = {
        "what": what,
        "responsible": responsible,
        "due_on": due_on,
    }
    step = Measure.objects.open().filter(case=case, kind=Measure.Kind.NEXT_STEP).first()
    if step is None:
        return add(case, by=by, kind=Measure.Kind.NEXT_STEP, at=at, **told)
    if any(getattr(step, name) != value for name, value in told.items()):
        perform(step.change, by=by, at=at, **told)
        keep_deadline(case)
    return step


@whole
def change(
    measure: Measure,
    *,
    by: User,
    what: str,
    responsible: User,
    due_on: date,
    version: int | None = None,
) -> None:
    """Change what is to be done, by whom or when."""
    perform(
        measure.change,
        by=by,
        what=what,
        responsible=responsible,
        due_on=due_on,
        version=version,
    )
    keep_deadline(measure.case)


@whole
def finish(
    measure: Measure,
    *,
    by: User,
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Note that a measure is done."""
    perform(measure.finish, by=by, version=version, at=at)
    keep_deadline(measure.case)


@whole
def drop(
    measure: Measure, *, by: User, note: str = "", version: int | None = None
) -> None:
    """Note that a measure is no longer to be done."""
    perform(measure.drop, by=by, because=note, note=note, version=version)
    keep_deadline(measure.case)


def keep_deadline(case: Case) -> None:
    """Keep the case's nearest deadline, by which worklists are sorted."""
    with connection.cursor() as cursor:
        cursor.execute(NEAREST_DEADLINE, {"case": case.pk})
        (case.next_due_on,) = cursor.fetchone()
