"""Addresses of a case."""

from django.urls import path

from cases.case import views

urlpatterns = [
    path("cases/new/", views.open_case, name="case-open"),
    path("cases/<int:pk>/", views.detail, name="case-detail"),
]
