"""Addresses of the committee's page."""

from django.urls import path

from feedback.committee import views

ROUND = "ledelse/runder/<int:pk>/udvalg"
PDF = {"form": "pdf"}

urlpatterns = [
    path("ledelse/udvalg/", views.of_the_pulse, name="committee"),
    path("ledelse/udvalg.pdf", views.of_the_pulse, PDF, name="committee-pdf"),
    path(ROUND + "/", views.of_a_round, name="committee-round"),
    path(ROUND + ".pdf", views.of_a_round, PDF, name="committee-round-pdf"),
]
