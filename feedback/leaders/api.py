"""The published tables over HTTP: closed periods, fixed cuts, the same for everyone."""

from datetime import date
from typing import Any, cast

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from coordination.models import User
from feedback.analytics.statistics import Histogram, half_up
from feedback.answer import tables
from feedback.answer.closed import closed
from feedback.answer.counting import SIDES
from feedback.answer.models import Count
from feedback.answer.publishing import SMALL_TABLES
from feedback.instrument.catalogue import HANDOVER_PULSE, version_of
from feedback.leaders.views import admit

DIMENSIONS = (*SIDES, *SMALL_TABLES)


class ItemOutput(serializers.Serializer[Any]):
    """The valid answers to one item: mean, top two, bottom two; exact counts beside.

    `wilson95` is the interval of top two.
    """

    counts = serializers.ListField(child=serializers.IntegerField())
    valid = serializers.IntegerField()
    unknown = serializers.IntegerField()
    blank = serializers.IntegerField()
    mean = serializers.CharField(allow_null=True)
    top2 = serializers.IntegerField()
    top2_percent = serializers.CharField(allow_null=True)
    bottom2 = serializers.IntegerField()
    bottom2_percent = serializers.CharField(allow_null=True)
    wilson95 = serializers.ListField(child=serializers.CharField(), allow_null=True)


class RowOutput(serializers.Serializer[Any]):
    """One cell of a table; `hidden` ones have no numbers, single items may be null.

    `instrument` is the wording that was asked. A period in which two were asked has
    rows of both, of different people; they are not to be added up. `sent` is of the
    invited, and null where it was not counted yet.
    """

    since = serializers.DateField()
    until = serializers.DateField()
    value = serializers.CharField()
    instrument = serializers.CharField()
    hidden = serializers.BooleanField()
    invited = serializers.IntegerField(allow_null=True)
    sent = serializers.IntegerField(allow_null=True)
    bounced = serializers.IntegerField(allow_null=True)
    answered = serializers.IntegerField(allow_null=True)
    response_percent = serializers.CharField(allow_null=True)
    items = serializers.DictField(child=ItemOutput(allow_null=True))


class TablesOutput(serializers.Serializer[Any]):
    """Which tables there are, and for which closed periods.

    `instrument` is the wording asked today, `instruments` all that have a table.
    """

    instrument = serializers.CharField()
    instruments = serializers.ListField(child=serializers.CharField())
    quarters = serializers.ListField(child=serializers.CharField())
    years = serializers.ListField(child=serializers.IntegerField())
    dimensions = serializers.ListField(child=serializers.CharField())


def item_of(found: Histogram | None) -> dict[str, Any] | None:
    """Return an item as the API shows it."""
    if found is None:
        return None
    interval = found.top2.interval()
    best, worst = found.top2.percent(), found.bottom2.percent()
    return {
        "counts": list(found.counts),
        "valid": found.valid,
        "unknown": found.unknown,
        "blank": found.blank,
        "mean": None if found.mean is None else str(half_up(found.mean)),
        "top2": found.top2.count,
        "top2_percent": None if best is None else str(best),
        "bottom2": found.bottom2.count,
        "bottom2_percent": None if worst is None else str(worst),
        "wilson95": interval and [str(end) for end in interval],
    }


def row_of(row: tables.Row) -> dict[str, Any]:
    """Return a row as the API shows it."""
    hidden, rate = row.response is None, row.rate.percent()
    return {
        "since": row.since.isoformat(),
        "until": row.until.isoformat(),
        "value": row.value,
        "instrument": row.instrument,
        "hidden": hidden,
        "invited": None if hidden else row.invited,
        "sent": row.sent,
        "bounced": None if hidden else row.bounced,
        "answered": None if hidden else row.answered,
        "response_percent": None if rate is None else str(rate),
        "items": {code: item_of(found) for code, found in row.items.items()},
    }


class Tables(APIView):
    """Which tables are published."""

    @extend_schema(responses=TablesOutput)
    def get(self, request: Request) -> Response:
        """Return the closed periods of each table."""
        admit(cast(User, request.user), table="index")
        quarters, years = closed(Count.Table.QUARTER), closed(Count.Table.YEAR)
        asked = {each.instrument for each in quarters}
        return Response(
            {
                "instrument": HANDOVER_PULSE,
                "instruments": sorted(asked, key=version_of, reverse=True),
                "quarters": list(dict.fromkeys(f"{q.until:%Y-%m}" for q in quarters)),
                "years": list(dict.fromkeys(year.until.year for year in years)),
                "dimensions": list(DIMENSIONS),
            }
        )


class Months(APIView):
    """Month by total."""

    @extend_schema(responses=RowOutput(many=True))
    def get(self, request: Request) -> Response:
        """Return the newest closed months, oldest first."""
        admit(cast(User, request.user), table="month")
        return Response([row_of(row) for row in tables.months()])


class Quarter(APIView):
    """Quarter by one dimension."""

    @extend_schema(responses=RowOutput(many=True))
    def get(self, request: Request, year: int, month: int, dimension: str) -> Response:
        """Return a closed quarter, named by its last month, by one dimension."""
        admit(cast(User, request.user), table="quarter", by=dimension[:20])
        try:
            until = date(year, month, 1)
        except ValueError as error:
            raise Http404 from error
        rows = tables.quarter(until=until, dimension=dimension)
        if not rows:
            raise Http404
        return Response([row_of(row) for row in rows])


class Year(APIView):
    """Calendar year by path from department to department."""

    @extend_schema(responses=RowOutput(many=True))
    def get(self, request: Request, year: int) -> Response:
        """Return a closed calendar year, each path as giver>receiver."""
        admit(cast(User, request.user), table="year")
        try:
            until = date(year, 12, 1)
        except ValueError as error:
            raise Http404 from error
        rows = tables.year(until=until)
        if not rows:
            raise Http404
        return Response([row_of(row) for row in rows])
