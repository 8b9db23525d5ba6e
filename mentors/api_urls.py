"""Addresses of the mentors' nouns in version 1 of the API."""

from rest_framework.routers import SimpleRouter

from mentors.mentorship.api import Mentorships, OfOneCase
from mentors.outing.api import Outings
from mentors.planned.api import OfOneMentorship, PlannedVisits
from mentors.visit.api import Visits

router = SimpleRouter()
router.register("mentorships", Mentorships, basename="api-mentorship")
router.register(
    "mentorships", OfOneMentorship, basename="api-planned-visit-of-mentorship"
)
router.register("planned-visits", PlannedVisits, basename="api-plannedvisit")
router.register("outings", Outings, basename="api-outing")
router.register("visits", Visits, basename="api-visit")
router.register("cases", OfOneCase, basename="api-mentorship-of-case")

urlpatterns = router.urls
