"""The tables of the slices, where Django looks for them."""

from mentors.mentorship.models import Mentorship
from mentors.visit.held import HeldVisit
from mentors.visit.models import Visit

__all__ = ["HeldVisit", "Mentorship", "Visit"]
