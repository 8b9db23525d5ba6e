"""Addresses of the messages to the person who is signed in."""

from django.urls import path

from coordination.notices import views

urlpatterns = [
    path("notices/", views.index, name="notices"),
    path("notices/seen/", views.see_all, name="notices-seen"),
    path("notices/<int:pk>/open/", views.open_one, name="notice-open"),
]
