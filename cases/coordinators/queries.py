"""The cases to whose coordinators a person sees, those that lack one first."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.case.models import Case
from cases.case.queries import CaseQuerySet
from cases.case.shared import sees_to_coordinators
from cases.involvement.models import Involvement
from cases.worklist.offered import OfferedView, offer_view
from coordination.figures import figure
from coordination.formats import capped
from coordination.models import User

NAME = "coordinators"
# further on than any case's own number
AFTER_ALL = 10**12


def seen_to_by(user: User) -> CaseQuerySet:
    """Return them with the departments that take part, and nothing of the citizen."""
    if not sees_to_coordinators(user):
        return Case.objects.none()
    parts = Involvement.objects.active().parties().filter(case=OuterRef("pk"))
    names = parts.order_by("department__name").values("department__name")
    # a list goes on by it: whoever is named meanwhile moves their case, no other
    place = models.Case(
        models.When(coordinator=None, then=F("pk")), default=F("pk") + AFTER_ALL
    )
    return (
        Case.objects.called_for()
        .select_related("coordinator", "coordinator_deputy")
        .annotate(departments=ArraySubquery(names), place=place)
        .order_by("place")
    )


@figure("list_of_coordinators")
def place_of_list(*, user: User) -> str:
    """Return the address at which a person names coordinators, if they may."""
    return f"{reverse('worklist')}?view={NAME}" if sees_to_coordinators(user) else ""


def name_columns() -> list[dict[str, Any]]:
    """Return the headings of the view."""
    labels = (
        _("Case"),
        _("Opened on"),
        _("Departments"),
        _("Coordinator"),
        _("Deputy"),
    )
    return [{"label": label} for label in labels]


def say_what_is_counted(waiting: int) -> str:
    """Say how many lack somebody, and that the list has the others as well."""
    if not waiting:
        return _("All these cases have a coordinator.")
    return _(
        "Without a coordinator: %(number)s. They come first, and after them the cases"
        " that have one."
    ) % {"number": capped(waiting)}


offer_view(
    OfferedView(
        name=NAME,
        label=gettext_lazy("Coordinators"),
        rows=seen_to_by,
        waiting=lambda user: seen_to_by(user).filter(coordinator=None),
        counted_as=gettext_lazy("missing"),
        about=say_what_is_counted,
        by_number=True,
        since="opened_at",
        columns=name_columns,
        place="place",
        row="cases/coordinators/_row.html",
        empty="cases/coordinators/_none.html",
        is_for=sees_to_coordinators,
    )
)
