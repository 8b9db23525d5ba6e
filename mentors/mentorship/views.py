"""Pages for mentorships: on the case, and in the department that lends mentors."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.case.models import Case
from cases.involvement.basis import sharing_consents
from coordination.access import record_list
from coordination.controls import permits
from coordination.forms import VersionedForm, refusals_shown_on
from coordination.http import SignedInRequest
from coordination.models import User
from coordination.pages import expect, posted, reach, show_step
from mentors.leaders.tabs import tabs_of
from mentors.mentorship import actions
from mentors.mentorship.forms import (
    ActivateForm,
    EndForm,
    MatchForm,
    ProposeForm,
    RenewForm,
)
from mentors.mentorship.frequency import with_deadline
from mentors.mentorship.matching import lending_departments, mentor_seats
from mentors.mentorship.models import Mentorship
from mentors.visit.sharing import read_visits

PURPOSE = "mentoring"
SHOWN = 200


@require_safe
def of_case(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a case's mentorships, and the visits as the citizen has agreed."""
    case = reach(request, Case.objects.select_related("citizen"), pk, purpose=PURPOSE)
    found = list(mentorships().filter(case=case))
    current = [each for each in found if each.state != Mentorship.State.ENDED]
    context = {
        "case": case,
        "current": current,
        "earlier": [each for each in found if each.state == Mentorship.State.ENDED],
        "readings": read_visits(by=request.user, limit=20, case=case),
        "may_propose": may_propose(case, request.user, current),
    }
    return render(request, "mentors/mentorship/of_case.html", context)


def may_propose(case: Case, user: User, current: list[Mentorship]) -> bool:
    """Say whether this person can ask for a mentor now."""
    waiting = any(each.state == Mentorship.State.PROPOSED for each in current)
    proposal = Mentorship(case=case)
    return case.is_active and not waiting and permits(proposal, "propose", user=user)


@require_http_methods(["GET", "POST"])
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask a department for a mentor."""
    case = reach(request, Case.objects.select_related("citizen"), pk, purpose=PURPOSE)
    expect_proposal(case, request)
    seats = mentor_seats()
    form = ProposeForm(posted(request), seats=seats, consents=sharing_consents(case))
    if form.is_valid():
        with refusals_shown_on(form):
            made = actions.propose(case, by=request.user, **form.cleaned_data)
            messages.success(request, sentence_on_proposal(made))
            warn_of_load(request, made.mentor)
            return redirect("case-mentorship", case.pk)
    return show_step(
        request,
        "mentors/mentorship/propose.html",
        form,
        subject=case,
        purpose=PURPOSE,
        case=case,
        lending=lending_departments(seats),
    )


def expect_proposal(case: Case, request: SignedInRequest) -> None:
    """Refuse the page early to who cannot propose; the details are judged later."""
    draft = Mentorship(case=case, basis="necessity", department_id=0)
    expect(draft, "propose", request=request)


def sentence_on_proposal(made: Mentorship) -> str:
    """Say who now decides."""
    if made.mentor:
        return _("%(mentor)s is asked to be the mentor.") % {"mentor": made.mentor}
    return _("%(department)s is asked to find a mentor.") % {
        "department": made.department
    }


def warn_of_load(request: SignedInRequest, mentor: User | None) -> None:
    """Warn when a mentor gets many citizens; nobody is stopped."""
    if mentor is None:
        return
    load = actions.load_of(mentor)
    if actions.is_many(load + 1):
        messages.warning(
            request,
            _(
                "%(mentor)s has %(count)d citizens already. Talk with the mentors'"
                " leader about whether there is time for one more."
            )
            % {"mentor": mentor, "count": load},
        )


@require_safe
def listed(request: SignedInRequest) -> HttpResponse:
    """Show who waits for a mentor and who has one."""
    user = request.user
    current = Mentorship.objects.visible_to(user).exclude(state=Mentorship.State.ENDED)
    rows = with_deadline(current).select_related(
        "case__citizen", "department", "mentor"
    )
    found = list(rows.order_by("-state", "until", "pk")[: SHOWN + 1])
    cut, found = len(found) > SHOWN, found[:SHOWN]
    mark_known(found, user)
    record_list("mentorship.list", [each.case_id for each in found], by=user)
    context = {
        "waiting": [row for row in found if row.state == Mentorship.State.PROPOSED],
        "running": [row for row in found if row.state == Mentorship.State.ACTIVE],
        "cut": cut,
        "tabs": tabs_of(user, here="mentorship-list"),
    }
    return render(request, "mentors/mentorship/list.html", context)


@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one mentorship: what is agreed, and what can be done now."""
    mentorship = reach(request, mentorships(), pk, purpose=PURPOSE)
    mark_known([mentorship], request.user)
    context = {"mentorship": mentorship}
    return render(request, "mentors/mentorship/detail.html", context)


