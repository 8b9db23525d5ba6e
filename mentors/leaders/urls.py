"""Addresses of the leaders' pages about mentors."""

from django.urls import path

from mentors.leaders import views

urlpatterns = [path("ledelse/mentorer/", views.overview, name="mentor-figures")]
