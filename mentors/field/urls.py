"""Addresses of a mentor's day."""

from django.urls import path

from mentors.field import app, views

urlpatterns = [
    path("field/", views.field, name="field"),
    path("field/sw.js", app.worker, name="field-worker"),
    path("field/app.webmanifest", app.manifest, name="field-manifest"),
    path("field/shell/<slug:language>/", app.shell, name="field-shell"),
    path("field/leave/", app.leave, name="field-leave"),
    path("field/<int:pk>/", views.of_citizen, name="field-citizen"),
    path("field/<int:pk>/address/", views.address, name="field-address"),
]
