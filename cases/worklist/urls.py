"""Addresses of the worklist."""

from django.urls import path

from cases.worklist import views

urlpatterns = [
    path("", views.worklist, name="worklist"),
    path("search/", views.find, name="worklist-search"),
]
