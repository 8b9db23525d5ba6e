"""What the leaders' pages are made of, as the database tells it in two statements.

Published counts and process figures only: no answer, no invitation, no tally.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Self

from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language

from coordination.calendar import COPENHAGEN
from feedback.answer.models import Cell
from feedback.answer.tables import MONTHS_SHOWN
from feedback.leaders.indicators import RETURN_DAYS
from feedback.leaders.points import Months
from feedback.leaders.process import ask
from feedback.note.pinned import Pinned

# The months, and the smallest of the tables that every quarter has; beside them what
# leaders have written to them. One trip brings all three.
PUBLISHED = """
WITH cell AS (
    SELECT "table", since, until, instrument, dimension, value, item,
        jsonb_object_agg(category, n) AS counts
    FROM feedback_count
    WHERE "table" = 'month'
        OR ("table" = 'quarter' AND dimension = 'warm' AND item = '')
    GROUP BY "table", since, until, instrument, dimension, value, item
)
SELECT
    (
        SELECT json_agg(
            json_build_array(
                "table", since, until, instrument, dimension, value, item, counts
            ) ORDER BY "table", until, instrument, value, item
        ) FROM cell
    )::text,
    (
        SELECT json_agg(
            json_build_object(
                'pk', note.id, 'indicator', note.indicator, 'month', note.month,
                'what', note.what, 'pinned_by', leader.name,
                'pinned_at', note.pinned_at, 'begins_phase', note.state = 'rebased'
            ) ORDER BY note.month, note.id
        )
        FROM feedback_note AS note
        JOIN coordination_user AS leader ON leader.id = note.pinned_by_id
        WHERE note.state <> 'taken_back'
    )::text,
    (
        SELECT json_object_agg(indicator, value::text ORDER BY indicator)
        FROM feedback_target
    )::text
"""


@dataclass(frozen=True)
class Sources:
    """Everything that is read, word for word: equal ones give the same pages."""

    language: str | None
    counts: str | None
    pinned: str | None
    aims: str | None
    months: Months

    @classmethod
    def read(cls) -> Self:
        """Return what there is to read now."""
        with connection.cursor() as cursor:
            cursor.execute(PUBLISHED)
            counts, pinned, aims = cursor.fetchone()
        months = months_of_work(timezone.now())
        return cls(get_language(), counts, pinned, aims, months)

    def cells(self) -> Iterator[Cell]:
        """Return the published counts."""
        for row in json.loads(self.counts or "[]"):
            cell = Cell._make(row)
            since, until = map(date.fromisoformat, row[1:3])
            yield cell._replace(since=since, until=until)

    def notes(self) -> list[Pinned]:
        """Return the notes that nobody has taken back, oldest month first."""
        return [Pinned.read(row) for row in json.loads(self.pinned or "[]")]

    def targets(self) -> dict[str, Decimal]:
        """Return what is aimed for, by indicator."""
        aims = json.loads(self.aims or "{}")
        return {indicator: Decimal(value) for indicator, value in aims.items()}


def months_of_work(at: datetime) -> Months:
    """Return what happened in each of the closed months, if somebody keeps it."""
    end = beginning_of_month(at.astimezone(COPENHAGEN).date())
    begin = end.replace(year=end.year - MONTHS_SHOWN // 12)
    asked = {"since": begin, "until": end, "within": timedelta(days=RETURN_DAYS)}
    found: Months | None = ask("handover_months", **asked)
    return found or {}


def beginning_of_month(day: date) -> datetime:
    """Return the first moment of a day's month in Copenhagen."""
    return datetime.combine(day.replace(day=1), time(), COPENHAGEN)
