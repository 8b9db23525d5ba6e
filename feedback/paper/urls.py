"""Addresses of answers on paper."""

from django.urls import path

from feedback.paper import views

urlpatterns = [
    path("papir/", views.type_in, name="paper"),
    path("papir/<int:pk>.pdf", views.printed, name="paper-print"),
]
