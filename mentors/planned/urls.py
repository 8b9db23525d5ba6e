"""Addresses of planned visits."""

from django.urls import path

from mentors.planned import views

urlpatterns = [
    path("field/<int:pk>/plan/", views.plan, name="planned-visit-plan"),
    path("field/planned/<int:pk>/move/", views.move, name="planned-visit-move"),
    path("field/planned/<int:pk>/cancel/", views.cancel, name="planned-visit-cancel"),
]
