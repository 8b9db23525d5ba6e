"""Pages for what a citizen agrees to, and takes back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.case.models import Case
from cases.consent import actions
from cases.consent.forms import GiveForm, WithdrawForm
from cases.consent.models import Consent
from cases.consent.queries import holds, matrix, what_ends
from coordination.forms import refusals_shown_on
from coordination.http import SignedInRequest
from coordination.pages import expect, posted, reach, show_step

PURPOSE = "consent"


@require_http_methods(["GET", "POST"])
def give(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who may know what, and write down a new consent."""
    case = reach(request, Case.objects.with_people(), pk, purpose=PURPOSE)
    expect(Consent(case=case), "give", request=request)
    form = GiveForm(posted(request))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.give(case, by=request.user, **form.cleaned_data)
            messages.success(request, _("The consent is written down."))
            return redirect("case-consent", pk=case.pk)
    consents = list(Consent.objects.filter(case=case).prefetch_related("departments"))
    in_force = [consent for consent in consents if holds(consent)]
    return show_step(
        request,
        "cases/consent/give.html",
        form,
        subject=case,
        purpose=PURPOSE,
        case=case,
        consents=in_force,
        earlier=[consent for consent in consents if not holds(consent)],
        rows=matrix(case, in_force),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what ends with a consent, and take it back."""
    consents = Consent.objects.select_related("case__citizen", "case__coordinator")
    consent = reach(request, consents, pk, purpose=PURPOSE)
    expect(consent, "withdraw", request=request)
    form = WithdrawForm(posted(request), initial={"version": consent.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=consent):
            actions.withdraw(consent, by=request.user, **form.cleaned_data)
            messages.success(
                request,
                _("The consent is withdrawn, and what rested on it has ended."),
            )
            case = consent.case
            if Case.objects.visible_to(request.user).filter(pk=case.pk).exists():
                return redirect(case)
            return redirect("/")
    return show_step(
        request,
        "cases/consent/withdraw.html",
        form,
        subject=consent,
        purpose=PURPOSE,
        consent=consent,
        ends=what_ends(consent),
    )
