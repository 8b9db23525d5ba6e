"""When an address ends without its person saying so."""

from coordination.models import Event, Membership, User
from coordination.models.organisation import Role
from coordination.reactions import during
from mentors.feed import actions


@during("user.deactivate")
def end_with_the_person(event: Event) -> None:
    """End the address of who can no longer sign in."""
    end_for(event.facts["user"])


@during("membership.end")
def end_with_the_role(event: Event) -> None:
    """End the address of who is a mentor nowhere any more."""
    user = event.facts["user"]
    seats = Membership.objects.in_force().filter(role=Role.MENTOR, user=user)
    if not seats.exists():
        end_for(user)


def end_for(user_id: int) -> None:
    """End a person's address, if there is one."""
    actions.take_back(User.objects.get(pk=user_id), by=None)
