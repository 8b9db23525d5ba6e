"""All addresses; the apps above are named as strings only."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("account/", include("coordination.accounts")),
    path("language/", login_not_required(set_language), name="set_language"),
]

handler400 = "coordination.http.bad_request"
handler403 = "coordination.http.forbidden"
handler404 = "coordination.http.not_found"
handler500 = "coordination.http.broken"
