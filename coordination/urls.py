"""All addresses; the apps above are named as strings only."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from coordination import health

urlpatterns = [
    # one prefix, before all the addresses that have none in common
    path("api/", include("coordination.api_urls")),
    # first of them, because a town's citizens may all answer on one evening
    path("", include("feedback.urls")),
    path("", include("cases.urls")),
    path("", include("coordination.notices.urls")),
    path("", include("coordination.deputies.urls")),
    path("", include("coordination.administration.urls")),
    path("", include("coordination.audit.urls")),
    path("", include("mentors.urls")),
    path("account/", include("coordination.accounts")),
    path("language/", login_not_required(set_language), name="set_language"),
    path("health/live/", health.live, name="health-live"),
    path("health/ready/", health.ready, name="health-ready"),
    path("demo/post/", include("coordination.demo_urls")),
]

handler400 = "coordination.http.bad_request"
handler403 = "coordination.http.forbidden"
handler404 = "coordination.http.not_found"
handler500 = "coordination.http.broken"
