"""The addresses of feedback: the citizen's page and the leader's."""

from django.urls import path

from feedback.invitation import views as invitation
from feedback.leaders import views as leaders

app_name = "feedback"

urlpatterns = [
    path("s/<str:secret>/", invitation.answer, name="answer"),
    path("s/<str:secret>/stop/", invitation.stop, name="stop"),
    path("ledelse/", leaders.overview, name="leaders"),
]
