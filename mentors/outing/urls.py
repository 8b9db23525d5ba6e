"""Addresses of outings."""

from django.urls import path

from mentors.outing import views

urlpatterns = [
    path("field/out/", views.begin, name="outing-begin"),
    path("mentors/out/", views.listed, name="outing-list"),
    path("outings/<int:pk>/", views.detail, name="outing-detail"),
    path("outings/<int:pk>/extend/", views.extend, name="outing-extend"),
    path("outings/<int:pk>/come-back/", views.come_back, name="outing-come-back"),
]
