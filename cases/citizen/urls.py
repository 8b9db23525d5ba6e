"""Addresses of a citizen's details; a citizen is always reached through a case."""

from django.urls import path

from cases.citizen import views

urlpatterns = [
    path("cases/<int:pk>/citizen/", views.correct, name="case-citizen"),
    path("cases/<int:pk>/citizen/reveal/", views.reveal, name="case-reveal"),
]
