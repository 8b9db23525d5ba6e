"""Handovers over HTTP."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from cases.case.models import Case
from cases.handover import actions
from cases.handover.models import Handover
from cases.handover.output import HandoverOutput, HandoverRow
from cases.involvement.input import BasisInput
from cases.involvement.models import Basis
from coordination.api.fields import (
    DepartmentChoice,
    FromToday,
    IdFilter,
    OfCase,
    PersonChoice,
    Text,
)
from coordination.api.nouns import Nouns
from coordination.api.steps import Steps, step


class HandoverFilters(OfCase):
    """Which handovers to list."""

    state = serializers.ChoiceField(Handover.State.choices, required=False)
    giver = IdFilter()
    receiver = IdFilter()


class OfferInput(BasisInput):
    """To whom the baton is offered, why, and how it is handed over."""

    receiver = DepartmentChoice()
    to_person = PersonChoice(default=None, allow_null=True)
    reason = Text(max_length=2000)
    warm = serializers.BooleanField(default=True)
    planned = serializers.BooleanField(default=True)
    meeting_on = FromToday(default=None, allow_null=True)
    our_part_ends = serializers.BooleanField(default=False)
    basis = serializers.ChoiceField(
        Basis.choices,
        default="",
        allow_blank=True,
        help_text="Needed unless the department takes part in the case already.",
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """Keep only what goes together."""
        said = super().validate(said)
        if not said["basis"]:
            said.update(basis_text="", consent=None)
        if not said["warm"] and said["meeting_on"]:
            sentence = _("A handover in writing has no joint meeting.")
            raise serializers.ValidationError({"meeting_on": [sentence]})
        return said


class AcceptInput(serializers.Serializer[Any]):
    """What the receiver has understood, and who is the contact person from now on."""

    read_back = Text(max_length=2000)
    contact_person = PersonChoice(default=None, allow_null=True)
    next_by = PersonChoice(
        default=None,
        allow_null=True,
        help_text="Who does the next step from now on, if somebody at the giver was to"
        " do it. Without it, the new contact person.",
    )


class DeclineInput(serializers.Serializer[Any]):
    """Why the department does not take the baton."""

    code = serializers.ChoiceField(Handover.DeclineCode.choices)
    text = Text(max_length=2000)


class WithdrawInput(serializers.Serializer[Any]):
    """Why the offer is taken back."""

    note = Text(max_length=500, default="", allow_blank=True)


class CompleteInput(serializers.Serializer[Any]):
    """Empty when the citizen has been met; else why not."""

    not_met_because = Text(max_length=300, default="", allow_blank=True)


class ObjectInput(serializers.Serializer[Any]):
    """Why the takeover was not right."""

    objection = Text(max_length=500)


class Handovers(Nouns):
    """One department offers its baton to another; the giver holds until it is taken."""

    model = Handover
    filters, row, output = HandoverFilters, HandoverRow, HandoverOutput

    def shown(self, rows: Any) -> Any:
        """Bring along the people."""
        return rows.select_related(
            "case__citizen", "giver_person", "to_person", "contact_person"
        )

    def find(self, pk: str) -> Handover:
        """Return a stand-in: the step itself finds out whether it may be seen."""
        return Handover.by_number(int(pk))

    def listed(self, rows: Any) -> Any:
        """Bring along the citizen, and no charter."""
        return rows.select_related("case__citizen").defer("charter")

    @step(AcceptInput)
    def accept(self, handover: Handover, **said: Any) -> None:
        """Take the baton: one period ends and the next begins at the same instant."""
        actions.accept(handover, **said)

    @step(DeclineInput)
    def decline(self, handover: Handover, **said: Any) -> None:
        """Say no with a reason; the giver keeps the baton and is told why."""
        actions.decline(handover, **said)

    @step(WithdrawInput)
    def withdraw(self, handover: Handover, **said: Any) -> None:
        """Take the offer back before it is answered."""
        actions.withdraw(handover, **said)

    @step(CompleteInput)
    def complete(self, handover: Handover, **said: Any) -> None:
        """Note that the new contact person has met the citizen, or why not."""
        actions.complete(handover, **said)

    @step(ObjectInput, path="object")
    def object_to(self, handover: Handover, **said: Any) -> None:
        """Object to a takeover by the last-contact rule; the coordinator decides."""
        actions.object_to(handover, **said)


class OfOneCase(Steps):
    """What sends a case's baton on its way."""

    model = Case

    @step(OfferInput, makes=True)
    def offer(self, case: Case, *, version: int | None, **said: Any) -> Handover:
        """Ask a department to take the baton; the giver holds it meanwhile."""
        return actions.offer(case, **said)
