"""Addresses of a mentor's day."""

from django.urls import path

from mentors.field import views

urlpatterns = [
    path("field/", views.field, name="field"),
    path("field/<int:pk>/", views.of_citizen, name="field-citizen"),
    path("field/<int:pk>/address/", views.address, name="field-address"),
]
