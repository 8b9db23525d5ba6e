"""When a mentorship may take a step, and who may let it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cases.consent.models import Consent
from cases.involvement.models import Basis, Kind
from coordination.models import Membership, User
from coordination.models.organisation import Role
from coordination.workflow import because, is_historical

if TYPE_CHECKING:
    from mentors.mentorship.models import Mentorship


@because(_("The case is closed. Reopen it first."))
def case_is_active(mentorship: "Mentorship") -> bool:
    """Ask whether the case is still worked on."""
    return bool(mentorship.case.is_active)


@because(
    _(
        "A mentor is proposed for this citizen already. Wait for the answer, or end"
        " that proposal first."
    )
)
def nothing_else_is_proposed(mentorship: "Mentorship") -> bool:
    """Ask whether this is the only proposal for the case."""
    return not mentorship.siblings().filter(state="proposed").exists()


@because(
    _(
        "The citizen has a mentor already. End that mentorship first, with a proper"
        " goodbye."
    )
)
def citizen_has_no_mentor(mentorship: "Mentorship") -> bool:
    """Ask whether no other mentorship of the case runs."""
    return not mentorship.siblings().filter(state="active").exists()


@because(_("No mentor is chosen yet. Choose one first."))
def mentor_is_chosen(mentorship: "Mentorship") -> bool:
    """Ask whether the proposal names a mentor."""
    return mentorship.mentor_id is not None


@because(
    _(
        "The chosen person no longer works as a mentor in this department. Choose"
        " another mentor."
    )
)
def mentor_still_works_there(mentorship: "Mentorship") -> bool:
    """Ask whether the named person, if any, is a mentor of the department now."""
    return mentorship.mentor_id is None or is_mentor(
        mentorship.mentor_id, mentorship.department_id
    )


@because(
    _(
        "This person has another part in the case already, and cannot be the mentor"
        " as well. Choose another mentor."
    )
)
def mentor_has_no_other_part(mentorship: "Mentorship") -> bool:
    """Ask whether the named person is not involved in the case as somebody else."""
    if mentorship.mentor_id is None:
        return True
    parts = mentorship.case.involvements.filter(
        person=mentorship.mentor_id, state="active"
    )
    return not parts.exclude(kind=Kind.MENTOR).exists()


@because(
    _(
        "The citizen's consent no longer holds, or does not cover the mentor's"
        " department. Ask the citizen again."
    )
)
def basis_holds(mentorship: "Mentorship") -> bool:
    """Ask whether the mentor may still know what the proposal says."""
    if mentorship.basis != Basis.CONSENT or is_historical():
        return True
    covering = Consent.objects.covering(mentorship.department_id)
    return covering.filter(
        pk=mentorship.consent_id or 0, case=mentorship.case_id
    ).exists()


def is_mentor(person_id: int, department_id: int) -> bool:
    """Say whether a person works as a mentor in a department now."""
    seats = Membership.objects.in_force().filter(role=Role.MENTOR)
    return seats.filter(user=person_id, department=department_id).exists()


def by_those_responsible(mentorship: "Mentorship", user: User) -> bool:
    """Let the department that holds the baton, or the coordinator."""
    return mentorship.case.is_run_by(user)


def by_whoever_matches(mentorship: "Mentorship", user: User) -> bool:
    """Let leaders and coordinators of the department that lends the mentor."""
    return user.has_role(
        Role.LEADER, Role.COORDINATOR, department=mentorship.department_id
    )


def by_mentor(mentorship: "Mentorship", user: User) -> bool:
    """Let the mentor, or who stands in for the mentor."""
    return mentorship.mentor_id in {user.pk, *user.covers}


def by_mentors_side(mentorship: "Mentorship", user: User) -> bool:
    """Let the mentor, or the department that lends the mentor."""
    return by_mentor(mentorship, user) or by_whoever_matches(mentorship, user)


def by_either_side(mentorship: "Mentorship", user: User) -> bool:
    """Let the mentor's side, or whoever answers for the case."""
    return by_mentors_side(mentorship, user) or by_those_responsible(mentorship, user)


def by_both_departments(mentorship: "Mentorship", user: User) -> bool:
    """Let the department that lends the mentor, or whoever answers for the case."""
    return by_whoever_matches(mentorship, user) or by_those_responsible(
        mentorship, user
    )
