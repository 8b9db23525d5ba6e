"""The page of messages to the person who is signed in."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from coordination.http import SignedInRequest
from coordination.messages.compose import compose
from coordination.models import Message
from coordination.notices import actions
from coordination.notices.queries import Notice, notices_of


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Show what the person has been told, the new first."""
    notices = notices_of(request.user)
    context = {
        "unseen": [notice for notice in notices if notice.is_new],
        "seen": [notice for notice in notices if not notice.is_new],
    }
    return render(request, "coordination/notices/index.html", context)


@require_POST
def open_one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that a message is seen, and lead to what it is about."""
    message = get_object_or_404(Message, pk=pk, user=request.user)
    actions.see(message, by=request.user)
    content = compose(message)
    place = Notice(message, content).place if content else ""
    return redirect(place or "notices")


@require_POST
def see_all(request: SignedInRequest) -> HttpResponse:
    """Note that everything is seen."""
    actions.see_all(by=request.user)
    return redirect("notices")
