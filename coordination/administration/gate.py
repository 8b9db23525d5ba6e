"""Who may administer, and that somebody always can."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _

from coordination.http import SignedInRequest
from coordination.models import Membership, User
from coordination.models.organisation import Role
from coordination.workflow import Refused, fresh

P = ParamSpec("P")


def admit(by: User) -> None:
    """Let somebody who administers now go on; refuse everybody else."""
    if not fresh(by).has_role(Role.ADMINISTRATOR):
        raise PermissionDenied


def administrators_only(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[SignedInRequest, P], HttpResponse]:
    """Refuse a page to others before anything is looked up: they learn nothing."""

    @wraps(view)
    def guarded(
        request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        if not request.user.has_role(Role.ADMINISTRATOR):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def keep_an_administrator(*, without: list[int]) -> None:
    """Refuse to end the seats named when nobody could administer afterwards.

    The seats are locked: of two who leave at once, the second is refused.
    """
    seats = Membership.objects.in_force().filter(role=Role.ADMINISTRATOR)
    held = seats.select_for_update(no_key=True, of=("self",)).order_by("pk")
    ending = {seat.pk for seat in held if seat.pk in without}
    staying = {seat.pk for seat in held if not (seat.ends_on or seat.until)}
    if ending and staying <= ending:
        raise Refused(
            _(
                "Nobody would be left to administer Stafet. Give somebody else the"
                " role of administrator first."
            )
        )
