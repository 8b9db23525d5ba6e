"""Addresses of a mentor's calendar."""

from django.urls import path

from mentors.feed import views

urlpatterns = [
    path("field/calendar/", views.feed, name="calendar-feed"),
    path("field/calendar/give/", views.give, name="calendar-feed-give"),
    path("field/calendar/take-back/", views.take_back, name="calendar-feed-take-back"),
    path("field/calendar/<str:secret>.ics", views.calendar, name="calendar"),
]
