"""Pages for visits: writing one, correcting one, deciding about a held one."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.access import read_or_404
from coordination.forms import show
from coordination.http import SignedInRequest, number_in
from coordination.models import User
from coordination.models.organisation import Membership, Role
from coordination.pages import posted, reach
from mentors.mentorship.models import Mentorship
from mentors.planned.forms import as_planned
from mentors.visit import intake
from mentors.visit.forms import VisitForm, blank, written
from mentors.visit.held import HeldVisit
from mentors.visit.models import Visit
from mentors.visit.report import Report
from mentors.visit.telling import place_after, tell_of

PURPOSE = "mentoring"


@require_http_methods(["GET", "POST"])
def log(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down a visit; what is sent is kept even if the mentorship has ended."""
    mentorship = find_mentorship(request, pk)
    planned = as_planned(mentorship, number_in(request.GET, "planned"))
    form = VisitForm(
        posted(request),
        colleagues=colleagues(mentorship, request.user),
        initial=planned,
    )
    if form.is_valid():
        receipt = intake.receive(form.report(mentorship.pk), by=request.user)
        return redirect(tell_of(request, receipt))
    return show(
        request,
        "mentors/visit/log.html",
        form,
        mentorship=mentorship,
        quick=blank() | planned,
        name=name_of(mentorship, request.user),
    )


@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a visit anew; the earlier version stays to be read."""
    visit = reach(request, own_visits(request.user), pk, purpose=PURPOSE)
    mentorship = visit.mentorship
    form = VisitForm(
        posted(request),
        colleagues=colleagues(mentorship, request.user),
        initial=written(visit),
    )
    if form.is_valid():
        report = form.report(mentorship.pk, corrects=visit)
        receipt = intake.receive(report, by=request.user)
        return redirect(tell_of(request, receipt))
    return show(
        request,
        "mentors/visit/correct.html",
        form,
        mentorship=mentorship,
        visit=visit,
        name=name_of(mentorship, request.user),
    )


@require_http_methods(["GET"])
def held(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an upload that waits for a decision, beside what was stored first."""
    rows = HeldVisit.objects.select_related("author", "mentorship", "case")
    found = reach(request, rows, pk, purpose=PURPOSE)
    first = Visit.objects.get(author=found.author_id, client_id=found.client_id)
    told = Report.of(found.content)
    context = {
        "held": found,
        "first": first,
        "told": told,
        "kind": Visit.Kind(told.kind).label,
        "outcome": Visit.Outcome(told.outcome).label,
    }
    return render(request, "mentors/visit/held.html", context)


@require_POST
def keep(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a held upload as a correction."""
    found = reach(request, HeldVisit.objects.all(), pk, purpose=PURPOSE)
    intake.keep(found, by=request.user)
    messages.success(request, _("It now stands as a correction of the visit."))
    return redirect(place_after(found.mentorship, request.user))


@require_POST
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set a held upload aside."""
    found = reach(request, HeldVisit.objects.all(), pk, purpose=PURPOSE)
    intake.drop(found, by=request.user)
    messages.success(request, _("It is set aside. The visit stays as it was."))
    return redirect(place_after(found.mentorship, request.user))


def find_mentorship(request: SignedInRequest, pk: int) -> Mentorship:
    """Return the mentorship to write a visit for.

    To open the form one must be the mentor now; what is sent is taken from whoever
    was the mentor, for the visit may have begun before the mentorship ended.
    """
    if request.method == "POST":
        try:
            return intake.find_mentorship(pk, author=request.user)
        except OverflowError as error:
            raise Http404 from error
    rows = Mentorship.objects.of_mentor(request.user).select_related("case__citizen")
    return read_or_404(rows, pk, by=request.user, purpose=PURPOSE)


def own_visits(user: User) -> QuerySet[Visit]:
    """Return the newest versions of the visits of one's own citizens."""
    mine = Visit.objects.current().filter(
        mentorship__mentor__in=[user.pk, *user.covers]
    )
    return mine.select_related("mentorship__case__citizen", "case")


def colleagues(mentorship: Mentorship, user: User) -> list[User]:
    """Return the other mentors, who may have been along."""
    seats = Membership.objects.in_force().filter(
        department=mentorship.department_id, role=Role.MENTOR
    )
    people = User.objects.filter(pk__in=seats.values("user"))
    return list(people.exclude(pk=user.pk).order_by("name"))


def name_of(mentorship: Mentorship, user: User) -> str:
    """Return what the citizen is called, as long as one may know it."""
    mine = Mentorship.objects.of_mentor(user).filter(pk=mentorship.pk)
    return mentorship.case.citizen.known_as if mine.exists() else ""
