"""Addresses of interviews."""

from django.urls import path

from feedback.interview import views

urlpatterns = [
    path("besvarelser/samtaler/", views.index, name="interviews"),
    path("besvarelser/samtaler/<int:pk>/", views.ask, name="interview-ask"),
    path(
        "besvarelser/samtaler/<int:pk>/decline/",
        views.decline,
        name="interview-decline",
    ),
]
