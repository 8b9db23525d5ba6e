"""What is agreed about a mentorship, on one page to print and sign."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.http import SignedInRequest
from coordination.models import Municipality
from coordination.pages import reach
from coordination.workflow import Refused, wrong_state
from mentors.mentorship.models import Mentorship
from mentors.mentorship.views import PURPOSE, mark_known, mentorships


@require_safe
def agreement(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what is agreed as a page to print and sign.

    It says what the law asks of a mentor's plan: goal, mentor and contact, tasks,
    duration and hours (VEJ 9204/2023). Who lends the mentor may not know the citizen,
    and is refused.
    """
    mentorship = reach(request, mentorships(), pk, purpose=PURPOSE)
    mark_known([mentorship], request.user)
    if mentorship.state != Mentorship.State.ACTIVE:
        raise Refused(wrong_state(mentorship))
    if not mentorship.has_known_citizen:
        raise PermissionDenied
    context = {
        "mentorship": mentorship,
        "citizen": mentorship.case.citizen,
        "baton": mentorship.case.baton,
        "municipality": Municipality.current(),
    }
    return render(request, "mentors/mentorship/agreement.html", context)
