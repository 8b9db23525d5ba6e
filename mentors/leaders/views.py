"""The leaders' page about the mentors' work."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.http import SignedInRequest, number_in
from mentors.leaders.of_citizens import citizens, first_visit
from mentors.leaders.of_visits import agreements_kept, nobody_home, visits_done
from mentors.leaders.publishing import FEWEST_MENTORS
from mentors.leaders.reading import read
from mentors.leaders.tabs import tabs_of
from mentors.leaders.uploads import waiting_uploads

FIGURES = (visits_done, agreements_kept, nobody_home, first_visit, citizens)


@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Show leaders the mentors' work by month; every leader sees the same figures."""
    found = read(request.user, department=number_in(request.GET, "department"))
    context = {
        "tabs": tabs_of(request.user, here="mentor-figures"),
        "departments": found.departments,
        "chosen": found.chosen,
        "place": found.departments.get(found.chosen) if found.chosen else "",
        "now": found.series.standing[-1],
        "uploads": waiting_uploads(request.user),
        "figures": [make(found.series) for make in FIGURES],
        "fewest": FEWEST_MENTORS,
    }
    return render(request, "mentors/leaders/overview.html", context)
