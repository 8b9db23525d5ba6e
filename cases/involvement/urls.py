"""Addresses of the pages about who takes part."""

from django.urls import path

from cases.involvement import views

urlpatterns = [
    path("cases/<int:pk>/involve/", views.involve, name="case-involve"),
    path("involvements/<int:pk>/end/", views.end, name="involvement-end"),
]
