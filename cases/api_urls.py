"""Addresses of the cases' nouns in version 1 of the API."""

from django.urls import URLPattern, URLResolver
from rest_framework.routers import SimpleRouter

from cases.baton.api import Batons
from cases.call.api import OfOneCall
from cases.call.api import urlpatterns as calls
from cases.case.api import Cases
from cases.charter.api import Charters
from cases.citizen.api import Citizens
from cases.consent import api as consent
from cases.contact import api as contact
from cases.coordinators.api import urlpatterns as coordinators
from cases.emergency.api import Emergencies
from cases.handover import api as handover
from cases.involvement import api as involvement
from cases.plan import api as plan
from cases.worklist.api import urlpatterns as worklist

NOUNS = {
    "cases": Cases,
    "handovers": handover.Handovers,
    "involvements": involvement.Involvements,
    "consents": consent.Consents,
    "contacts": contact.Contacts,
    "goals": plan.Goals,
    "measures": plan.Measures,
    "batons": Batons,
    "citizens": Citizens,
}
# Each noun that is made in a case adds its own steps to the case's address.
STEPS_OF_A_CASE = [
    handover.OfOneCase,
    involvement.OfOneCase,
    consent.OfOneCase,
    contact.OfOneCase,
    plan.OfOneCase,
    plan.Plans,
    Charters,
]

router = SimpleRouter()
for address, noun in NOUNS.items():
    router.register(address, noun, basename=f"api-{noun.model._meta.model_name}")
router.register("emergencies", Emergencies, basename="api-emergency")
router.register("measures", OfOneCall, basename="api-call")
for steps in STEPS_OF_A_CASE:
    router.register("cases", steps, basename=f"api-{steps.__module__}.{steps.__name__}")

urlpatterns: list[URLPattern | URLResolver] = [
    *router.urls,
    *worklist,
    *coordinators,
    *calls,
]
