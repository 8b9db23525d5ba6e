"""The pages about people: finding, hiring, correcting, letting in, shutting out."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from coordination.administration.gate import administrators_only
from coordination.administration.people import actions
from coordination.administration.people.forms import DetailsForm, FindForm, HireForm
from coordination.administration.people.queries import SIZE, Wanted, after, people
from coordination.administration.tabs import tabs
from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest, first_page, number_in
from coordination.models import Membership, User
from coordination.pages import posted


def mailed(person: User) -> str:
    """Say that the way in is on its way."""
    return _("%(name)s is mailed a link to choose a password.") % {"name": person}


@require_safe
@administrators_only
def index(request: SignedInRequest) -> HttpResponse:
    """List the people who fit, by name."""
    form = FindForm(request.GET)
    form.is_valid()
    told = form.cleaned_data
    wanted = Wanted(
        q=told.get("q", ""),
        department=told.get("department"),
        role=told.get("role", ""),
        gone=told.get("gone", False),
    )
    rows = list(after(people(wanted), number_in(request.GET, "after"))[: SIZE + 1])
    following = ""
    if len(rows) > SIZE:
        asked = request.GET.copy()
        asked["after"] = str(rows[SIZE - 1].pk)
        following = f"?{asked.urlencode()}"
    context = {
        "tabs": tabs("administration"),
        "form": form,
        "rows": rows[:SIZE],
        "columns": columns(),
        "next_href": following,
        "first_href": first_page(request, "after"),
    }
    return render(request, "coordination/administration/people.html", context)


def columns() -> list[dict[str, Any]]:
    """Return the headings of the list."""
    return [
        {"label": _("Name")},
        {"label": _("User name")},
        {"label": _("Works as")},
        {"label": _("Work e-mail")},
    ]


@require_safe
@administrators_only
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a person, their seats, and how they get in."""
    person = get_object_or_404(User, pk=pk)
    seats = Membership.objects.filter(user=person).select_related("department")
    found = list(seats.order_by("-since", "-pk"))
    now = set(Membership.objects.not_over().filter(user=person).values_list("pk"))
    context = {
        "person": person,
        "seats": [seat for seat in found if (seat.pk,) in now],
        "past": [seat for seat in found if (seat.pk,) not in now],
        "two_step": Authenticator.objects.filter(user=person).exists(),
        "myself": person.pk == request.user.pk,
    }
    return render(request, "coordination/administration/person.html", context)


@require_http_methods(["GET", "POST"])
@administrators_only
def hire(request: SignedInRequest) -> HttpResponse:
    """Ask who is new, and where they work."""
    form = HireForm(posted(request))
    if form.is_valid():
        with refusals_shown_on(form):
            person = actions.hire(by=request.user, **form.details, **form.seat)
            messages.success(request, mailed(person))
            return redirect("person-detail", person.pk)
    return show(request, "coordination/administration/hire.html", form)


@require_http_methods(["GET", "POST"])
@administrators_only
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask what a person is called and how they are reached."""
    person = get_object_or_404(User, pk=pk)
    form = DetailsForm.of(person, posted(request))
    if form.is_valid():
        with refusals_shown_on(form, subject=person):
            actions.correct(
                person,
                by=request.user,
                version=form.cleaned_data["version"],
                **form.details,
            )
            messages.success(request, _("The details are changed."))
            return redirect("person-detail", pk)
    return show(
        request, "coordination/administration/correct.html", form, person=person
    )


@require_POST
@administrators_only
def send_link(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mail a person the way in."""
    person = get_object_or_404(User, pk=pk)
    actions.send_link(person, by=request.user)
    messages.success(request, mailed(person))
    return redirect("person-detail", pk)


@require_POST
@administrators_only
def forget_two_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take two-step sign-in off a person who lost their phone."""
    person = get_object_or_404(User, pk=pk)
    actions.forget_two_step(person, by=request.user)
    messages.success(request, _("Two-step sign-in is off for this person."))
    return redirect("person-detail", pk)


@require_http_methods(["GET", "POST"])
@administrators_only
def deactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more, then shut a person out."""
    person = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        actions.deactivate(person, by=request.user)
        messages.success(request, _("%(name)s is shut out.") % {"name": person})
        return redirect("person-detail", pk)
    context = {"person": person}
    return render(request, "coordination/administration/deactivate.html", context)


@require_POST
@administrators_only
def reactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a person in again."""
    person = get_object_or_404(User, pk=pk)
    actions.reactivate(person, by=request.user)
    told = _("%(name)s can sign in again. Give them a role, and mail them a link.")
    messages.success(request, told % {"name": person})
    return redirect("person-detail", pk)
