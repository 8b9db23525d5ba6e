"""What a person can do with a citizen's wish to be called."""

from django.utils.translation import gettext as _

from cases.plan import actions as plan
from cases.plan.measure import Measure
from cases.plan.people import who_can_call
from coordination.models import User
from coordination.workflow import Refused, whole


@whole
def pass_on(
    call: Measure, *, by: User, responsible: User, version: int | None = None
) -> None:
    """Let somebody else call the citizen; they are told so."""
    if responsible not in who_can_call(call.case):
        raise Refused(
            _("%(person)s cannot be asked to call. Choose one of those named here.")
            % {"person": responsible}
        )
    plan.change(
        call,
        by=by,
        what=call.what,
        responsible=responsible,
        due_on=call.due_on,
        version=version,
    )
