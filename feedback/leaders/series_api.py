"""What leaders follow, over HTTP: each series with its limits, signals and target."""

import json
from fractions import Fraction
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from coordination.models import User
from feedback.analytics.statistics import Share, half_up
from feedback.leaders.gathering import Gathered, gather
from feedback.leaders.reading import Reading
from feedback.leaders.views import admit

DIGITS = 4


class PointOutput(serializers.Serializer[Any]):
    """One month, or several counted together; `signal` is high, low or empty.

    `n` is of the value; `invited`, `answered` and `response_percent` stand beside a
    score.
    """

    since = serializers.DateField()
    until = serializers.DateField()
    value = serializers.CharField()
    n = serializers.IntegerField()
    interval95 = serializers.ListField(child=serializers.CharField(), allow_null=True)
    invited = serializers.IntegerField(allow_null=True)
    answered = serializers.IntegerField(allow_null=True)
    response_percent = serializers.CharField(allow_null=True)
    instrument = serializers.CharField()
    signal = serializers.CharField()


class PhaseOutput(serializers.Serializer[Any]):
    """The points of one phase, by number, and their limits if they are enough."""

    first = serializers.IntegerField()
    last = serializers.IntegerField()
    trial = serializers.BooleanField()
    mean = serializers.CharField(allow_null=True)
    lower = serializers.CharField(allow_null=True)
    upper = serializers.CharField(allow_null=True)


class IndicatorOutput(serializers.Serializer[Any]):
    """One indicator; shares are between 0 and 1, days in days."""

    code = serializers.CharField()
    title = serializers.CharField()
    unit = serializers.CharField()
    up_is_good = serializers.BooleanField()
    points = PointOutput(many=True)
    phases = PhaseOutput(many=True)
    variation = serializers.CharField()
    assurance = serializers.CharField(allow_null=True)
    target = serializers.CharField(allow_null=True)
    sentence = serializers.CharField()


def written(value: Fraction | None) -> str | None:
    """Return an exact number with four decimals."""
    return None if value is None else str(half_up(value, DIGITS))


def response_of(rate: Share | None) -> dict[str, Any]:
    """Return the response rate of a score; other values have none."""
    percent = rate and rate.percent()
    return {
        "invited": rate and rate.of,
        "answered": rate and rate.count,
        "response_percent": None if percent is None else str(percent),
    }


def told(reading: Reading) -> dict[str, Any]:
    """Return a reading as the API shows it."""
    indicator, flagged = reading.indicator, reading.flagged
    return {
        "code": indicator.code,
        "title": str(indicator.label),
        "unit": indicator.unit.value,
        "up_is_good": indicator.up_is_good,
        "points": [
            {
                "since": point.since.isoformat(),
                "until": point.until.isoformat(),
                "value": written(point.value),
                "n": point.n,
                "interval95": point.ends and [written(end) for end in point.ends],
                **response_of(point.rate),
                "instrument": point.series,
                "signal": {True: "high", False: "low"}.get(flagged[i], "")
                if i in flagged
                else "",
            }
            for i, point in enumerate(reading.points)
        ],
        "phases": [
            {
                "first": phase.start,
                "last": phase.stop - 1,
                "trial": phase.is_trial,
                "mean": written(phase.chart.mean if phase.chart else None),
                "lower": written(phase.chart.lower if phase.chart else None),
                "upper": written(phase.chart.upper if phase.chart else None),
            }
            for phase in reading.phases
        ],
        "variation": reading.finding.variation.value,
        "assurance": reading.assurance and reading.assurance.value,
        "target": written(reading.target),
        "sentence": reading.finding.sentence,
    }


class Indicators(APIView):
    """What the leaders' first page follows."""

    @extend_schema(responses=IndicatorOutput(many=True))
    def get(self, request: Request) -> HttpResponse:
        """Return each indicator's series, as the page draws it."""
        admit(cast(User, request.user), table="indicators")
        return HttpResponse(body_of(gather()), content_type="application/json")


@lru_cache(maxsize=len(settings.LANGUAGES))
def body_of(gathered: Gathered) -> str:
    """Return what is followed as JSON, written once of what was gathered once."""
    found = [told(reading) for reading in gathered.readings]
    return json.dumps(found, ensure_ascii=False)
