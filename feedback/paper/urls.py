"""Addresses of answers on paper."""

from django.urls import path

from feedback.paper import views

urlpatterns = [
    path("besvarelser/", views.type_in, name="paper"),
    path("besvarelser/<int:pk>.pdf", views.printed, name="paper-print"),
]
