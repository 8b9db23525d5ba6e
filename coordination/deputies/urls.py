"""Addresses of the page about deputies."""

from django.urls import path

from coordination.deputies import views

urlpatterns = [
    path("deputies/", views.index, name="deputies"),
    path("deputies/<int:pk>/end/", views.end, name="deputy-end"),
]
