"""What a person can do with an outing, one function for each verb."""

from datetime import datetime
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from coordination.models import User
from coordination.models.organisation import Role
from coordination.workflow import Refused, perform, whole
from mentors.mentorship.models import Mentorship
from mentors.outing.mail import tell_safe
from mentors.outing.models import USUAL_EXTENSION, Outing
from mentors.outing.watch import mentors_around


@whole
def begin(
    *,
    by: User,
    expected_back_at: datetime,
    colleague: User | None = None,
    mentorship: Mentorship | None = None,
) -> Outing:
    """Return the outing that begins now: somebody waits for the mentor."""
    outing = Outing(
        mentor=by,
        department_id=department_of(by, mentorship),
        colleague=colleague,
        mentorship=mentorship,
        expected_back_at=expected_back_at,
    )
    perform(outing.begin, by=by)
    around = mentors_around(outing.department_id, besides=by.pk)
    if colleague and colleague not in around:
        raise Refused(
            _(
                "%(person)s cannot be asked today. Choose another colleague, or let"
                " Stafet ask those who are at work."
            )
            % {"person": colleague}
        )
    return outing


@whole
def extend(
    outing: Outing,
    *,
    by: User,
    minutes: int = USUAL_EXTENSION,
    heard: str = "",
    seen: datetime | None = None,
    version: int | None = None,
) -> None:
    """Let a mentor stay longer; who is not the mentor says what they have heard."""
    told = words_of(outing, by=by, heard=heard)
    warned = people_warned(outing)
    perform(outing.extend, by=by, minutes=minutes, seen=seen, version=version, **told)
    tell_safe(outing, warned, by=by)


@whole
def come_back(
    outing: Outing, *, by: User, heard: str = "", version: int | None = None
) -> None:
    """Note that the mentor is back; who is not the mentor says how they know."""
    told = words_of(outing, by=by, heard=heard)
    warned = people_warned(outing)
    perform(outing.come_back, by=by, version=version, **told)
    tell_safe(outing, warned, by=by)


def people_warned(outing: Outing) -> set[int]:
    """Return who else worries about the mentor now, by their ids."""
    alarms = outing.alarms.filter(due_at=outing.expected_back_at)
    told = chain.from_iterable(alarms.values_list("told", flat=True))
    return set(told) - {outing.mentor_id}


def words_of(outing: Outing, *, by: User, heard: str) -> dict[str, Any]:
    """Return what somebody else has heard from the mentor, who needs no words."""
    if outing.mentor_id == by.pk:
        return {}
    if not heard.strip():
        raise Refused(
            _("Write how you know, for example that you have spoken with them.")
        )
    return {"heard": heard, "heard_by": by, "note": heard}


def department_of(mentor: User, mentorship: Mentorship | None) -> int:
    """Return the department whose people look after this mentor now."""
    if mentorship is not None:
        return mentorship.department_id
    seats = [seat for seat in mentor.seats if seat.role == Role.MENTOR]
    return seats[0].department_id if seats else 0
