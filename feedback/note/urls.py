"""Addresses of notes on charts."""

from django.urls import path

from feedback.note import views

urlpatterns = [
    path("ledelse/noter/ny/", views.pin, name="note-pin"),
    path("ledelse/noter/<int:pk>/rebase/", views.rebase, name="note-rebase"),
    path("ledelse/noter/<int:pk>/take-back/", views.take_back, name="note-take-back"),
]
