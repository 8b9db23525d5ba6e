"""Addresses of a round's results."""

from django.urls import path

from feedback.result import views

ROUND = "ledelse/runder/<int:pk>/"

urlpatterns = [
    path(ROUND + "resultat/", views.results, name="round-results"),
    path(
        ROUND + "resultat.csv", views.export, {"form": "csv"}, name="round-results-csv"
    ),
    path(
        ROUND + "resultat.xlsx",
        views.export,
        {"form": "xlsx"},
        name="round-results-xlsx",
    ),
    path(ROUND + "sammenligning.json", views.benchmark, name="round-benchmark"),
]
