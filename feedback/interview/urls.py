"""Addresses of interviews."""

from django.urls import path

from feedback.interview import views

urlpatterns = [
    path("samtaler/", views.index, name="interviews"),
    path("samtaler/<int:pk>/", views.ask, name="interview-ask"),
    path("samtaler/<int:pk>/decline/", views.decline, name="interview-decline"),
]
