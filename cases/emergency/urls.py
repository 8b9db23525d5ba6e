"""Addresses of the pages about emergencies."""

from django.urls import path

from cases.emergency import views

urlpatterns = [
    path("emergency/", views.open_case, name="emergency"),
    path("emergency/looks/", views.judge, name="emergency-looks"),
]
