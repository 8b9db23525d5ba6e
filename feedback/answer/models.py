"""Answers: for some weeks as they were sent, with no name on them; then as counts.

`Intake` holds what arrived and nothing that leads to whom it came from: no person,
case, invitation or clock, and a random key. At the month's closing, or its round's, it
becomes counts and is deleted. `Waiting` holds counts that are not published yet,
encrypted (`feedback.answer.waiting`); `Count` holds the published tables, with what
they hide left out, and is only added to.

An answer belongs to the month in which it was given. A month whose answers are too
few to be shown is counted together with the next one.
"""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, Self

from django.db import models
from django.db.models.functions import Now


class Intake(models.Model):
    """One citizen's answers, until the month or the round is closed.

    In a round `giver` and `warm` are empty, and `month` is the round's first for
    everybody. Of somebody who came without being asked nothing else is known either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.DateField()
    round = models.ForeignKey(
        "feedback.Round", models.PROTECT, null=True, related_name="+"
    )
    instrument = models.CharField(max_length=40)
    mode = models.CharField(max_length=20, default="web")
    language = models.CharField(max_length=8)
    answers = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    giver = models.BigIntegerField(null=True)
    receiver = models.BigIntegerField(null=True)
    warm = models.BooleanField(null=True)
    mentor = models.BooleanField(null=True)
    course_band = models.CharField(max_length=20, blank=True)
    departments = models.PositiveSmallIntegerField(null=True)
    target_group = models.CharField(max_length=40, blank=True, db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(round__isnull=False, giver__isnull=True)
                | models.Q(
                    round__isnull=True,
                    giver__isnull=False,
                    receiver__isnull=False,
                    warm__isnull=False,
                    mentor__isnull=False,
                    departments__isnull=False,
                ),
                name="intake_is_about_a_handover_or_a_round",
            )
        ]
        indexes = [models.Index(fields=["month"], name="intake_of_month")]

    def __str__(self) -> str:
        return f"intake of {self.month}"


class Closing(models.Model):
    """A month whose answers have become counts."""

    month = models.DateField(primary_key=True)
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.month}"


class Waiting(models.Model):
    """The one row of counts that wait; without the key it tells nothing."""

    sealed = models.BinaryField()

    class Meta:
        verbose_name_plural = "waiting"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="all_that_waits_is_in_one_piece"
            )
        ]

    def __str__(self) -> str:
        return "what waits"


class Counts(models.Aggregate):
    """A group's counts by category, so that a cell is read as one row."""

    function = "jsonb_object_agg"
    output_field = models.JSONField()


class Cell(NamedTuple):
    """What was said to one item in one row of a table, or that it is hidden."""

    table: str
    since: date
    until: date
    instrument: str
    dimension: str
    value: str
    item: str
    counts: dict[str, int]


class CountQuerySet(models.QuerySet["Count"]):
    """Published counts in the phrases the tables use."""

    def months(self) -> Self:
        """Keep the table month by total."""
        return self.filter(table=Count.Table.MONTH)

    def quarters(self, dimension: str) -> Self:
        """Keep the table quarter by one dimension."""
        return self.filter(table=Count.Table.QUARTER, dimension=dimension)

    def cells(self) -> Iterator[Cell]:
        """Return each item of each row with its counts by category."""
        grouped = self.values_list(*Cell._fields[:-1])
        return map(Cell._make, grouped.annotate(counts=Counts("category", "n")))


class Count(models.Model):
    """So many answers of one kind in one cell of a published table; never changed.

    A cell that is hidden has one row, of the category `hidden`, and no number.
    """

    class Table(models.TextChoices):
        """The fixed tables; there are no others, and no filters in them."""

        MONTH = "month", "month by total"
        QUARTER = "quarter", "quarter by dimension"
        YEAR = "year", "year by path"
        ROUND = "round", "round by dimension"

    table = models.CharField(max_length=10, choices=Table.choices)
    round = models.ForeignKey(
        "feedback.Round", models.PROTECT, null=True, related_name="counts"
    )
    since = models.DateField()
    until = models.DateField()
    instrument = models.CharField(max_length=40)
    dimension = models.CharField(max_length=20)
    value = models.CharField(max_length=40, blank=True)
    item = models.CharField(max_length=50, blank=True)
    category = models.CharField(max_length=40)
    n = models.PositiveIntegerField()
    objects = CountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "table",
                    "round",
                    "until",
                    "instrument",
                    "dimension",
                    "value",
                    "item",
                    "category",
                ],
                name="each_published_count_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(
                    table__in=["month", "quarter", "year"], round__isnull=True
                )
                | models.Q(table="round", round__isnull=False),
                name="count_is_in_a_fixed_table",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.until} {self.value} {self.item}: {self.n}"
