"""Addresses of the mentors' nouns in version 1 of the API."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from mentors.leaders.api import Mentors
from mentors.mentorship.api import Mentorships, OfOneCase
from mentors.outing.api import Outings
from mentors.planned.api import OfOneMentorship, PlannedVisits
from mentors.sealed.api import SealedVisits, Session
from mentors.unplaced.api import UnplacedVisits
from mentors.visit.api import Visits
from mentors.visit.held_api import HeldVisits

router = SimpleRouter()
router.register("mentorships", Mentorships, basename="api-mentorship")
router.register(
    "mentorships", OfOneMentorship, basename="api-planned-visit-of-mentorship"
)
router.register("planned-visits", PlannedVisits, basename="api-plannedvisit")
router.register("outings", Outings, basename="api-outing")
router.register("visits", Visits, basename="api-visit")
router.register("held-visits", HeldVisits, basename="api-heldvisit")
router.register("unplaced-visits", UnplacedVisits, basename="api-unplacedvisit")
router.register("cases", OfOneCase, basename="api-mentorship-of-case")

urlpatterns = [
    path("figures/mentors/", Mentors.as_view(), name="api-figures-mentors"),
    path("field/session/", Session.as_view(), name="api-field-session"),
    path("visits/sealed/", SealedVisits.as_view(), name="api-visit-sealed"),
    *router.urls,
]
