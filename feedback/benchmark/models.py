"""A benchmark: others' published figures, and who brought them in."""

from datetime import datetime
from functools import cached_property
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.models import User
from coordination.models.organisation import Role
from coordination.workflow import Workflow
from feedback.round.benchmark import Comparison, compare


def by_leader(_benchmark: "Benchmark", user: User) -> bool:
    """Leaders."""
    return user.has_role(Role.LEADER)


class BenchmarkQuerySet(models.QuerySet["Benchmark"]):
    """Benchmarks in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep all of them for those who read the figures: they are published."""
        readers = (Role.LEADER, Role.AUDITOR)
        return self.all() if user.has_role(*readers) else self.none()

    def in_use(self) -> Self:
        """Keep those that stand beside our figures, the newest first."""
        return self.filter(state=Benchmark.State.IN_USE).order_by("-brought_at", "-pk")

    def for_instrument(self, code: str) -> Self:
        """Keep those in use that were measured with the same questionnaire."""
        return self.in_use().filter(instrument=code)


class Benchmark(Workflow):
    """Others' means by question, as they stood in the file that was brought in."""

    class State(models.TextChoices):
        """Whether it is offered for comparison."""

        IN_USE = "in_use", _("In use")
        PUT_AWAY = "put_away", _("Put away")

    too_late = {"put_away": _("This benchmark is put away. Bring the file in again.")}

    title = models.CharField(_("title"), max_length=60)
    instrument = models.CharField(max_length=40)
    content = models.JSONField()
    brought_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    brought_at = models.DateTimeField(null=True)
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = BenchmarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title", "instrument"],
                condition=Q(state="in_use"),
                name="one_benchmark_of_a_name_in_use",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["in_use", "put_away"], brought_at__isnull=False),
                name="benchmark_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def root(self) -> None:
        """Nothing: it belongs to no case."""
        return

    @cached_property
    def means(self) -> Comparison:
        """What stands in it, on exact fractions."""
        return compare(self.content)

    @transition(state, source="new", target=State.IN_USE, permission=by_leader)
    def bring_in(self, *, at: datetime, by_whom: User | None) -> dict[str, Any]:
        """Put others' figures beside our own."""
        self.brought_at, self.brought_by = at, by_whom
        return {"instrument": self.instrument, "cells": len(self.content["cells"])}

    @transition(state, source=State.IN_USE, target=State.PUT_AWAY, permission=by_leader)
    def put_away(self, *, at: datetime) -> None:
        """Offer it for comparison no more; it stays on record."""
