"""The page on which a contact with the citizen is written down."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.baton.models import is_held_in
from cases.case.models import Case
from cases.contact import actions
from cases.contact.forms import ContactForm
from cases.contact.models import Contact
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
            contact = actions.log(case, by=user, **said)
            wanted = bool(said["take_baton"])
            messages.success(request, what_happened(contact, wanted=wanted))
            return redirect(case)
    return show_step(
        request,
        "cases/contact/log.html",
        form,
        subject=case,
        purpose="contact",
        case=case,
    )


def what_happened(contact: Contact, *, wanted: bool) -> str:
    """Say that it is written down, and what became of the baton if it was wanted."""
    if not wanted:
        return _("The contact is written down.")
    if is_held_in(contact.case_id, [contact.department_id]):
        return _("The contact is written down, and you have the baton now.")
    return _(
        "The contact is written down. The baton stays where it is: only a call, a"
        " meeting or a visit where the citizen was there moves it."
    )
