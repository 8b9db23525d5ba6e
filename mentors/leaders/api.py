"""The mentors' work by month, over HTTP: what the leaders' page shows, and no more."""

from typing import Any, cast

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from coordination.calendar import COPENHAGEN
from coordination.http import number_in
from coordination.models import User
from mentors.leaders.measuring import FirstVisits, Standing, Work
from mentors.leaders.months import Month
from mentors.leaders.of_citizens import FEWEST_FIRST_VISITS
from mentors.leaders.publishing import FEWEST_MENTORS
from mentors.leaders.reading import read


class PlaceOutput(serializers.Serializer[Any]):
    """A department of which at least one month is shown."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class WorkOutput(serializers.Serializer[Any]):
    """What was done in a month: `done` of `agreed` visits, in `kept` of `promised`
    mentorships as often as agreed, and `nobody_home` at so many of those `tried`."""

    done = serializers.IntegerField()
    agreed = serializers.IntegerField()
    kept = serializers.IntegerField()
    promised = serializers.IntegerField()
    nobody_home = serializers.IntegerField()
    tried = serializers.IntegerField()


class FirstVisitsOutput(serializers.Serializer[Any]):
    """Days from when a mentor was asked for to the first visit, of `n` mentorships."""

    n = serializers.IntegerField()
    # read only: no other field is a fraction, and none has a sentence for a wrong one
    median = serializers.FloatField(read_only=True)
    p90 = serializers.IntegerField()


class StandingOutput(serializers.Serializer[Any]):
    """How many had a mentor, and how many waited for one, at the end of the month."""

    active = serializers.IntegerField()
    waiting = serializers.IntegerField()


class MonthOutput(serializers.Serializer[Any]):
    """One month; what is not shown is null. The last one is `running`: so far."""

    since = serializers.DateField()
    running = serializers.BooleanField()
    work = WorkOutput(allow_null=True)
    first_visits = FirstVisitsOutput(allow_null=True)
    standing = StandingOutput(allow_null=True)


class MentorsOutput(serializers.Serializer[Any]):
    """Twelve closed months and the running one, of a department or of all together.

    `departments` are those that can be asked for. A month is shown of no fewer than
    `fewest_mentors`, the days to the first visit of no fewer than
    `fewest_first_visits`; `first_visits` are those of all the months together.
    """

    department = serializers.IntegerField(allow_null=True)
    departments = PlaceOutput(many=True)
    fewest_mentors = serializers.IntegerField()
    fewest_first_visits = serializers.IntegerField()
    first_visits = FirstVisitsOutput(allow_null=True)
    months = MonthOutput(many=True)


class Mentors(APIView):
    """The mentors' work, month by month."""

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "department", OpenApiTypes.INT, description="All together if none."
            )
        ],
        responses=MentorsOutput,
    )
    def get(self, request: Request) -> Response:
        """Return what every leader sees of the mentors' work."""
        asked = number_in(request.query_params, "department")
        found = read(cast(User, request.user), department=asked)
        if "department" in request.query_params and found.chosen is None:
            raise Http404
        series = found.series
        places = [{"id": pk, "name": name} for pk, name in found.departments.items()]
        rows = zip(
            series.months, series.work, series.first, series.standing, strict=True
        )
        return Response(
            {
                "department": found.chosen,
                "departments": places,
                "fewest_mentors": FEWEST_MENTORS,
                "fewest_first_visits": FEWEST_FIRST_VISITS,
                "first_visits": first_visits_of(series.first_of_all),
                "months": [month_of(*row) for row in rows],
            }
        )


def month_of(
    month: Month,
    work: Work | None,
    first: FirstVisits | None,
    standing: Standing | None,
) -> dict[str, Any]:
    """Return a month as the API shows it."""
    return {
        "since": month.begins.astimezone(COPENHAGEN).date().isoformat(),
        "running": month.running,
        "work": work and work_of(work),
        "first_visits": first_visits_of(first),
        "standing": standing
        and {"active": standing.active, "waiting": standing.waiting},
    }


def work_of(work: Work) -> dict[str, int]:
    """Return what was agreed and done, in whole visits."""
    return {
        "done": work.done,
        "agreed": round(work.agreed),
        "kept": work.kept,
        "promised": work.promised,
        "nobody_home": work.nobody_home,
        "tried": work.tried,
    }


def first_visits_of(found: FirstVisits | None) -> dict[str, Any] | None:
    """Return the days to the first visit, where enough had theirs."""
    if found is None or found.n < FEWEST_FIRST_VISITS:
        return None
    return {"n": found.n, "median": float(found.median), "p90": found.p90}
