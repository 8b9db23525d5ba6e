"""Addresses of rounds."""

from django.urls import path

from feedback.audio.views import of_round
from feedback.round import views

ROUNDS = "ledelse/runder/"
ROUND = f"{ROUNDS}<int:pk>/"

urlpatterns = [
    path(ROUNDS, views.listed, name="round-list"),
    path(f"{ROUNDS}ny/", views.plan, name="round-plan"),
    path(ROUND, views.detail, name="round-detail"),
    path(f"{ROUND}fremdrift/", views.progress, name="round-progress"),
    path(f"{ROUND}aendre/", views.change, name="round-change"),
    path(f"{ROUND}interviewere/", views.interviewers, name="round-interviewers"),
    path(f"{ROUND}oplaesning/", of_round, name="round-sounds"),
    path(f"{ROUND}start/", views.start, name="round-start"),
    path(f"{ROUND}luk/", views.close, name="round-close"),
    path(f"{ROUND}aflys/", views.call_off, name="round-call-off"),
    path(f"{ROUND}tag-tilbage/", views.take_back, name="round-take-back"),
]
