"""The pages of notes on charts."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.models.organisation import Role
from coordination.pages import expect, posted, reach, show_step
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders.indicators import indicators
from feedback.note import actions
from feedback.note.forms import DecideForm, PinForm
from feedback.note.models import Note

PURPOSE = "management"


@require_http_methods(["GET", "POST"])
def pin(request: SignedInRequest) -> HttpResponse:
    """Let a leader write what was done, and choose the month."""
    if not request.user.has_role(Role.LEADER):
        raise PermissionDenied
    asked = {name: request.GET.get(name, "") for name in ("indicator", "month")}
    form = PinForm(posted(request), initial=asked)
    if form.is_valid():
        with refusals_shown_on(form):
            note = actions.pin(by=request.user, **form.cleaned_data)
            messages.success(request, _("The note is on the chart."))
            return redirect(note)
    return show(request, "feedback/note/pin.html", form)


@require_http_methods(["GET", "POST"])
def rebase(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask before a chart begins anew, and say what that changes."""
    note = reach(request, Note.objects.all(), pk, purpose=PURPOSE)
    expect(note, "rebase", request=request)
    form = DecideForm(posted(request), initial={"version": note.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=note):
            actions.rebase(note, by=request.user, version=form.cleaned_data["version"])
            messages.success(request, _("The chart begins anew in that month."))
            return redirect(note)
    return show_note(request, "feedback/note/rebase.html", form, note)


@require_http_methods(["GET", "POST"])
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask before a note comes off its chart."""
    note = reach(request, Note.objects.all(), pk, purpose=PURPOSE)
    expect(note, "take_back", request=request)
    form = DecideForm(posted(request), initial={"version": note.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=note):
            actions.take_back(
                note, by=request.user, version=form.cleaned_data["version"]
            )
            messages.success(request, _("The note is off the chart."))
            return redirect(note)
    return show_note(request, "feedback/note/take_back.html", form, note)


def show_note(
    request: SignedInRequest, template: str, form: DecideForm, note: Note
) -> HttpResponse:
    """Return the page of a step, with the note and the chart it is on."""
    return show_step(
        request,
        template,
        form,
        subject=note,
        purpose=PURPOSE,
        note=note,
        chart=chart_name(note.indicator),
        month=date(note.month.year, note.month.month, 1),
    )


def chart_name(code: str) -> str:
    """Return what a chart is called; its code if nobody follows it any more."""
    known = {i.code: i.label for i in indicators(load(HANDOVER_PULSE))}
    return known.get(code, code)
