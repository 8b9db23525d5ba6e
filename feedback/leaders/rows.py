"""The table of indicators: each a line that is read from left to right."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from feedback.analytics.charts import draw_sparkline
from feedback.analytics.charts.figure import rate
from feedback.leaders.findings import Assurance, Finding, Variation, assured
from feedback.leaders.periods import month_name
from feedback.leaders.reading import Reading

DASH = "\N{EN DASH}"


@dataclass(frozen=True)
class Line:
    """An indicator in one line: its shape, where it is, what that means."""

    label: str
    href: str
    spark: str | None
    latest: str
    month: str
    rests_on: str
    rate: str
    finding: Finding
    assurance: dict[str, str] | None

    @classmethod
    def of(cls, reading: Reading) -> "Line":
        """Return the line of one indicator."""
        indicator, latest = reading.indicator, reading.latest
        return cls(
            label=indicator.label,
            href=reverse("leaders-indicator", args=[indicator.code]),
            spark=spark_of(reading),
            latest=indicator.unit.write(latest.value, n=latest.n) if latest else DASH,
            month=month_name(latest) if latest else "",
            rests_on=f"n {latest.n}" if latest else "",
            rate=rate(latest.rate) if latest and latest.rate else "",
            finding=reading.finding,
            assurance=assurance_of(reading),
        )


def spark_of(reading: Reading) -> str | None:
    """Draw the series as small as a word, with the mean of its newest phase."""
    chart = reading.phase.chart if reading.phase else None
    variation = reading.finding.variation
    flagged = variation in {Variation.BETTER, Variation.WORSE}
    return draw_sparkline(
        [float(point.value) for point in reading.points],
        mean=float(chart.mean) if chart else None,
        flag=str(variation) if flagged else "",
    )


def assurance_of(reading: Reading) -> dict[str, str] | None:
    """Return what may be said about the target, if there is one."""
    if reading.target is None:
        return None
    target = reading.indicator.unit.write(reading.target, n=0)
    found: Assurance | None = reading.assurance
    if found is None:
        return {"kind": "", "words": "", "sentence": "", "target": target}
    words, sentence = assured(found)
    return {"kind": found, "words": words, "sentence": sentence, "target": target}


def lines(readings: Any) -> list[Line]:
    """Return the lines in the order of the readings."""
    return [Line.of(reading) for reading in readings]
