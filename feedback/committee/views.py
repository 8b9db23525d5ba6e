"""The committee's page: on the screen, on paper, and as a PDF; always in Danish."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from coordination.http import SignedInRequest
from coordination.sheets import download
from feedback.committee.of_round import of_round
from feedback.committee.page import Page
from feedback.committee.pdf import page_pdf, words
from feedback.committee.periods import Period
from feedback.leaders.views import admit
from feedback.result.views import find

View = Callable[..., HttpResponse]


def in_danish(view: View) -> View:
    """Write the whole page in the language of the council."""

    @wraps(view)
    def answer(request: SignedInRequest, *told: Any, **named: Any) -> HttpResponse:
        with translation.override("da"):
            return view(request, *told, **named)

    return answer


@require_safe
@in_danish
def of_the_pulse(request: SignedInRequest, form: str = "") -> HttpResponse:
    """Show the page about the handover survey's latest closed quarter, or another."""
    period = Period.of(request.GET)
    admit(request.user, committee=period.key, export=form)
    page = period.page(today=timezone.localdate())
    if page is None and form:
        raise Http404
    name = f"udvalg-{period.key}"
    return shown(request, page, form, name=name, period=period)


@require_safe
@in_danish
def of_a_round(request: SignedInRequest, pk: int, form: str = "") -> HttpResponse:
    """Show the page about one closed round."""
    admit(request.user, committee="round", round=pk, export=form)
    page = of_round(find(pk), today=timezone.localdate())
    return shown(request, page, form, name=f"runde-{pk}")


def shown(
    request: SignedInRequest,
    page: Page | None,
    form: str,
    *,
    name: str,
    period: Period | None = None,
) -> HttpResponse:
    """Return the page on the screen, or the same as a PDF."""
    if form and page:
        return download(f"stafet-{name}.pdf", page_pdf(page), "application/pdf")
    context = {"page_told": page, "words": words(), "period": period}
    return render(request, "feedback/committee/page.html", context)
