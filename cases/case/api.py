"""Cases over HTTP."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.case import actions
from cases.case.input import (
    CloseInput,
    CoordinateInput,
    OpenInput,
    ReasonInput,
    ReassignInput,
)
from cases.case.models import Case
from cases.case.output import CaseOutput, CaseRow
from coordination.access import newest_visible
from coordination.api.fields import IdFilter
from coordination.api.idempotency import once
from coordination.api.nouns import Nouns
from coordination.api.steps import Receipt, receipt, step
from coordination.workflow import NotVisible


class CaseFilters(serializers.Serializer[Any]):
    """Which cases to list."""

    state = serializers.ChoiceField(Case.State.choices, required=False)
    holder = IdFilter(help_text="Who holds the baton now.")
    department = IdFilter(help_text="Whose baton it is now.")
    citizen = IdFilter()


class Cases(Nouns):
    """A citizen's case: at every moment one department and one person hold it."""

    model = Case
    filters, row, output = CaseFilters, CaseRow, CaseOutput
    case_column = "pk"

    def narrowed(self, rows: Any, wanted: dict[str, Any]) -> Any:
        """Keep what the caller asks for; holder and department are those of now."""
        current = {
            f"periods__{name}": wanted.pop(name)
            for name in ("holder", "department")
            if name in wanted
        }
        if current:
            rows = rows.filter(periods__until__isnull=True, **current)
        return rows.filter(**wanted)

    def newest(self, rows: Any, limit: int) -> list[Any]:
        """Return the first cases this person may see, each way of seeing by itself."""
        return newest_visible(rows, self.by(), limit=limit, key=lambda case: -case.pk)

    def shown(self, rows: Any) -> Any:
        """Bring along everybody who has, had or waits for the baton."""
        return rows.with_everybody()

    def listed(self, rows: Any) -> Any:
        """Bring along who has the baton."""
        return rows.with_people()

    @extend_schema(request=OpenInput, responses={201: Receipt})
    def create(self, request: Request) -> Response:
        """Open a case for a citizen; whoever opens it holds the baton first."""

        def work() -> Response:
            words = self.understand(OpenInput)
            somebody = words.pop("new_citizen", None)
            case = (
                actions.open_for_new_citizen(by=self.by(), citizen=somebody, **words)
                if somebody
                else actions.open_case(words.pop("citizen"), by=self.by(), **words)
            )
            return receipt(case, made=True)

        return once(request, work)

    def find(self, pk: str) -> Case:
        """Return the case if this person may see it, or see to its coordinator."""
        if self.action != "coordinate":
            return cast(Case, super().find(pk))
        rows = Case.objects.open_to(self.by(), self.action)
        found: Case | None = rows.filter(pk=pk).first()
        if found is None:
            raise NotVisible
        return found

    @step(CoordinateInput)
    def coordinate(self, case: Case, **said: Any) -> None:
        """Name the coordinator and the deputy."""
        actions.coordinate(case, **said)

    @step(ReasonInput)
    def decline_coordination(self, case: Case, **said: Any) -> None:
        """Note why this case needs no coordinator."""
        actions.decline_coordination(case, **said)

    @step()
    def end_coordination(self, case: Case, **said: Any) -> None:
        """Let the holder carry on without a coordinator."""
        actions.end_coordination(case, **said)

    @step(ReasonInput)
    def pause(self, case: Case, **said: Any) -> None:
        """Stop the clocks, with a reason."""
        actions.pause(case, **said)

    @step()
    def resume(self, case: Case, **said: Any) -> None:
        """Let the clocks run again."""
        actions.resume(case, **said)

    @step(CloseInput)
    def close(self, case: Case, **said: Any) -> None:
        """End the case with its outcome."""
        actions.close(case, **said)

    @step()
    def reopen(self, case: Case, **said: Any) -> None:
        """Take the case up again; whoever does holds the baton."""
        actions.reopen(case, **said)

    @step(ReassignInput)
    def reassign(self, case: Case, **said: Any) -> None:
        """Let a colleague in the same department be the contact person."""
        actions.reassign(case, **said)
