"""Who has held the baton, over HTTP; it is moved by steps of other nouns only."""

from typing import Any

from rest_framework import serializers

from cases.baton.models import BatonPeriod, Cause
from coordination.api.fields import IdFilter, Named, OfCase, Person
from coordination.api.nouns import Lists


class HeldOutput(serializers.Serializer[BatonPeriod]):
    """Who holds the baton, and since when."""

    department = Named()
    holder = Person()
    since = serializers.DateTimeField()


class PeriodOutput(HeldOutput):
    """Who held the baton, from when till when."""

    until = serializers.DateTimeField(allow_null=True)
    cause = serializers.ChoiceField(Cause.choices)


class PeriodRow(PeriodOutput):
    """A period as one line of a list."""

    id = serializers.IntegerField(source="pk")
    case = serializers.IntegerField(source="case_id")


class PeriodFilters(OfCase):
    """Which periods to list."""

    holder = IdFilter()
    department = IdFilter()
    current = serializers.BooleanField(required=False)


class Batons(Lists):
    """Periods with the baton: they tile a case's life without gap or overlap."""

    model = BatonPeriod
    filters, row = PeriodFilters, PeriodRow

    def shown(self, rows: Any) -> Any:
        """Bring along who and where."""
        return rows.select_related("department", "holder")

    def narrowed(self, rows: Any, wanted: dict[str, Any]) -> Any:
        """Keep what the caller asks for."""
        if "current" in wanted:
            rows = rows.filter(until__isnull=wanted.pop("current"))
        return rows.filter(**wanted)
