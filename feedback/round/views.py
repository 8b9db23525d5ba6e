"""Pages for those who hold rounds: prepare, start, watch and end one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Min
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.models import Department, Municipality
from coordination.pages import expect, posted, reach, show_step
from coordination.workflow import NotVisible
from feedback.audio.actions import KEEPERS
from feedback.language.offered import Standing, Tongue, tongues
from feedback.leaders.names import GROUPS
from feedback.round import actions
from feedback.round.conditions import READERS, holds_rounds
from feedback.round.forms import (
    ConfirmForm,
    InterviewersForm,
    PlanForm,
    TakeBackForm,
    planned,
)
from feedback.round.models import Round
from feedback.round.outlook import first_asked, outlook
from feedback.round.progress import progress_of, why_not
from feedback.round.rates import rates_of

PURPOSE = "management"
MOST = 100
CURRENT = (Round.State.DRAFT, Round.State.OPEN)


@require_safe
def listed(request: SignedInRequest) -> HttpResponse:
    """Show the rounds that are prepared, open and over."""
    if not request.user.has_role(*READERS):
        raise PermissionDenied
    rounds = list(Round.objects.visible_to(request.user)[:MOST])
    rated = list(zip(rounds, rates_of(rounds), strict=True))
    context = {
        "current": [row for row in rated if row[0].state in CURRENT],
        "over": [row for row in rated if row[0].state not in CURRENT],
        "may_plan": holds_rounds(request.user),
    }
    return render(request, "feedback/round/list.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest) -> HttpResponse:
    """Prepare a round; nobody is asked before it starts."""
    if not holds_rounds(request.user):
        raise PermissionDenied
    form = PlanForm(posted(request))
    if form.is_valid():
        with refusals_shown_on(form):
            held = actions.plan(by=request.user, **form.wishes)
            messages.success(
                request, _("The round is prepared. Look at it, then start it.")
            )
            return redirect(held)
    return show(request, "feedback/round/plan.html", form)


@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a round: whom it asks, how far it has come, what can be done."""
    held = reach(request, rounds(), pk, purpose=PURPOSE)
    is_current = held.state in CURRENT
    context = {
        "round": held,
        "title": held.title,
        "changed": is_current and not held.is_as_planned,
        "rule": rule_in_words(held),
        "keeps_languages": is_current and request.user.has_role(*KEEPERS),
        "languages": spoken_in(held) if is_current else None,
        "progress": progress_of(held),
        "dry": outlook(held) if held.state == Round.State.DRAFT else None,
        "left_out": why_not(held.draw.get("left_out", {})),
    }
    return render(request, "feedback/round/detail.html", context)


def spoken_in(held: Round) -> dict[str, list[Tongue]]:
    """Return the languages citizens can answer in, and those that wait."""
    found = tongues(held.instrument)
    return {
        "offered": [each for each in found if each.standing is Standing.OFFERED],
        "waiting": [each for each in found if each.standing is not Standing.OFFERED],
    }


@require_safe
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how far a round has come; asked again and again while it is sent."""
    held = rounds().visible_to(request.user).filter(pk=pk).first()
    if held is None:
        raise NotVisible
    context = {"round": held, "progress": progress_of(held)}
    return render(request, "feedback/round/_progress.html", context)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what is prepared."""
    held = reach(request, rounds(), pk, purpose=PURPOSE)
    expect(held, "change", request=request)
    form = PlanForm(posted(request), initial=planned(held))
    if form.is_valid():
        with refusals_shown_on(form, subject=held):
            version = form.cleaned_data["version"]
            actions.change(held, by=request.user, version=version, **form.wishes)
            messages.success(request, _("The round is changed."))
            return redirect(held)
    return shown(request, "change", held, form)


