"""Addresses of visits."""

from django.urls import path

from mentors.visit import views

urlpatterns = [
    path("field/<int:pk>/visit/", views.log, name="visit-log"),
    path("visits/<int:pk>/correct/", views.correct, name="visit-correct"),
    path("visits/held/<int:pk>/", views.held, name="visit-held"),
    path("visits/held/<int:pk>/keep/", views.keep, name="visit-held-keep"),
    path("visits/held/<int:pk>/drop/", views.drop, name="visit-held-drop"),
]
