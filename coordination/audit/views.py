"""The access log, for those who audit; reading it is itself on record."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination.audit.checking import last_check
from coordination.audit.forms import CaseForm, LogForm
from coordination.audit.log import SIZE, Wanted, before, events, lines, seen_by
from coordination.forms import status_of
from coordination.http import SignedInRequest, first_page, number_in
from coordination.models import User
from coordination.models.organisation import Role
from coordination.navigation import address_of
from coordination.record import record


def admit(user: User) -> None:
    """Let auditors in, and refuse everybody else."""
    if not user.has_role(Role.AUDITOR):
        raise PermissionDenied


def note_look(wanted: Wanted, *, by: User) -> None:
    """Put on record that somebody read the log, and what they asked for."""
    record(
        "event.list",
        subject_type="event",
        by=by,
        root_id=wanted.case,
        purpose="audit",
        facts=wanted.facts,
    )


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Show what fits, the newest first."""
    admit(request.user)
    form = LogForm(request.GET)
    found, following = [], ""
    if form.is_valid():
        told = form.cleaned_data
        wanted = Wanted(
            people=told["person"],
            case=told["case"],
            kind=told["kind"],
            first=told["first"],
            last=told["last"],
        )
        rows = before(events(wanted), number_in(request.GET, "before"))
        found = list(rows[: SIZE + 1])
        note_look(wanted, by=request.user)
        if len(found) > SIZE:
            asked = request.GET.copy()
            asked["before"] = str(found[SIZE - 1].pk)
            following = f"?{asked.urlencode()}"
    context = {
        "tabs": tabs("audit"),
        "form": form,
        "rows": lines(found[:SIZE]),
        "columns": columns(),
        "next_href": following,
        "first_href": first_page(request, "before"),
        "check": last_check(),
    }
    return render(
        request, "coordination/audit/index.html", context, status=status_of(form)
    )


@require_safe
def case(request: SignedInRequest) -> HttpResponse:
    """Show who has seen a case, as what, how often and when."""
    admit(request.user)
    form = CaseForm(request.GET if "case" in request.GET else None)
    rows: list[dict[str, Any]] = []
    number = ""
    if form.is_valid():
        key = form.cleaned_data["case"]
        rows = seen_by(key)
        for row in rows:
            row["role"] = Role(row["role"]).label if row["role"] else ""
        number = form.data["case"].strip()
        note_look(Wanted(case=key, kind="look"), by=request.user)
    context = {"tabs": tabs("audit-case"), "form": form, "rows": rows, "number": number}
    return render(
        request, "coordination/audit/case.html", context, status=status_of(form)
    )


def columns() -> list[dict[str, Any]]:
    """Return the headings of the log."""
    return [
        {"label": _("When")},
        {"label": _("Who")},
        {"label": _("What")},
        {"label": _("About")},
        {"label": _("Purpose")},
    ]


def tabs(current: str) -> list[dict[str, Any]]:
    """Return the ways to look at the log, and say which of them this is."""
    places = [
        (reverse("audit"), _("Everything"), "audit"),
        (reverse("audit-case"), _("Who has seen a case"), "audit-case"),
        (address_of("emergency-looks"), _("Emergency access"), "emergency-looks"),
    ]
    return [
        {"label": label, "href": href, "count": None, "current": name == current}
        for href, label, name in places
        if href
    ]
