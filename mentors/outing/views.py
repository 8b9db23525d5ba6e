"""Pages for going in alone: the mentor's own, one outing, and who is out now."""

from contextlib import suppress
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.formats import clock
from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.models import Municipality, User
from coordination.models.organisation import Role
from coordination.pages import expect, posted, reach, show_step
from coordination.workflow import Stale
from mentors.leaders.tabs import tabs_of
from mentors.outing import actions
from mentors.outing.conditions import LOOKS_AFTER, nobody_is_out_twice
from mentors.outing.forms import BeginForm, ExtendForm, HeardForm
from mentors.outing.models import Outing, OutingQuerySet, looked_after
from mentors.outing.watch import mentors_around

PURPOSE = "safety"


@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest) -> HttpResponse:
    """Let a mentor check in; who is out already sees until when, and checks out."""
    mentor = request.user
    if not mentor.has_role(Role.MENTOR):
        raise PermissionDenied
    if outing := own_outing(mentor):
        return show_out(request, outing)
    department = actions.department_of(mentor, None)
    form = BeginForm(
        posted(request),
        mentor=mentor,
        colleagues=mentors_around(department, besides=mentor.pk),
        initial={"planned": request.GET.get("planned", "")},
    )
    if form.is_valid():
        with refusals_shown_on(form):
            with suppress(Stale):  # pressed twice: the first press has done it
                actions.begin(by=mentor, **form.cleaned_data)
            return redirect("outing-begin")
    return show(request, "mentors/outing/begin.html", form, **rules())


def show_out(request: SignedInRequest, outing: Outing) -> HttpResponse:
    """Return the page of a mentor who is out, also when they check in once more."""
    again = request.method == "POST"
    context = {
        "outing": outing,
        "form": ExtendForm(outing=outing, by=request.user),
        "again": nobody_is_out_twice.because if again else "",
        **rules(),
    }
    status = HTTPStatus.CONFLICT if again else HTTPStatus.OK
    return render(request, "mentors/outing/out.html", context, status=status)


@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who is out, until when, and what has been done about it."""
    outing = reach(request, outings(), pk, purpose=PURPOSE)
    context = {
        "outing": outing,
        "is_mine": outing.mentor_id == request.user.pk,
        "leads": request.user.has_role(*LOOKS_AFTER),
    }
    return render(request, "mentors/outing/detail.html", context)


@require_http_methods(["GET", "POST"])
def extend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a mentor stay longer."""
    outing = reach(request, outings(), pk, purpose=PURPOSE)
    expect(outing, "extend", request=request)
    form = ExtendForm(posted(request), outing=outing, by=request.user)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.extend(outing, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("The time is extended until %(clock)s.")
                % {"clock": clock(outing.expected_back_at)},
            )
            return redirect(place_after(outing, request.user))
    return show_step(
        request,
        "mentors/outing/extend.html",
        form,
        subject=outing,
        purpose=PURPOSE,
        outing=outing,
    )


@require_http_methods(["GET", "POST"])
def come_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Check a mentor out."""
    outing = reach(request, outings(), pk, purpose=PURPOSE)
    expect(outing, "come_back", request=request)
    form = HeardForm(posted(request), outing=outing, by=request.user)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.come_back(outing, by=request.user, **form.cleaned_data)
            mine = outing.mentor_id == request.user.pk
            sentence = _("You are checked out.") if mine else _("It is noted.")
            messages.success(request, sentence)
            return redirect("field" if mine else place_after(outing, request.user))
    return show_step(
        request,
        "mentors/outing/back.html",
        form,
        subject=outing,
        purpose=PURPOSE,
        outing=outing,
    )


@require_safe
def listed(request: SignedInRequest) -> HttpResponse:
    """Show the leaders of mentors who is out now, those who are overdue first."""
    if not request.user.has_role(*LOOKS_AFTER):
        raise PermissionDenied
    mine = outings().out().filter(department__in=looked_after(request.user))
    found = list(mine.order_by("expected_back_at", "pk"))
    context = {
        "overdue": [outing for outing in found if outing.is_overdue],
        "out": [outing for outing in found if not outing.is_overdue],
        "now": timezone.now(),
        "tabs": tabs_of(request.user, here="outing-list"),
    }
    return render(request, "mentors/outing/list.html", context)


def outings() -> OutingQuerySet:
    """Return outings with everybody their pages name, and whom they told."""
    rows = Outing.objects.select_related(
        "mentor", "colleague", "department", "heard_by"
    )
    return rows.prefetch_related("alarms")


def own_outing(mentor: User) -> Outing | None:
    """Return where the mentor is out now, if anywhere."""
    return outings().filter(mentor=mentor, state=Outing.State.OUT).first()


def rules() -> dict[str, int]:
    """Return how many minutes pass before somebody is told."""
    found = Municipality.current()
    first = found.outing_colleague_minutes
    last = first + found.outing_leader_minutes
    return {"colleague_after": first, "leader_after": last}


def place_after(outing: Outing, user: User) -> str:
    """Return where a person goes on."""
    if outing.mentor_id == user.pk:
        return "outing-begin"
    leads = user.has_role(*LOOKS_AFTER, department=outing.department_id)
    return "outing-list" if leads else outing.get_absolute_url()
