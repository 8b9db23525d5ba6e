"""The address of what the municipality aims for."""

from django.urls import path

from feedback.target import views

urlpatterns = [path("ledelse/maal/", views.change, name="targets")]
