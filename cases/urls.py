"""Addresses of the case pages, one module for each noun."""

from django.urls import include, path

urlpatterns = [
    path("", include("cases.worklist.urls")),
    path("", include("cases.case.urls")),
    path("", include("cases.case.step_urls")),
    path("", include("cases.emergency.urls")),
    path("", include("cases.citizen.urls")),
    path("", include("cases.charter.urls")),
    path("", include("cases.contact.urls")),
    path("", include("cases.plan.urls")),
    path("", include("cases.call.urls")),
    path("", include("cases.handover.urls")),
    path("", include("cases.involvement.urls")),
    path("", include("cases.consent.urls")),
]
