"""Uploads that wait for a decision, over HTTP."""

from typing import Any

from rest_framework import serializers

from coordination.api.fields import OfCase, Person
from coordination.api.nouns import Nouns
from coordination.api.steps import available_steps, step
from mentors.visit import intake
from mentors.visit.held import HeldVisit


class HeldVisitRow(serializers.Serializer[HeldVisit]):
    """An upload whose id stood for other content, without its words."""

    id = serializers.IntegerField(source="pk")
    mentorship = serializers.IntegerField(source="mentorship_id")
    author = Person()
    client_id = serializers.UUIDField()
    held_at = serializers.DateTimeField()
    state = serializers.ChoiceField(HeldVisit.State.choices)
    version = serializers.IntegerField()


class HeldVisitOutput(HeldVisitRow):
    """An upload with what it says, to be compared with the visit of that id."""

    content = serializers.DictField()
    available_steps = serializers.SerializerMethodField()

    def get_available_steps(self, held: HeldVisit) -> list[str]:
        """Return the steps the caller could take now."""
        return available_steps(held, self.context["request"].user)


class HeldVisitFilters(OfCase):
    """Which held uploads to list."""

    state = serializers.ChoiceField(HeldVisit.State.choices, required=False)


class HeldVisits(Nouns):
    """Visits that were sent twice with other words: both are kept, a person decides."""

    model = HeldVisit
    filters, row, output = HeldVisitFilters, HeldVisitRow, HeldVisitOutput

    def shown(self, rows: Any) -> Any:
        """Bring along who wrote it."""
        return rows.select_related("author", "mentorship", "case")

    @step()
    def keep(self, held: HeldVisit, **said: Any) -> None:
        """Let the later one stand, as a correction of the first."""
        intake.keep(held, **said)

    @step()
    def drop(self, held: HeldVisit, **said: Any) -> None:
        """Let the first one stand; the later one is set aside, and stays."""
        intake.drop(held, **said)
