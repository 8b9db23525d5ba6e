"""Addresses of the administrator's pages."""

from django.urls import path

from coordination.administration.departments import views as departments
from coordination.administration.people import views as people
from coordination.administration.seats import views as seats
from coordination.administration.settings import views as settings

PERSON = "administration/people/<int:pk>/"
DEPARTMENT = "administration/departments/<int:pk>/"

urlpatterns = [
    path("administration/", people.index, name="administration"),
    path("administration/people/new/", people.hire, name="person-hire"),
    path(PERSON, people.detail, name="person-detail"),
    path(f"{PERSON}details/", people.correct, name="person-correct"),
    path(f"{PERSON}link/", people.send_link, name="person-link"),
    path(f"{PERSON}two-step/", people.forget_two_step, name="person-two-step"),
    path(f"{PERSON}deactivate/", people.deactivate, name="person-deactivate"),
    path(f"{PERSON}reactivate/", people.reactivate, name="person-reactivate"),
    path(f"{PERSON}seat/", seats.give, name="seat-give"),
    path("administration/seats/<int:pk>/end/", seats.end, name="seat-end"),
    path("administration/seats/<int:pk>/keep/", seats.keep, name="seat-keep"),
    path("administration/departments/", departments.index, name="departments"),
    path("administration/departments/new/", departments.begin, name="department-open"),
    path(DEPARTMENT, departments.correct, name="department-correct"),
    path(f"{DEPARTMENT}close/", departments.close, name="department-close"),
    path(f"{DEPARTMENT}reopen/", departments.reopen, name="department-reopen"),
    path("administration/settings/", settings.change, name="settings"),
]
