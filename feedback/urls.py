"""The addresses of feedback: the citizen's page and the leader's."""

from django.urls import include, path

from feedback.audio import views as audio
from feedback.audio.play import play
from feedback.invitation import views as invitation
from feedback.invitation.typed import type_code
from feedback.language import views as language

urlpatterns = [
    path("s/<str:secret>/", invitation.answer, name="survey"),
    path("s/<str:secret>/stop/", invitation.stop, name="survey-stop"),
    path("svar/", type_code, name="survey-code"),
    path("", include("feedback.counter.urls")),
    path("", include("feedback.desk.urls")),
    path("", include("feedback.interview.urls")),
    path("", include("feedback.paper.urls")),
    path("lyd/<slug:digest>.<slug:kind>", play, name="recording"),
    path("languages/", language.index, name="languages"),
    path("languages/<slug:code>/", language.check, name="language-check"),
    path("languages/<slug:code>/stop/", language.stop, name="language-stop"),
    path(
        "languages/<slug:code>/<slug:instrument>/",
        audio.of_instrument,
        name="language-sounds",
    ),
    path("", include("feedback.leaders.urls")),
    path("", include("feedback.note.urls")),
    path("", include("feedback.target.urls")),
    path("", include("feedback.round.urls")),
    path("", include("feedback.remark.urls")),
    path("", include("feedback.result.urls")),
    path("", include("feedback.benchmark.urls")),
    path("", include("feedback.committee.urls")),
]
