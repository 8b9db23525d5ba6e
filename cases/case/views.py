"""Pages of a case: the case itself, and opening a new one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.case import actions, file
from cases.case.forms import OpenForm
from cases.case.models import Case
from cases.case.timeline import Chip, read_page
from cases.charter.models import Charter
from cases.citizen.forms import LANGUAGES
from cases.involvement.models import Kind
from cases.plan.measure import Measure
from coordination.controls import permits
from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest, number_in
from coordination.models import User
from coordination.pages import posted

STATE_TONES = {"paused": "warning", "closed": "neutral", "coordinated": "good"}


@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who holds the case, what is agreed, and all that has happened."""
    user = request.user
    case = file.read_file(pk, by=user)
    charter: Charter | None = getattr(case, "charter", None)
    chip = request.GET.get("show", "")
    chip = chip if chip in Chip.values else ""
    page = read_page(case, user, chip=chip, start=number_in(request.GET, "from"))
    context = {
        "case": case,
        "citizen": case.citizen,
        "spoken": dict(LANGUAGES).get(case.citizen.language, ""),
        "baton": case.baton,
        "identity": identify(case),
        "legs": file.draw_legs(case),
        "offer": describe_offer(case, user),
        "takeovers": file.list_takeovers(case, user),
        "may_offer": file.may_offer(case, user),
        "may": file.may_write(case, user),
        "charter": charter,
        "may_keep": case.is_active
        and permits(charter or Charter(case=case), "keep", user=user),
        "steps": file.list_steps(case, user),
        "proposal": propose_coordinator(case, user),
        "measures": list_measures(case, user),
        "goals": [goal for goal in case.goals.all() if goal.state == "set"],
        "emergencies": file.active_parts(case, Kind.EMERGENCY),
        "only_reads": case.only_reads(user),
        "parties": [
            {"part": part, "basis": file.name_basis(part)}
            for part in file.active_parts(case, Kind.PARTY)
        ],
        "consents": [c for c in case.consents.all() if c.state == "given"],
        "people": file.list_contact_people(case),
        "reasons": file.explain_access(case, user),
        "chips": list_chips(case, chip),
        "entries": page.entries,
        "older_href": page_address(case, chip, page.next_from)
        if page.next_from
        else "",
    }
    return render(request, "cases/case/detail.html", context)


def identify(case: Case) -> dict[str, Any]:
    """Return what stands on top of the page: whose case, who holds it."""
    baton = case.baton
    mentors = [p.person for p in file.active_parts(case, Kind.MENTOR) if p.person]
    return {
        "department": baton.department if baton else _("Nobody: the case is closed"),
        "holder": baton.holder if baton else "",
        "since": baton.since if baton else None,
        "mentor": ", ".join(mentor.get_full_name() for mentor in mentors),
        "missing": case.needs_coordinator(),
        "state_tone": STATE_TONES.get(case.state, "info"),
        "deadline": case.next_due_on if case.state != Case.State.PAUSED else None,
    }


def describe_offer(case: Case, user: User) -> dict[str, Any] | None:
    """Return the offer that is open, and whether this person is to answer it."""
    offer = case.offer
    if offer is None:
        return None
    return {"handover": offer, "to_us": permits(offer, "accept", user=user)}


def propose_coordinator(case: Case, user: User) -> dict[str, Any] | None:
    """Return which departments call for a coordinator, and what one may do about it."""
    if not case.needs_coordinator():
        return None
    parts = file.active_parts(case, Kind.PARTY)
    names = [p.department.name for p in parts if p.department and p.department.internal]
    return {
        "departments": ", ".join(names),
        "may_name": file.is_possible(case, "coordinate", user),
    }


def list_measures(case: Case, user: User) -> list[dict[str, Any]]:
    """Return what is still to be done, and whether this person may change it."""
    found = []
    for measure in case.measures.all():
        if measure.state != Measure.State.OPEN:
            continue
        measure.case = case
        may = permits(measure, "finish", user=user)
        found.append({"measure": measure, "may": may})
    return found


def list_chips(case: Case, chip: str) -> list[dict[str, Any]]:
    """Return the ways to look at a part of the timeline."""
    chips = [("", _("All")), *Chip.choices]
    return [
        {
            "label": label,
            "href": page_address(case, value) or f"{case.get_absolute_url()}#timeline",
            "count": None,
            "current": value == chip,
        }
        for value, label in chips
    ]


def page_address(case: Case, chip: str, start: int | None = None) -> str:
    """Return the address of a part of the timeline; nothing where there is none."""
    asked = [f"show={chip}"] if chip else []
    if start:
        asked.append(f"from={start}")
    elif not chip:
        return ""
    return f"{case.get_absolute_url()}?{'&'.join(asked)}#timeline"


@require_http_methods(["GET", "POST"])
def open_case(request: SignedInRequest) -> HttpResponse:
    """Open a case for a citizen we do not know yet."""
    form = OpenForm(posted(request), user=request.user)
    if form.is_valid():
        with refusals_shown_on(form):
            case = actions.open_for_new_citizen(by=request.user, **form.inputs())
            return redirect(case)
    return show(request, "cases/case/open.html", form)
