"""Addresses of charters."""

from django.urls import path

from cases.charter import views

urlpatterns = [
    path("cases/<int:pk>/charter/", views.keep, name="case-charter"),
]
