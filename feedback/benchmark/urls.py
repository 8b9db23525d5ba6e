"""Addresses of benchmarks."""

from django.urls import path

from feedback.benchmark import views

OWN = "ledelse/sammenligning/kvartal-<slug:key>.json"

urlpatterns = [
    path("ledelse/sammenligning/", views.listed, name="benchmarks"),
    path("ledelse/sammenligning/ny/", views.bring_in, name="benchmark-bring-in"),
    path(
        "ledelse/sammenligning/<int:pk>/put-away/",
        views.put_away,
        name="benchmark-put-away",
    ),
    path(OWN, views.quarter, name="benchmark-quarter"),
]
