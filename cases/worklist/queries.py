"""Which rows each view of the worklist holds, in which order, and how many."""

from collections import Counter
from datetime import date, datetime
from functools import cmp_to_key
from typing import Any, NamedTuple

from django.db import models
from django.db.models import (
    Exists,
    F,
    FilteredRelation,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Collate, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.baton.models import BatonPeriod
from cases.case.models import Case
from cases.case.queries import CaseQuerySet
from cases.handover.models import Handover
from cases.handover.queries import HandoverQuerySet
from cases.plan.measure import Measure, MeasureQuerySet
from cases.worklist.offered import offered_views
from coordination.access import newest_visible
from coordination.models import User

ROWS = 50
MOST_COUNTED = 100  # shown as "99+"


class View(models.TextChoices):
    """One way to look at the work; the order is that of the tabs."""

    MINE = "mine", _("Mine")
    DEPARTMENT = "department", _("The department's")
    COORDINATING = "coordinating", _("I coordinate")
    INCOMING = "incoming", _("On its way to us")
    OVERDUE = "overdue", _("Over the deadline")
    WAITING = "waiting", _("Waiting for others")
    TASKS = "tasks", _("My tasks")


OF_CASES = {View.MINE, View.DEPARTMENT, View.COORDINATING, View.OVERDUE}


class DanishOrder(Func):
    """Text as Danish sorts it, æ ø å last, whatever the database's own order is."""

    function = "TRANSLATE"
    template = "%(function)s(%(expressions)s, 'ÆØÅæøå', '{|}{|}')"
    output_field = models.CharField()


# A paused case has no deadline: its clocks stand still. Last comes what has none.
SORTS: dict[str, Any] = {
    "deadline": Coalesce(
        models.Case(When(state=Case.State.PAUSED, then=None), default=F("next_due_on")),
        Value(date.max),
        output_field=models.DateField(),
    ),
    "citizen": Collate(Lower(DanishOrder("citizen__name")), "C"),
    "held": Coalesce("held_since", "opened_at"),
}


class Order(NamedTuple):
    """A column to sort by, and which way."""

    column: str = "deadline"
    descending: bool = False

    @classmethod
    def read(cls, text: str) -> "Order":
        """Return the order that an address asks for; the usual one if unknown."""
        column = text.removeprefix("-")
        return cls(column, text.startswith("-")) if column in SORTS else cls()

    def __str__(self) -> str:
        return f"-{self.column}" if self.descending else self.column

    def compare(self, one: Any, other: Any) -> int:
        """Say which of two rows comes first, as the database does."""
        left, right = (one.sort_key, one.pk), (other.sort_key, other.pk)
        return ((left > right) - (left < right)) * (-1 if self.descending else 1)


def case_rows() -> CaseQuerySet:
    """Return cases with all that one line about each of them shows."""
    came_from = Handover.objects.accepted().filter(case=OuterRef("pk"))
    on_its_way = Handover.objects.offered().filter(case=OuterRef("pk"))
    return Case.objects.select_related("citizen").annotate(
        held=FilteredRelation("periods", condition=Q(periods__until=None)),
        holder_id=F("held__holder"),
        holder_name=F("held__holder__name"),
        department_name=F("held__department__name"),
        held_since=F("held__since"),
        coming_from=Subquery(
            came_from.order_by("-accepted_at").values("giver_name")[:1]
        ),
        offered_to=Subquery(on_its_way.values("receiver_name")[:1]),
        waits_for_contact=Exists(
            Handover.objects.waiting_for_contact().filter(case=OuterRef("pk"))
        ),
    )


def which_cases(view: str, user: User) -> Q:
    """Match the cases of a view."""
    own = {user.pk, *user.covers}
    ours = Q(held__department__in=user.department_ids)
    coordinated = Q(coordinator__in=own) | Q(coordinator_deputy__in=own)
    late = Q(next_due_on__lt=timezone.localdate()) & ~Q(state=Case.State.PAUSED)
    return {
        View.MINE: ours & Q(held__holder__in=own),
        View.DEPARTMENT: ours,
        View.COORDINATING: coordinated,
        View.OVERDUE: late & (ours | coordinated),
    }[View(view)]


def list_cases(
    found: QuerySet[Case], user: User, *, order: Order, after: int | None = None
) -> list[Case]:
    """Return one row more than a page holds, of what the person may see."""
    rows = found.annotate(sort_key=SORTS[order.column])
    if after:
        # where the last page ended; a case one may not see is no place to start
        place = case_rows().visible_to(user).filter(pk=after)
        mark = Subquery(place.values(sort_key=SORTS[order.column]))
        beyond = "lt" if order.descending else "gt"
        rows = rows.filter(
            Q(**{f"sort_key__{beyond}": mark})
            | Q(**{"sort_key": mark, f"pk__{beyond}": after})
        )
    way = "-" if order.descending else ""
    rows = rows.order_by(f"{way}sort_key", f"{way}pk")
    key = cmp_to_key(order.compare)
    return newest_visible(rows, user, limit=ROWS + 1, key=key)


def list_rows(
    rows: QuerySet[Any],
    places: QuerySet[Any],
    *,
    after: int | None = None,
    place: str = "",
) -> list[Any]:
    """Return one row more than a page holds, of rows that have an order of their own.

    They go on after the last of the page before, which is one of `places`: it may have
    been dealt with meanwhile. If it is none of them, the list begins anew. Where the
    rows are ordered by a column of numbers, `place`, `after` is the last one's.
    """
    if after and place:
        rows = rows.filter(**{f"{place}__gt": after})
    elif after:
        column = str(rows.query.order_by[0])
        last = places.filter(pk=after)
        mark = Subquery(last.values(column)[:1])
        rows = rows.filter(
            Q(**{f"{column}__gt": mark})
            | Q(**{column: mark, "pk__gt": after})
            | ~Exists(last)
        )
    return list(rows[: ROWS + 1])


def incoming(user: User) -> HandoverQuerySet:
    """Return the offers that wait for this person's departments, oldest first."""
    offers = Handover.objects.offered().filter(receiver__in=user.department_ids)
    people = ("case__citizen", "giver_person", "to_person")
    return offers.select_related(*people).order_by("remind_at", "pk")


def waiting(user: User) -> HandoverQuerySet:
    """Return the offers whose answer this person's departments wait for."""
    own = {user.pk, *user.covers}
    ours = Q(giver__in=user.department_ids) | Q(case__coordinator__in=own)
    offers = Handover.objects.offered().filter(ours)
    people = ("case__citizen", "giver_person", "to_person")
    return offers.select_related(*people).order_by("remind_at", "pk")


def tasks(user: User) -> MeasureQuerySet:
    """Return what this person is to do, the soonest first."""
    own = Measure.objects.to_do_for(user)
    return own.select_related("case__citizen", "responsible").order_by("due_on", "pk")


def list_others(
    view: str, user: User, *, after: int | None = None
) -> list[Handover | Measure]:
    """Return one row more than a page holds, of a view that is not of cases."""
    if view == View.TASKS:
        return list_rows(tasks(user), Measure.objects.known_to(user), after=after)
    offers = incoming(user) if view == View.INCOMING else waiting(user)
    places = Handover.objects.visible_to(user)
    return list_rows(offers.visible_to(user), places, after=after)


class Count(NamedTuple):
    """How many rows a view has, at most a hundred, and since when the oldest waits."""

    number: int
    oldest: datetime | None


def count_views(user: User) -> dict[str, Count]:
    """Return the size of every view, in one query that counts no further than 100."""
    cases = Case.objects.annotate(
        held=FilteredRelation("periods", condition=Q(periods__until=None))
    )
    parts: dict[str, tuple[Any, str]] = {
        View.MINE: (_held(user).filter(holder__in={user.pk, *user.covers}), "since"),
        View.DEPARTMENT: (_held(user), "since"),
        View.INCOMING: (incoming(user), "offered_at"),
        View.WAITING: (waiting(user).visible_to(user), "offered_at"),
        View.TASKS: (tasks(user), "case__opened_at"),
        **{
            view: (cases.filter(which_cases(view, user)).visible_to(user), "opened_at")
            for view in (View.COORDINATING, View.OVERDUE)
        },
    }
    parts |= {each.name: (each.counted(user), each.since) for each in offered_views()}
    marked = [
        rows.annotate(
            view=Value(str(view), output_field=models.CharField()), moment=F(since)
        )
        .order_by("moment")
        .values_list("view", "moment")[:MOST_COUNTED]
        for view, (rows, since) in parts.items()
    ]
    found = list(marked[0].union(*marked[1:], all=True))
    sizes = Counter(view for view, _since in found)
    return {
        view: Count(
            sizes[view], min((at for seen, at in found if seen == view), default=None)
        )
        for view in parts
    }


def _held(user: User) -> QuerySet[BatonPeriod]:
    return BatonPeriod.objects.current().filter(department__in=user.department_ids)
