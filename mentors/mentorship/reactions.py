"""What mentorships do when something else happens, and who is told of them."""

from typing import Any

from coordination.messages.queue import queue
from coordination.models import Event, Membership
from coordination.models.organisation import Role
from coordination.reactions import after, during
from mentors.mentorship import actions
from mentors.mentorship.models import Mentorship

Ending = Mentorship.Ending


def end_all(because: str, *, event: Event, **which: Any) -> None:
    """End the mentorships that have lost their ground."""
    running = Mentorship.objects.filter(state__in=["proposed", "active"], **which)
    for mentorship in running.order_by("case_id", "pk"):
        actions.end(mentorship, by=None, because=because)


@during("case.close")
def end_with_the_case(event: Event) -> None:
    """End the mentor's part when the case is closed."""
    end_all(Ending.CASE_CLOSED, event=event, case=event.root_id)


@during("consent.withdraw")
@during("consent.expire")
def end_with_the_consent(event: Event) -> None:
    """End at once what rests on a consent that no longer holds."""
    end_all(Ending.CONSENT_GONE, event=event, consent=event.subject_id)


@during("user.deactivate")
def end_with_the_person(event: Event) -> None:
    """End the mentorships of a mentor who can no longer sign in."""
    end_all(Ending.MENTOR_LEFT, event=event, mentor=event.facts["user"])


@during("membership.end")
def end_with_the_membership(event: Event) -> None:
    """End the mentorships of a mentor who has left the department."""
    user, department = event.facts["user"], event.facts["department"]
    seats = Membership.objects.in_force().filter(role=Role.MENTOR)
    if not seats.filter(user=user, department=department).exists():
        end_all(Ending.MENTOR_LEFT, event=event, mentor=user, department=department)


@after("mentorship.propose")
def tell_the_department(event: Event) -> None:
    """Tell those who match that a citizen waits, and a mentor who is named."""
    seats = Membership.objects.in_force().filter(
        department=event.facts["department"],
        role__in=[Role.LEADER, Role.COORDINATOR],
    )
    people = {seat.user for seat in seats.select_related("user")}
    named = Mentorship.objects.select_related("mentor").get(pk=event.subject_id).mentor
    for person in people | ({named} if named else set()):
        queue(
            "mentors/mentorship/mail/proposed",
            key=f"mentorship-proposed-{event.pk}-{person.pk}",
            user=person,
            mentorship=event.subject_id,
        )


@after("mentorship.activate")
def tell_the_mentor(event: Event) -> None:
    """Tell the mentor that it has begun, unless they did it themselves."""
    mentorship = Mentorship.objects.select_related("mentor").get(pk=event.subject_id)
    if mentorship.mentor_id != event.by_id:
        queue(
            "mentors/mentorship/mail/begun",
            key=f"mentorship-begun-{event.pk}",
            user=mentorship.mentor,
            mentorship=event.subject_id,
        )


@after("mentorship.end")
def tell_who_carries_on(event: Event) -> None:
    """Tell the citizen's contact person that the mentor is gone."""
    mentorship = Mentorship.objects.select_related("case").get(pk=event.subject_id)
    baton = mentorship.case.baton
    if baton is not None and baton.holder_id != event.by_id and event.before:
        queue(
            "mentors/mentorship/mail/ended",
            key=f"mentorship-ended-{event.pk}",
            user=baton.holder,
            mentorship=event.subject_id,
        )
