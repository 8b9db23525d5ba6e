"""Reading the log: what is asked for, one page of it, and who has seen a case."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Count, Max, Min, Q, QuerySet

from coordination.audit.words import LOOKS, purpose_words, words_for
from coordination.calendar import COPENHAGEN
from coordination.models import Department, Event, User

SIZE = 50
LOOK, STEP = "look", "step"
# The most people that a name may fit.
NAMESAKES = 100
# reading this log shows no list of cases
LISTED = Q(kind__endswith=".list") & ~Q(kind="event.list")
LOOKED = Q(kind__in=LOOKS) | Q(kind__endswith=".read") | LISTED
CITIZEN_KINDS = ("read", "correct", "reveal_address", "reveal_cpr")


@dataclass(frozen=True)
class Wanted:
    """What of the log somebody asks for."""

    people: list[int] | None = None
    case: int | None = None
    kind: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """What is put on record about the asking: ids and days."""
        days = {"first": self.first, "last": self.last}
        said = {name: day.isoformat() for name, day in days.items() if day}
        return {"people": self.people, "kind": self.kind, **said}


def people_named(text: str) -> list[int]:
    """Return whom a name or user name fits, former colleagues too."""
    rows = User.objects.all()
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(username__iexact=word))
    return list(rows.order_by("pk").values_list("pk", flat=True)[:NAMESAKES])


def events(wanted: Wanted) -> "QuerySet[Event]":
    """Return what fits, the latest first."""
    rows = Event.objects.select_related("by", "on_behalf_of").order_by("-at", "-pk")
    if wanted.people is not None:
        rows = rows.filter(Q(by__in=wanted.people) | Q(on_behalf_of__in=wanted.people))
    if wanted.case is not None:
        rows = rows.filter(about_case(wanted.case))
    if wanted.kind in (LOOK, STEP):
        rows = rows.filter(LOOKED) if wanted.kind == LOOK else rows.exclude(LOOKED)
    elif wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.first:
        rows = rows.filter(at__gte=midnight(wanted.first))
    if wanted.last:
        rows = rows.filter(at__lt=midnight(wanted.last + timedelta(days=1)))
    return rows


def before(rows: "QuerySet[Event]", pk: int | None) -> "QuerySet[Event]":
    """Keep what comes after an event on the way back in time."""
    last = Event.objects.filter(pk=pk).first() if pk else None
    if last is None:
        return rows
    earlier = Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk)
    # the index begins with the time, and finds its place by this
    return rows.filter(earlier, at__lte=last.at)


def about_case(pk: int) -> Q:
    """Match what concerns a case: itself, lists that showed it, and its citizen."""
    shown = Q(facts__contains={"ids": [pk]})
    found = Q(root_id=pk) | Q(purpose="list") & shown | Q(kind="emergency.list") & shown
    case: Any = case_model().objects.filter(pk=pk).first()
    if case is not None:
        kinds = [f"citizen.{step}" for step in CITIZEN_KINDS]
        found |= Q(kind__in=kinds, subject_id=str(case.citizen_id))
    return found


def seen_by(pk: int) -> list[dict[str, Any]]:
    """Return who has seen a case, as what, how often and when; the latest first."""
    rows = Event.objects.filter(about_case(pk), by__isnull=False)
    people = rows.values("by_id", "by__name", "role", "department_name")
    counted = people.annotate(
        looks=Count("pk", filter=LOOKED & ~LISTED),
        lists=Count("pk", filter=LISTED),
        steps=Count("pk", filter=~LOOKED),
        first=Min("at"),
        last=Max("at"),
    )
    return [{**row} for row in counted.order_by("-last", "by_id")]


@dataclass
class Line:
    """One event as the log shows it; `about` are names of staff and departments."""

    event: Event
    what: str
    number: str = ""
    cases: int = 0
    about: str = ""

    @property
    def why(self) -> str:
        """Why it was done, in words."""
        return purpose_words(self.event.purpose)


def lines(found: list[Event]) -> list[Line]:
    """Return the events with the case, person or department they are about."""
    names = names_of(User, {event.facts.get("user") for event in found})
    places = {event.subject_id for event in found if is_about_department(event)}
    departments = names_of(Department, {int(pk) for pk in places})
    return [
        Line(
            event,
            words_for(event.kind),
            number=case_model()(pk=event.root_id).number if event.root_id else "",
            cases=len(event.facts.get("ids") or []),
            about=names.get(event.facts.get("user"), "")
            or (
                departments[int(event.subject_id)] if is_about_department(event) else ""
            ),
        )
        for event in found
    ]


def is_about_department(event: Event) -> bool:
    """Say whether a department itself was changed."""
    return event.subject_type == "department"


def names_of(model: type[User | Department], keys: set[Any]) -> dict[Any, str]:
    """Return the names of staff or departments by key."""
    return dict(
        model._default_manager.filter(pk__in=keys - {None}).values_list("pk", "name")
    )


def case_named(number: str) -> int | None:
    """Return the key of the case with this number, if there is one."""
    key = case_model().key_of(number)
    known = key is not None and case_model().objects.filter(pk=key).exists()
    return key if known else None


@cache
def case_model() -> Any:
    """Return the model of the app above; the kernel knows it by name only."""
    return apps.get_model("cases", "Case")


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in the office."""
    return datetime.combine(day, time(), COPENHAGEN)
