"""Addresses of the calls that citizens ask for."""

from django.urls import path

from cases.call import views

urlpatterns = [
    path("measures/<int:pk>/call/", views.call, name="call"),
    path("measures/<int:pk>/pass-on/", views.pass_on, name="call-pass-on"),
]
