"""Parts in a case over HTTP."""

from typing import Any

from cases.case.models import Case
from cases.involvement import actions
from cases.involvement.input import InvolveInput, LeaveInput
from cases.involvement.models import Involvement
from cases.involvement.output import InvolvementRow
from coordination.api.fields import OfCase
from coordination.api.nouns import Nouns
from coordination.api.steps import Steps, step


class Involvements(Nouns):
    """Who has a part in a case: the one source of access."""

    model = Involvement
    filters, row, output = OfCase, InvolvementRow, InvolvementRow

    def shown(self, rows: Any) -> Any:
        """Bring along who it is."""
        return rows.select_related("case", "department", "person")

    @step(LeaveInput)
    def end(self, part: Involvement, **said: Any) -> None:
        """End a part in the case; the access ends with it."""
        actions.end(part, **said)


class OfOneCase(Steps):
    """What begins a part."""

    model = Case

    @step(InvolveInput, makes=True)
    def involve(self, case: Case, *, version: int | None, **said: Any) -> Involvement:
        """Let a department take part, on a basis."""
        return actions.begin(case, **said)
