"""The pages on which whoever meets citizens at the counter finds somebody's code."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from coordination.forms import show
from coordination.http import SignedInRequest
from coordination.messages.letter import form_pdf
from coordination.pages import posted
from coordination.workflow import NotVisible
from feedback.desk import finding
from feedback.desk.forms import NameForm
from feedback.invitation.code import code_of
from feedback.invitation.mode import Mode
from feedback.language.offered import printed_in
from feedback.language.speech import speaking
from feedback.paper.sheet import form_of
from feedback.paper.tabs import tabs


@require_http_methods(["GET", "POST"])
def look_up(request: SignedInRequest) -> HttpResponse:
    """Find somebody by name; the name is in no address and in no log."""
    rounds = finding.admit(request.user)
    form = NameForm(posted(request))
    found = None
    if rounds and form.is_valid():
        found = finding.look_up(form.cleaned_data["name"].strip(), by=request.user)
    return show(
        request,
        "feedback/desk/find.html",
        form,
        tabs=tabs("desk", user=request.user),
        rounds=rounds,
        found=found and found[: finding.MOST],
        searched=found is not None,
        more=bool(found and len(found) > finding.MOST),
    )


@require_safe
def code(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one person's code: what they answer is shown to nobody."""
    invitation = finding.find(pk, by=request.user)
    held = invitation.round
    context = {
        "invitation": invitation,
        "held": held,
        "code": code_of(invitation),
        "on_tablet": held and Mode.TABLET in held.modes,
        "on_paper": held and Mode.PAPER in held.modes,
    }
    return render(request, "feedback/desk/code.html", context)


@require_safe
def printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return one person's questionnaire on paper, with nothing on it but the code."""
    invitation = finding.find(pk, by=request.user)
    held, recipient = invitation.round, invitation.recipient
    if held is None or recipient is None or Mode.PAPER not in held.modes:
        raise NotVisible
    with speaking(printed_in(recipient.language, held.instrument)):
        form = form_of(held.asked, held.items)
    response = HttpResponse(content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="stafet.pdf"'
    response.write(form_pdf(form, code=code_of(invitation)))
    return response
