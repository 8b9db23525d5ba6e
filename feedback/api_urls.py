"""Addresses of the leaders' tables in version 1 of the API."""

from django.urls import path

from feedback.leaders.api import Months, Quarter, Tables, Year

urlpatterns = [
    path("figures/", Tables.as_view(), name="api-figures"),
    path("figures/months/", Months.as_view(), name="api-figures-months"),
    path(
        "figures/quarters/<int:year>-<int:month>/<slug:dimension>/",
        Quarter.as_view(),
        name="api-figures-quarter",
    ),
    path("figures/years/<int:year>/", Year.as_view(), name="api-figures-year"),
]
