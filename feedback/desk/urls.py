"""Addresses of the counter's own staff."""

from django.urls import path

from feedback.desk import views

urlpatterns = [
    path("besvarelser/koder/", views.look_up, name="desk"),
    path("besvarelser/koder/<int:pk>/", views.code, name="desk-code"),
    path("besvarelser/koder/<int:pk>.pdf", views.printed, name="desk-print"),
]