@require_http_methods(["GET", "POST"])
def interviewers(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name who may ask the questions aloud."""
    held = reach(request, rounds(), pk, purpose=PURPOSE)
    expect(held, "name_interviewers", request=request)
    known = [person.pk for person in held.interviewers.all()]
    initial = {"version": held.version, "interviewers": known}
    form = InterviewersForm(posted(request), initial=initial)
    if form.is_valid():
        with refusals_shown_on(form, subject=held):
            actions.name_interviewers(held, by=request.user, **form.cleaned_data)
            messages.success(request, _("The interviewers are noted."))
            return redirect(held)
    return shown(request, "interviewers", held, form)


@require_http_methods(["GET", "POST"])
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    """Draw whom to ask, after one more look at how many that would be."""
    held = reach(request, rounds(), pk, purpose=PURPOSE)
    expect(held, "start", request=request)
    form = ConfirmForm(posted(request), initial={"version": held.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=held):
            actions.start(held, by=request.user, **form.cleaned_data)
            messages.success(request, sentence_on_start(held))
            return redirect(held)
    return shown(request, "start", held, form, dry=outlook(held))


def sentence_on_start(held: Round) -> str:
    """Say what happens now."""
    if held.walk_ins:
        return _("The round is open. Whoever comes may answer.")
    count = held.draw["drawn"]
    drawn = ngettext(
        "%(count)d citizen is drawn.", "%(count)d citizens are drawn.", count
    ) % {"count": count}
    first = held.invitations.aggregate(first=Min("due_at"))["first"]
    return f"{drawn} {first_asked(first, timezone.now())}"


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a round before its last day, and publish it."""
    held = reach(request, rounds(), pk, purpose=PURPOSE)
    expect(held, "close", request=request)
    form = ConfirmForm(posted(request), initial={"version": held.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=held):
            actions.close(held, by=request.user, **form.cleaned_data)
            messages.success(request, _("The round is closed, its figures are shown."))
            return redirect(held)
    return shown(request, "close", held, form, progress=progress_of(held))


@require_http_methods(["GET", "POST"])
def call_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a round without figures."""
    held = reach(request, rounds(), pk, purpose=PURPOSE)
    expect(held, "call_off", request=request)
    form = ConfirmForm(posted(request), initial={"version": held.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=held):
            actions.call_off(held, by=request.user, **form.cleaned_data)
            messages.success(request, _("The round is called off."))
            return redirect(held)
    return shown(request, "call_off", held, form, progress=progress_of(held))


@require_http_methods(["GET", "POST"])
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the figures of a round that was brought in off every page."""
    held = reach(request, rounds(), pk, purpose=PURPOSE)
    expect(held, "take_back", request=request)
    form = TakeBackForm(posted(request), initial={"version": held.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=held):
            actions.take_back(held, by=request.user, **form.cleaned_data)
            messages.success(
                request, _("The round is taken back. Its figures are shown nowhere.")
            )
            return redirect(held)
    least = Municipality.current().publish_answers_min
    return shown(request, "take_back", held, form, least=least)


def shown(
    request: SignedInRequest, page: str, held: Round, form: Any, **more: Any
) -> HttpResponse:
    """Return the page of a step."""
    if request.method == "POST":
        held = rounds().get(pk=held.pk)
    return show_step(
        request,
        f"feedback/round/{page}.html",
        form,
        subject=held,
        purpose=PURPOSE,
        round=held,
        **more,
    )


def rounds() -> Any:
    """Return rounds with the people their pages name."""
    return Round.objects.prefetch_related("interviewers")


def rule_in_words(held: Round) -> list[tuple[str, Any]]:
    """Return the rule as pairs of what and which."""
    rule = held.rule
    if not rule:
        return []
    names = dict(Department.objects.values_list("pk", "name"))
    lists = (
        (_("The baton is with"), [names.get(pk, pk) for pk in rule["departments"]]),
        (
            _("Target group"),
            [GROUPS["target_group"].get(code, code) for code in rule["target_groups"]],
        ),
        (
            _("Length of the course"),
            [GROUPS["course_band"].get(code, code) for code in rule["course_bands"]],
        ),
    )
    return [(label, ", ".join(map(str, found))) for label, found in lists if found]
