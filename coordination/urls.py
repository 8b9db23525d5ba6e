"""All addresses; the apps above are named as strings only."""

from importlib import import_module

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from coordination import health

APPS = [
    ("", "cases.urls"),
    ("", "coordination.notices.urls"),
    ("", "coordination.deputies.urls"),
    ("", "mentors.urls"),
    ("", "feedback.urls"),
    ("api/", "coordination.api_urls"),
    ("demo/post/", "coordination.demo_urls"),
]


def exists(module: str) -> bool:
    """Say whether a module can be imported."""
    try:
        import_module(module)
    except ImportError:
        return False
    return True


urlpatterns = [
    path("account/", include("coordination.accounts")),
    path("language/", login_not_required(set_language), name="set_language"),
    path("health/live/", health.live, name="health-live"),
    path("health/ready/", health.ready, name="health-ready"),
    *(path(where, include(app)) for where, app in APPS if exists(app)),
]

handler400 = "coordination.http.bad_request"
handler403 = "coordination.http.forbidden"
handler404 = "coordination.http.not_found"
handler500 = "coordination.http.broken"
