"""The addresses of feedback: the citizen's page and the leader's."""

from django.urls import path

from feedback.invitation import views as invitation
from feedback.leaders import views as leaders

urlpatterns = [
    path("s/<str:secret>/", invitation.answer, name="survey"),
    path("s/<str:secret>/stop/", invitation.stop, name="survey-stop"),
    path("ledelse/", leaders.overview, name="leaders"),
    path("ledelse/tal.csv", leaders.export, {"form": "csv"}, name="leaders-export-csv"),
    path(
        "ledelse/tal.xlsx", leaders.export, {"form": "xlsx"}, name="leaders-export-xlsx"
    ),
]
