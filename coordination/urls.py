"""All addresses; the apps above are named as strings only."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.account.urls")),
]
