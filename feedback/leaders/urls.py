"""Addresses of the leaders' pages."""

from django.urls import path

from feedback.leaders import answers, pages, views

urlpatterns = [
    path("ledelse/", views.overview, name="leaders"),
    path("ledelse/noegletal/<slug:code>/", pages.indicator, name="leaders-indicator"),
    path("ledelse/veje/", pages.from_to, name="leaders-ways"),
    path("ledelse/svar/", answers.answers, name="leaders-answers"),
    path("ledelse/tal.csv", views.export, {"form": "csv"}, name="leaders-export-csv"),
    path(
        "ledelse/tal.xlsx", views.export, {"form": "xlsx"}, name="leaders-export-xlsx"
    ),
]
