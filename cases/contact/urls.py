"""Addresses of contacts."""

from django.urls import path

from cases.contact import views

urlpatterns = [
    path("cases/<int:pk>/contact/", views.log, name="case-contact"),
]
