"""The leaders' page about the mentors' work."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.http import SignedInRequest, number_in
from coordination.models import Department
from coordination.models.organisation import Role
from coordination.record import record
from mentors.leaders.months import latest_months
from mentors.leaders.of_citizens import citizens, first_visit
from mentors.leaders.of_visits import agreements_kept, nobody_home, visits_done
from mentors.leaders.publishing import FEWEST_MENTORS
from mentors.leaders.series import Measured
from mentors.leaders.tabs import tabs_of
from mentors.leaders.uploads import waiting_uploads

FIGURES = (visits_done, agreements_kept, nobody_home, first_visit, citizens)


@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Show leaders the mentors' work by month; every leader sees the same figures."""
    if not request.user.has_role(Role.LEADER):
        raise PermissionDenied
    measured = Measured(latest_months())
    open_ones = Department.objects.filter(pk__in=measured.departments())
    names = dict(open_ones.order_by("name").values_list("pk", "name"))
    asked = number_in(request.GET, "department")
    chosen = asked if asked in names else None
    record(
        "figures.read",
        subject_type="figures",
        by=request.user,
        purpose="management",
        facts={"table": "mentors", "of": chosen},
    )
    series = measured.series(chosen)
    context = {
        "tabs": tabs_of(request.user, here="mentor-figures"),
        "departments": names,
        "chosen": chosen,
        "place": names.get(chosen) if chosen else "",
        "now": series.standing[-1],
        "uploads": waiting_uploads(request.user),
        "figures": [make(series) for make in FIGURES],
        "fewest": FEWEST_MENTORS,
    }
    return render(request, "mentors/leaders/overview.html", context)
