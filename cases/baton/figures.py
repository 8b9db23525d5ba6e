"""Process figures about who holds the baton, and who keeps it together."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Now

from cases.baton.models import BatonPeriod
from cases.case.models import Case
from cases.handover.models import Handover
from coordination.figures import figure
from coordination.models import Membership


@figure("cases_without_coordinator")
def count_without_coordinator(**_window: Any) -> int:
    """Return how many cases call for a coordinator and have none.

    Those that whoever names coordinators finds in their list: a case that is paused,
    or whose departments have said no, waits for nobody.
    """
    return Case.objects.called_for().filter(coordinator=None).count()


@figure("cases_without_accepted_holder")
def count_without_accepted_holder(**_window: Any) -> dict[str, int]:
    """Return in how many active cases nobody has said yes to the baton in time.

    Periods with the baton tile a case's life, so there always is a holder; but the
    giver of an offer has let go in mind. `overdue`: an offer whose last day to answer
    is over. `gone`: the holder is shut out, or works in no department any more.
    `without` is each such case once, of `active` ones; `offered` is how many offers
    wait, late or not.
    """
    seats = Membership.objects.in_force().filter(user=OuterRef("holder"))
    gone = BatonPeriod.objects.current().filter(~Exists(seats), case=OuterRef("pk"))
    offers = Handover.objects.offered().filter(case=OuterRef("pk"))
    cases = Case.objects.active().annotate(
        is_offered=Exists(offers),
        is_overdue=Exists(offers.filter(remind_at__lte=Now())),
        is_gone=Exists(gone),
    )
    return cases.aggregate(
        active=Count("pk"),
        offered=Count("pk", filter=Q(is_offered=True)),
        overdue=Count("pk", filter=Q(is_overdue=True)),
        gone=Count("pk", filter=Q(is_gone=True)),
        without=Count("pk", filter=Q(is_overdue=True) | Q(is_gone=True)),
    )
