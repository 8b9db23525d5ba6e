"""The tables of the slices, where Django looks for them."""

from cases.baton.models import BatonPeriod
from cases.case.models import Case
from cases.charter.models import Charter
from cases.citizen.models import Citizen, Reveal
from cases.consent.models import Consent
from cases.contact.models import Contact
from cases.handover.models import Handover
from cases.involvement.models import CaseGroupGrant, CaseUserGrant, Involvement
from cases.plan.measure import Measure
from cases.plan.models import Goal, Plan

__all__ = [
    "BatonPeriod",
    "Case",
    "CaseGroupGrant",
    "CaseUserGrant",
    "Charter",
    "Citizen",
    "Consent",
    "Contact",
    "Goal",
    "Handover",
    "Involvement",
    "Measure",
    "Plan",
    "Reveal",
]
