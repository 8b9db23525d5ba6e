"""Addresses of the access log."""

from django.urls import path

from coordination.audit import views

urlpatterns = [
    path("audit/", views.index, name="audit"),
    path("audit/case/", views.case, name="audit-case"),
]
