"""Addresses of the pages for a case's steps."""

from django.urls import path

from cases.case import step_views

urlpatterns = [
    path("cases/<int:pk>/coordinate/", step_views.coordinate, name="case-coordinate"),
    path(
        "cases/<int:pk>/decline-coordination/",
        step_views.decline_coordination,
        name="case-decline-coordination",
    ),
    path(
        "cases/<int:pk>/end-coordination/",
        step_views.end_coordination,
        name="case-end-coordination",
    ),
    path("cases/<int:pk>/pause/", step_views.pause, name="case-pause"),
    path("cases/<int:pk>/resume/", step_views.resume, name="case-resume"),
    path("cases/<int:pk>/close/", step_views.close, name="case-close"),
    path("cases/<int:pk>/reopen/", step_views.reopen, name="case-reopen"),
    path("cases/<int:pk>/reassign/", step_views.reassign, name="case-reassign"),
    path(
        "cases/<int:pk>/contact-person/",
        step_views.contact_person,
        name="case-contact-person",
    ),
]
