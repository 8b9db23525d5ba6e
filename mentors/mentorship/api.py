"""Mentorships over HTTP."""

from typing import Any

from rest_framework import serializers

from cases.case.models import Case
from cases.consent.models import Consent
from cases.involvement.models import Basis
from coordination.api.fields import (
    Day,
    DepartmentChoice,
    Named,
    OfCase,
    PartChoice,
    Person,
    PersonChoice,
    Text,
)
from coordination.api.nouns import Nouns
from coordination.api.steps import Steps, step
from mentors.mentorship import actions
from mentors.mentorship.forms import CHOSEN_ENDINGS
from mentors.mentorship.models import Mentorship


class MentorshipRow(serializers.Serializer[Mentorship]):
    """A mentorship as one line of a list."""

    id = serializers.IntegerField(source="pk")
    case = serializers.IntegerField(source="case_id")
    state = serializers.ChoiceField(Mentorship.State.choices)
    department = Named()
    mentor = Person(allow_null=True)
    frequency = serializers.ChoiceField(Mentorship.Frequency.choices)
    until = serializers.DateField()
    version = serializers.IntegerField()


class MentorshipOutput(MentorshipRow):
    """What is agreed about a mentorship."""

    goal = serializers.CharField()
    tasks = serializers.CharField()
    hours_a_week = serializers.IntegerField(allow_null=True)
    shared = serializers.ChoiceField(Mentorship.Shared.choices)
    activated_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_because = serializers.CharField()
    takes_along = serializers.CharField()


class ProposeInput(serializers.Serializer[Any]):
    """What the citizen wants from a mentor, and who could be it."""

    department = DepartmentChoice()
    mentor = PersonChoice(default=None, allow_null=True)
    goal = Text(max_length=300)
    tasks = Text(max_length=2000, default="", allow_blank=True)
    frequency = serializers.ChoiceField(
        Mentorship.Frequency.choices, default=Mentorship.Frequency.WEEKLY.value
    )
    hours_a_week = serializers.IntegerField(
        min_value=1, max_value=37, default=None, allow_null=True
    )
    summary = Text(max_length=2000, default="", allow_blank=True)
    shared = serializers.ChoiceField(
        Mentorship.Shared.choices, default=Mentorship.Shared.SUMMARY.value
    )
    until = Day()
    basis = serializers.ChoiceField(Basis.choices, default=Basis.NECESSITY.value)
    basis_text = Text(max_length=300, default="", allow_blank=True)
    consent = PartChoice(of=Consent.objects.in_force, default=None, allow_null=True)


class MatchInput(serializers.Serializer[Any]):
    """Which mentor it is to be."""

    mentor = PersonChoice()


class RenewInput(serializers.Serializer[Any]):
    """Until when it goes on."""

    until = Day()


class EndInput(serializers.Serializer[Any]):
    """Why it ends, and what the citizen takes along."""

    because = serializers.ChoiceField(
        [(code.value, code.label) for code in CHOSEN_ENDINGS]
    )
    takes_along = Text(max_length=2000, default="", allow_blank=True)


class MentorshipFilters(OfCase):
    """Which mentorships to list."""

    state = serializers.ChoiceField(Mentorship.State.choices, required=False)


class Mentorships(Nouns):
    """Who has a mentor, who waits for one, and what is agreed."""

    model = Mentorship
    filters, row, output = MentorshipFilters, MentorshipRow, MentorshipOutput

    def shown(self, rows: Any) -> Any:
        """Bring along who and where."""
        return rows.select_related("case", "department", "mentor")

    @step(MatchInput)
    def match(self, mentorship: Mentorship, **said: Any) -> None:
        """Name the mentor of a proposal."""
        actions.match(mentorship, **said)

    @step()
    def activate(self, mentorship: Mentorship, **said: Any) -> None:
        """Begin; from now on the mentor sees what a mentor may see."""
        actions.activate(mentorship, **said)

    @step(RenewInput)
    def renew(self, mentorship: Mentorship, **said: Any) -> None:
        """Go on until another day, at most six months ahead."""
        actions.renew(mentorship, **said)

    @step(EndInput)
    def end(self, mentorship: Mentorship, **said: Any) -> None:
        """Say goodbye; the mentor's access ends with it."""
        actions.end(mentorship, **said)


class OfOneCase(Steps):
    """Asking for a mentor."""

    model = Case

    @step(ProposeInput, path="mentorship", makes=True)
    def propose(self, case: Case, *, version: int | None, **said: Any) -> Mentorship:
        """Ask a department for a mentor. If-Match is about the case."""
        return actions.propose(case, **said)
