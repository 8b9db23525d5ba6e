"""Pages for what citizens wrote: what is released, and what waits to be read."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.forms import refusals_shown_on
from coordination.http import SignedInRequest
from coordination.models import Department
from coordination.models.organisation import Role
from coordination.pages import expect, posted, reach, show_step
from coordination.record import record
from coordination.sheets import csv_response, xlsx_response
from feedback.leaders.tabs import tabs_of
from feedback.leaders.views import admit
from feedback.remark import actions
from feedback.remark.forms import DropForm, ReleaseForm
from feedback.remark.models import Remark
from feedback.remark.names import names_in
from feedback.remark.period import Period
from feedback.remark.published import EXPORT_LEAST, to_export
from feedback.remark.screening import find
from feedback.remark.shown import kinds_in, words_shown

PURPOSE = "screening"
MOST = 50


@require_safe
def released(request: SignedInRequest) -> HttpResponse:
    """Show what was released, with each group whose figures are shown."""
    chosen = Period.of(request.GET)
    admit(request.user, remarks=chosen.key)
    names = dict(Department.objects.values_list("pk", "name"))
    groups = [
        (names.get(int(group.value), group.value) if group.value else "", group)
        for group in chosen.groups()
    ]
    context = {
        "tabs": tabs_of(request.user, here="remarks"),
        "chosen": chosen,
        "groups": sorted(groups, key=lambda pair: pair[0]),
        "least": EXPORT_LEAST,
        "may_screen": request.user.has_role(Role.LEADER),
        "waiting": Remark.objects.visible_to(request.user).held().count(),
    }
    return render(request, "feedback/remark/released.html", context)


@require_safe
def export(request: SignedInRequest, form: str) -> HttpResponse:
    """Give the released remarks as a file; groups of fewer than ten are not in it."""
    chosen = Period.of(request.GET)
    admit(request.user, export=form, remarks=chosen.key)
    names = dict(Department.objects.values_list("pk", "name"))
    write = {"csv": csv_response, "xlsx": xlsx_response}[form]
    rows = [
        [chosen.name, names.get(int(value), value) if value else "", text]
        for value, text in to_export(chosen.groups())
    ]
    columns = [_("Period"), _("Took the baton"), _("What was written")]
    name = _("remarks")
    return write(f"stafet-{name}-{timezone.localdate():%Y-%m-%d}", columns, rows)


@require_safe
def waiting(request: SignedInRequest) -> HttpResponse:
    """List what waits to be read: what was found in each, and nothing of the words."""
    if not request.user.has_role(Role.LEADER):
        raise PermissionDenied
    remarks = list(Remark.objects.visible_to(request.user).held()[:MOST])
    names = names_in(remark.text for remark in remarks)
    record(
        "remark.list",
        subject_type="remark",
        by=request.user,
        purpose=PURPOSE,
        facts={"remarks": len(remarks)},
    )
    context = {
        "rows": [
            {
                "remark": remark,
                "number": number,
                "words": len(remark.words),
                "kinds": kinds_in(find(remark.words, names)),
            }
            for number, remark in enumerate(remarks, start=1)
        ],
        "more": len(remarks) == MOST,
    }
    return render(request, "feedback/remark/waiting.html", context)


@require_http_methods(["GET", "POST"])
def release(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Read a remark, tick the words to take out, and let the rest out."""
    remark = reach(request, Remark.objects.all(), pk, purpose=PURPOSE)
    expect(remark, "release", request=request)
    marks = find(remark.words, names_in([remark.text]))
    form = ReleaseForm(posted(request), remark=remark, marks=marks)
    if form.is_valid():
        with refusals_shown_on(form, subject=remark):
            actions.release(remark, by=request.user, **form.cleaned_data)
            messages.success(request, _("The remark is released."))
            return redirect("remark-list")
    context = {
        "remark": remark,
        "words": words_shown(remark.words, marks, form.places_out),
        "kinds": kinds_in(marks),
    }
    return show_step(
        request,
        "feedback/remark/release.html",
        form,
        subject=remark,
        purpose=PURPOSE,
        **context,
    )


@require_http_methods(["GET", "POST"])
def drop(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Erase a remark that cannot be let out, after one more look."""
    remark = reach(request, Remark.objects.all(), pk, purpose=PURPOSE)
    expect(remark, "drop", request=request)
    form = DropForm(posted(request), remark=remark)
    if form.is_valid():
        with refusals_shown_on(form, subject=remark):
            actions.drop(remark, by=request.user, **form.cleaned_data)
            messages.success(request, _("The remark is dropped. Its words are gone."))
            return redirect("remark-list")
    return show_step(
        request,
        "feedback/remark/drop.html",
        form,
        subject=remark,
        purpose=PURPOSE,
        remark=remark,
    )
