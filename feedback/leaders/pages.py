"""The leaders' pages of one indicator, and of the ways from whom to whom."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.http import SignedInRequest
from coordination.models import Department, Municipality
from coordination.models.organisation import Role
from feedback.answer import tables
from feedback.answer.closed import Closed, by_key, closed
from feedback.answer.models import Count
from feedback.answer.tables import Row
from feedback.leaders import control, figures, first, process, relay, ways
from feedback.leaders.gathering import Gathered, gather
from feedback.leaders.names import NONE_COUNTED, NOT_CLOSED
from feedback.leaders.periods import appears_on, period_name, quarter_name
from feedback.leaders.reading import Reading
from feedback.leaders.selection import WITHIN, WaySelection
from feedback.leaders.tabs import tabs_of
from feedback.leaders.views import admit
from feedback.leaders.wording import wording_of

STRETCHES = {"first-contact": "contact", "answer-time": "answer"}


@require_safe
def indicator(request: SignedInRequest, code: str) -> HttpResponse:
    """Show one indicator: its chart, its phases, and what was done when."""
    admit(request.user, indicator=code[:40])
    gathered = gather()
    reading = gathered.reading(code)
    if reading is None:
        raise Http404
    context = {
        "tabs": tabs_of(request.user, here="leaders"),
        "reading": reading,
        "indicator": reading.indicator,
        "chart": control.control_figure(reading),
        "phases": control.phases_table(reading),
        "more": more_of(reading, gathered),
        "may_pin": request.user.has_role(Role.LEADER),
    }
    return render(request, "feedback/leaders/indicator.html", context)


def more_of(reading: Reading, gathered: Gathered) -> list[object]:
    """Return the other pictures of an indicator."""
    code = reading.indicator.code
    if reading.indicator.is_item:
        found = figures.mean_over_months(reading)
        return [found] if found else []
    if code in STRETCHES:
        until = first.period_of(gathered)
        days = gathered.days(STRETCHES[code], until=until)
        wait = process.Wait(reading.indicator.label, days)
        return [process.waiting_figure(wait, period=quarter_name(until))]
    return []


@require_safe
def from_to(request: SignedInRequest) -> HttpResponse:
    """Show a closed year from whom to whom; everyone sees the same one."""
    last = timezone.localdate().year - 1
    years = years_until(last)
    chosen = WaySelection.of(request.GET, years=years)
    admit(request.user, table="year", year=chosen.key)
    closed_on = appears_on(date(chosen.year, 12, 1))
    is_closed = closed_on <= timezone.localdate()
    found = ways.ways_of(
        chosen.year,
        rows_of(chosen.closed) if chosen.closed else [],
        item=chosen.item.code,
        days=chosen.days,
        departments=dict(Department.objects.values_list("pk", "name")),
        without=NONE_COUNTED if is_closed else NOT_CLOSED,
    )
    context = {
        "tabs": tabs_of(request.user, here="leaders-ways"),
        "chosen": chosen,
        "years": [
            (key, period_name(year) if year else key) for key, year in years.items()
        ],
        "items": chosen.instrument.items,
        "within": WITHIN,
        "ways": found,
        "headline": ways.headline(found),
        "wording": chosen.closed and wording_of(chosen.closed),
        "published": chosen.closed is not None,
        "closed_on": None if is_closed else closed_on,
        "held": relay.held_between(*ways.year_of(chosen.year)),
        "log": relay.relay_of_log(),
        "limits": Municipality.current(),
        "next_year": last + 1,
    }
    return render(request, "feedback/leaders/ways.html", context)


def years_until(last: int) -> dict[str, Closed | None]:
    """Return the years that can be chosen, newest first; those published with tables.

    A year in which batons went on is one of them, whether or not anybody was asked.
    """
    worked = {last, *(process.ask("years_of_handovers", last=last) or [])}
    published = by_key(closed(Count.Table.YEAR))
    years = {**published, **{str(y): None for y in worked if str(y) not in published}}
    return dict(sorted(years.items(), key=lambda each: each[0][:4], reverse=True))


def rows_of(year: Closed) -> list[Row]:
    """Return the published ways of a year."""
    return year.own(tables.year(until=year.until))
