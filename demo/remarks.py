"""Remarks that leaders have read: released, but for those of the latest quarter."""

from datetime import date

from coordination.models import Membership
from coordination.models.organisation import Role
from coordination.person import load_person
from feedback.answer.closing import quarter_of
from feedback.remark import actions
from feedback.remark.models import Remark
from feedback.remark.names import names_in
from feedback.remark.screening import find, suggested


def read_remarks(*, today: date) -> None:
    """Let leaders of other departments release what is older than this quarter.

    What a machine proposes to take out is taken out, as most leaders would.
    """
    seats = Membership.objects.in_force().filter(role=Role.LEADER)
    people = sorted(set(seats.values_list("user", flat=True)))
    leaders = [person for pk in people if (person := load_person(pk))]
    waiting = Remark.objects.held().filter(month__lt=latest_quarter(today))
    names = names_in([remark.text for remark in waiting])
    reader = {
        pk: leader
        for leader in leaders
        for pk in Remark.objects.visible_to(leader).values_list("pk", flat=True)
    }
    for remark in waiting:
        if leader := reader.get(remark.pk):
            marks = find(remark.words, names)
            actions.release(remark, by=leader, out=suggested(marks))


def latest_quarter(today: date) -> date:
    """Return the first day of the quarter before this one."""
    first = quarter_of(today)
    month = first.month - 3
    return (
        first.replace(month=month)
        if month > 0
        else first.replace(year=first.year - 1, month=month + 12)
    )
