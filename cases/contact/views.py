"""The page on which a contact with the citizen is written down."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.case.models import Case
from cases.contact import actions
from cases.contact.forms import ContactForm
from coordination.forms import refusals_shown_on
from coordination.http import SignedInRequest
from coordination.pages import posted, reach, show_step


@require_http_methods(["GET", "POST"])
def log(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down a contact; it may bring the baton to the department."""
    user = request.user
    cases = Case.objects.select_related("citizen")
    case = reach(request, cases, pk, purpose="contact")
    form = ContactForm(posted(request), case=case, user=user)
    if form.is_valid():
        with refusals_shown_on(form):
            said = form.inputs()
            actions.log(case, by=user, **said)
            taken = said["take_baton"]
            messages.success(
                request,
                _("The contact is written down, and you have the baton now.")
                if taken
                else _("The contact is written down."),
            )
            return redirect(case)
    return show_step(
        request,
        "cases/contact/log.html",
        form,
        subject=case,
        purpose="contact",
        case=case,
    )