@require_http_methods(["GET", "POST"])
def match(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the mentor."""
    mentorship = reach(request, mentorships(), pk, purpose=PURPOSE)
    expect(mentorship, "match", request=request)
    seats = mentor_seats(mentorship.department_id)
    form = MatchForm(posted(request), seats=seats, initial=seen(mentorship))
    if form.is_valid():
        with refusals_shown_on(form, subject=mentorship):
            actions.match(mentorship, by=request.user, **form.cleaned_data)
            messages.success(request, sentence_on_proposal(mentorship))
            warn_of_load(request, mentorship.mentor)
            return redirect(mentorship)
    return show_form(request, "match", mentorship, form)


@require_http_methods(["GET", "POST"])
def activate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the mentorship."""
    mentorship = reach(request, mentorships(), pk, purpose=PURPOSE)
    expect(mentorship, "activate", request=request)
    form = ActivateForm(posted(request), initial=seen(mentorship))
    if form.is_valid():
        with refusals_shown_on(form, subject=mentorship):
            actions.activate(mentorship, by=request.user, **form.cleaned_data)
            messages.success(request, _("The mentorship has begun."))
            return redirect(place_after(mentorship, request.user))
    return show_form(request, "activate", mentorship, form)


@require_http_methods(["GET", "POST"])
def renew(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let it go on for a time."""
    mentorship = reach(request, mentorships(), pk, purpose=PURPOSE)
    expect(mentorship, "renew", request=request)
    form = RenewForm(posted(request), initial=seen(mentorship))
    if form.is_valid():
        with refusals_shown_on(form, subject=mentorship):
            actions.renew(mentorship, by=request.user, **form.cleaned_data)
            messages.success(request, _("The mentorship is renewed."))
            return redirect(mentorship)
    return show_form(request, "renew", mentorship, form)


@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say goodbye."""
    mentorship = reach(request, mentorships(), pk, purpose=PURPOSE)
    expect(mentorship, "end", request=request)
    form = EndForm(posted(request), initial=seen(mentorship))
    if form.is_valid():
        with refusals_shown_on(form, subject=mentorship):
            actions.end(mentorship, by=request.user, **form.cleaned_data)
            messages.success(request, _("The mentorship has ended."))
            return redirect(place_after(mentorship, request.user))
    return show_form(request, "end", mentorship, form)


def mentorships() -> QuerySet[Mentorship]:
    """Return mentorships with all that their pages show."""
    rows = Mentorship.objects.with_next_visit()
    return rows.select_related("case__citizen", "department", "mentor", "consent")


def seen(mentorship: Mentorship) -> dict[str, Any]:
    """Return the version that the reader of a form has before them."""
    return {"version": mentorship.version}


def mark_known(found: list[Mentorship], user: User) -> None:
    """Note on each whether the reader may know who the citizen is.

    The department that lends the mentor sees what is asked of it, not of whom.
    """
    cases = Case.objects.visible_to(user).filter(pk__in=[row.case_id for row in found])
    known = set(cases.values_list("pk", flat=True))
    mine = {user.pk, *user.covers}
    for row in found:
        runs = row.state == Mentorship.State.ACTIVE and row.mentor_id in mine
        row.has_known_citizen = runs or row.case_id in known
        row.has_open_case = row.case_id in known
        row.is_mine = runs
        row.is_named = row.mentor_id in mine


def place_after(mentorship: Mentorship, user: User) -> str:
    """Return where a person goes on: what they may still see of it."""
    if Case.objects.visible_to(user).filter(pk=mentorship.case_id).exists():
        return f"{mentorship.case.get_absolute_url()}mentorship/"
    visible = Mentorship.objects.visible_to(user).filter(pk=mentorship.pk)
    if not visible.exists():
        return "/field/"
    mine = mentorship.mentor_id in {user.pk, *user.covers}
    return f"/field/{mentorship.pk}/" if mine else mentorship.get_absolute_url()


def show_form(
    request: SignedInRequest, step: str, mentorship: Mentorship, form: VersionedForm
) -> HttpResponse:
    """Return the page of a step."""
    if request.method == "POST":
        mentorship = mentorships().get(pk=mentorship.pk)
    mark_known([mentorship], request.user)
    return show_step(
        request,
        f"mentors/mentorship/{step}.html",
        form,
        subject=mentorship,
        purpose=PURPOSE,
        mentorship=mentorship,
    )
