"""Pages of benchmarks: what is here, bring one in, put one away, take ours out."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.models.organisation import Role
from coordination.pages import expect, posted
from coordination.sheets import download
from feedback.answer.closed import by_key, closed
from feedback.answer.models import Count
from feedback.benchmark import actions
from feedback.benchmark.forms import BringInForm, PutAwayForm
from feedback.benchmark.models import Benchmark
from feedback.benchmark.own import tell_quarter
from feedback.leaders.periods import period_name
from feedback.leaders.views import admit
from feedback.round.models import Round


@require_safe
def listed(request: SignedInRequest) -> HttpResponse:
    """Show whose figures stand beside ours, and what others may have of ours."""
    admit(request.user, table="benchmarks")
    rows = Benchmark.objects.visible_to(request.user).in_use()
    quarters = closed(Count.Table.QUARTER)
    context = {
        "benchmarks": rows.select_related("brought_by"),
        "may_change": request.user.has_role(Role.LEADER),
        "quarters": [(each.key, period_name(each)) for each in quarters],
        "rounds": Round.objects.closed(),
    }
    return render(request, "feedback/benchmark/list.html", context)


@require_http_methods(["GET", "POST"])
def bring_in(request: SignedInRequest) -> HttpResponse:
    """Bring in a file, or say what is wrong with it and keep nothing."""
    if not request.user.has_role(Role.LEADER):
        raise PermissionDenied
    form = BringInForm(posted(request), request.FILES or None)
    if form.is_valid():
        with refusals_shown_on(form):
            brought = actions.bring_in(form.cleaned_data["file"], by=request.user)
            messages.success(
                request,
                _("%(title)s can now be compared with.") % {"title": brought.title},
            )
            return redirect("benchmarks")
    return show(request, "feedback/benchmark/bring_in.html", form)


@require_http_methods(["GET", "POST"])
def put_away(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a benchmark away, after one look at what it is."""
    rows = Benchmark.objects.visible_to(request.user)
    try:
        benchmark = get_object_or_404(rows, pk=pk)
    except OverflowError as error:
        raise Http404 from error
    expect(benchmark, "put_away", request=request)
    initial = {"version": benchmark.version}
    form = PutAwayForm(posted(request), initial=initial)
    if form.is_valid():
        with refusals_shown_on(form, subject=benchmark):
            actions.put_away(benchmark, by=request.user, **form.cleaned_data)
            messages.success(
                request, _("%(title)s is put away.") % {"title": benchmark.title}
            )
            return redirect("benchmarks")
    context = {"benchmark": benchmark}
    return show(request, "feedback/benchmark/put_away.html", form, **context)


@require_safe
def quarter(request: SignedInRequest, key: str) -> HttpResponse:
    """Give a closed quarter's published figures as a benchmark file."""
    admit(request.user, export="benchmark", quarter=key[:20])
    asked = by_key(closed(Count.Table.QUARTER)).get(key)
    told = tell_quarter(asked) if asked else None
    if told is None:
        raise Http404
    text = json.dumps(told, ensure_ascii=False, indent=2)
    name = f"stafet-{key}.json"
    return download(name, text.encode(), "application/json")
