"""The tables of the slices, where Django looks for them."""

from mentors.feed.models import CalendarFeed
from mentors.mentorship.models import Mentorship
from mentors.outing.alarm import OutingAlarm
from mentors.outing.models import Outing
from mentors.planned.models import PlannedVisit
from mentors.sealed.models import SealedVisit
from mentors.unplaced.models import UnplacedVisit
from mentors.visit.held import HeldVisit
from mentors.visit.models import Visit

__all__ = [
    "CalendarFeed",
    "HeldVisit",
    "Mentorship",
    "Outing",
    "OutingAlarm",
    "PlannedVisit",
    "SealedVisit",
    "UnplacedVisit",
    "Visit",
]
