"""What is agreed about a mentorship, on one page to print and sign."""

from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.case.models import Case
from coordination.http import SignedInRequest
from coordination.models import Municipality
from coordination.pages import reach
from mentors.mentorship.models import Mentorship
from mentors.mentorship.views import PURPOSE, mark_known, mentorships


@require_safe
def agreement(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what is agreed as a page to print and sign.

    It says what the law asks of a mentor's plan: goal, mentor and contact, tasks,
    duration and hours (VEJ 9204/2023). Who may not know the citizen finds no page.
    """
    known = mentorships().filter(
        Exists(Case.objects.visible_to(request.user).filter(pk=OuterRef("case")))
        | Q(mentor__in=[request.user.pk, *request.user.covers])
    )
    running = known.filter(state=Mentorship.State.ACTIVE)
    mentorship = reach(request, running, pk, purpose=PURPOSE)
    mark_known([mentorship], request.user)
    context = {
        "mentorship": mentorship,
        "citizen": mentorship.case.citizen,
        "baton": mentorship.case.baton,
        "municipality": Municipality.current(),
    }
    return render(request, "mentors/mentorship/agreement.html", context)
