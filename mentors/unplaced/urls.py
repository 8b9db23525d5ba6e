"""Addresses of visits without a citizen."""

from django.urls import path

from mentors.unplaced import views

urlpatterns = [
    path("field/unplaced/<int:pk>/", views.place, name="unplacedvisit-place"),
    path("field/unplaced/<int:pk>/drop/", views.drop, name="unplacedvisit-drop"),
]
