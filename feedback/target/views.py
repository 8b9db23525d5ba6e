"""The page of what the municipality aims for."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.pages import posted
from feedback.target import actions
from feedback.target.forms import TargetsForm
from feedback.target.models import Target


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest) -> HttpResponse:
    """Show what is aimed for, and let leaders of the lead department change it."""
    if not actions.may_set(request.user):
        raise PermissionDenied
    known = dict(Target.objects.values_list("indicator", "value"))
    form = TargetsForm(posted(request), targets=known)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change(form.cleaned_data, by=request.user)
            messages.success(request, _("The targets are changed."))
            return redirect("leaders")
    return show(request, "feedback/target/change.html", form)
