"""Addresses of the leaders' tables in version 1 of the API."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from feedback.benchmark.api import Benchmarks
from feedback.counter.api import Counters
from feedback.desk.api import Code, Search
from feedback.interview.api import (
    InterviewAnswers,
    InterviewDecline,
    Interviews,
    Papers,
)
from feedback.leaders.api import Months, Quarter, Tables, Year
from feedback.leaders.counts_api import Counts
from feedback.leaders.series_api import Indicators
from feedback.note.api import Notes
from feedback.remark.api import Remarks
from feedback.result.api import Results
from feedback.round.api import Rounds
from feedback.target.api import Targets

router = SimpleRouter()
router.register("remarks", Remarks, basename="api-remark")
router.register("rounds", Rounds, basename="api-round")
router.register("counters", Counters, basename="api-counter")
router.register("notes", Notes, basename="api-note")
router.register("benchmarks", Benchmarks, basename="api-benchmark")

urlpatterns = [
    path("figures/", Tables.as_view(), name="api-figures"),
    path("figures/indicators/", Indicators.as_view(), name="api-figures-indicators"),
    path("figures/targets/", Targets.as_view(), name="api-figures-targets"),
    path(
        "figures/counts/<slug:table>/<slug:dimension>/",
        Counts.as_view(),
        name="api-figures-counts",
    ),
    path("figures/months/", Months.as_view(), name="api-figures-months"),
    path(
        "figures/quarters/<int:year>-<int:month>/<slug:dimension>/",
        Quarter.as_view(),
        name="api-figures-quarter",
    ),
    path("figures/years/<int:year>/", Year.as_view(), name="api-figures-year"),
    path("rounds/<int:pk>/results/", Results.as_view(), name="api-round-results"),
    path("interviews/", Interviews.as_view(), name="api-interviews"),
    path(
        "interviews/<int:pk>/answers/",
        InterviewAnswers.as_view(),
        name="api-interview-answers",
    ),
    path(
        "interviews/<int:pk>/decline/",
        InterviewDecline.as_view(),
        name="api-interview-decline",
    ),
    path("desk/search/", Search.as_view(), name="api-desk-search"),
    path("desk/codes/<int:pk>/", Code.as_view(), name="api-desk-code"),
    path("paper/", Papers.as_view(), name="api-paper"),
    *router.urls,
]
