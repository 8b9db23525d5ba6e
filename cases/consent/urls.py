"""Addresses of the pages about consent."""

from django.urls import path

from cases.consent import views

urlpatterns = [
    path("cases/<int:pk>/consent/", views.give, name="case-consent"),
    path("consents/<int:pk>/withdraw/", views.withdraw, name="consent-withdraw"),
]
