"""What happened in a case, told from its events, each in as much as one may see.

Every app tells its own kinds of event: `tell("visit.log", …)`. A kind that nobody
tells is not shown; surveys and their answers never are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from coordination.models import Event, User

ENTRIES = 25
LATE = timedelta(hours=12)


class Chip(TextChoices):
    """What kinds of entry can be looked at alone."""

    HANDOVER = "handover", _("The baton")
    CONTACT = "contact", _("Contacts")
    VISIT = "visit", _("Visits")
    PLAN = "plan", _("Plan and measures")
    CASE = "case", _("The case")


@dataclass
class Said:
    """What an event's own noun adds to the bare fact."""

    text: str = ""
    at: datetime | None = None
    title: str = ""
    href: str = ""


Teller = Callable[[list[Event], Case, User], dict[int, Said]]


@dataclass(frozen=True)
class Kind:
    """How one kind of event is told."""

    title: Any
    chip: str
    icon: str = ""
    teller: Teller | None = None
    # shown only to those for whom the teller has something to say
    private: bool = False


KINDS: dict[str, Kind] = {}


def tell(kind: str, title: Any, **how: Any) -> None:
    """Let events of this kind be shown, under this title."""
    KINDS[kind] = Kind(title, **how)


@dataclass
class Entry:
    """One line of the timeline."""

    pk: int
    at: datetime
    title: str
    icon: str
    tag: str = ""
    by: str = ""
    text: str = ""
    href: str = ""
    late_at: datetime | None = None

    @property
    def anchor(self) -> str:
        """The name by which the entry can be linked to."""
        return f"event-{self.pk}"


@dataclass
class Page:
    """A stretch of the timeline, the newest first."""

    entries: list[Entry] = field(default_factory=list)
    next_from: int | None = None


def read_page(
    case: Case, user: User, *, chip: str = "", start: int | None = None
) -> Page:
    """Return what happened in a case, from an event on and back in time."""
    wanted = [kind for kind, how in KINDS.items() if chip in ("", how.chip)]
    rows = Event.objects.filter(root_id=case.pk, kind__in=wanted)
    if start:
        moment = Subquery(
            Event.objects.filter(root_id=case.pk, pk=start).values("at")[:1]
        )
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, pk__lte=start))
    rows = rows.select_related("by", "on_behalf_of").order_by("-at", "-pk")
    events = list(rows[: ENTRIES + 1])
    shown = events[:ENTRIES]
    entries = describe(shown, case, user)
    entries.sort(key=lambda entry: (entry.at, entry.pk), reverse=True)
    more = events[ENTRIES].pk if len(events) > ENTRIES else None
    return Page(entries, more)


def describe(events: list[Event], case: Case, user: User) -> list[Entry]:
    """Return the entries for these events that the person may see."""
    said: dict[int, Said] = {}
    tellers = {KINDS[event.kind].teller for event in events}
    for teller in filter(None, tellers):
        own = [event for event in events if KINDS[event.kind].teller == teller]
        said |= teller(own, case, user)
    return [
        write_entry(event, said.get(event.pk, Said()))
        for event in events
        if event.pk in said or not KINDS[event.kind].private
    ]


def write_entry(event: Event, said: Said) -> Entry:
    """Return the line for one event."""
    kind = KINDS[event.kind]
    happened_at = said.at or event.at
    late = event.at - happened_at > LATE
    return Entry(
        pk=event.pk,
        at=happened_at,
        title=said.title or str(kind.title),
        icon=kind.icon,
        tag=event.department_name,
        by=event.by.get_full_name() if event.by else "",
        text=said.text,
        href=said.href,
        late_at=event.at if late else None,
    )
