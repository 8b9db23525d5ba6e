"""The page of the municipality's settings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.administration.gate import administrators_only
from coordination.administration.settings import actions
from coordination.administration.settings.forms import SettingsForm
from coordination.administration.tabs import tabs
from coordination.forms import refusals_shown_on, show
from coordination.http import SignedInRequest
from coordination.models import Municipality
from coordination.pages import posted


@require_http_methods(["GET", "POST"])
@administrators_only
def change(request: SignedInRequest) -> HttpResponse:
    """Show what holds now, and ask what shall hold."""
    found = Municipality.objects.get(pk=1)
    form = SettingsForm.of(found, posted(request))
    if form.is_valid():
        with refusals_shown_on(form, subject=found):
            version = form.cleaned_data["version"]
            actions.change(by=request.user, version=version, **form.wanted)
            messages.success(request, _("The settings are changed."))
            return redirect("settings")
    return show(
        request,
        "coordination/administration/settings.html",
        form,
        tabs=tabs("settings"),
    )
