"""A mentor's calendar: the page that gives the address, and what stands behind it."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination.http import SignedInRequest
from coordination.models.organisation import Role
from mentors.feed import actions
from mentors.feed.calendar import write_calendar
from mentors.feed.models import CalendarFeed
from mentors.feed.reading import list_entries, mentor_of

KIND = "text/calendar; charset=utf-8"


@require_safe
def feed(request: SignedInRequest) -> HttpResponse:
    """Say what the address is good for, and whether there is one."""
    expect_mentor(request)
    given = CalendarFeed.objects.filter(user=request.user, revoked_at=None).first()
    return render(request, "mentors/feed/feed.html", {"given": given})


@require_POST
def give(request: SignedInRequest) -> HttpResponse:
    """Show a new address, this once; an earlier one ends."""
    expect_mentor(request)
    secret = actions.give(by=request.user)
    address = request.build_absolute_uri(reverse("calendar", args=[secret]))
    return render(request, "mentors/feed/given.html", {"address": address})


@require_POST
def take_back(request: SignedInRequest) -> HttpResponse:
    """End the address; whoever has it finds nothing there."""
    expect_mentor(request)
    if actions.take_back(request.user, by=request.user):
        messages.success(request, _("The address no longer works."))
    return redirect("calendar-feed")


@login_not_required
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Return the times behind an address; every other address is the same nothing."""
    given = actions.holder_of(secret)
    mentor = mentor_of(given) if given else None
    if given is None or mentor is None:
        return kept_nowhere(HttpResponse(status=HTTPStatus.NOT_FOUND))
    now = timezone.now()
    text = write_calendar(list_entries(given, mentor, now=now), now=now)
    return kept_nowhere(HttpResponse(text, content_type=KIND))


def kept_nowhere(answer: HttpResponse) -> HttpResponse:
    """Return the answer with the word that nobody keeps a copy on the way."""
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def expect_mentor(request: SignedInRequest) -> None:
    """Refuse who has no visits of their own."""
    if not request.user.has_role(Role.MENTOR):
        raise PermissionDenied
