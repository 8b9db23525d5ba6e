"""Addresses of everything mentors offer."""

from django.urls import include, path

urlpatterns = [
    path("", include("mentors.feed.urls")),
    path("", include("mentors.mentorship.urls")),
    path("", include("mentors.leaders.urls")),
    path("", include("mentors.outing.urls")),
    path("", include("mentors.planned.urls")),
    path("", include("mentors.unplaced.urls")),
    path("", include("mentors.visit.urls")),
    path("", include("mentors.field.urls")),
]
