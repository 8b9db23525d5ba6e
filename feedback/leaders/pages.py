"""The leaders' pages of one indicator, and of the ways from whom to whom."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.http import SignedInRequest
from coordination.models import Department, Municipality
from coordination.models.organisation import Role
from feedback.answer import tables
from feedback.answer.closed import QUARTER, Closed, by_key, closed
from feedback.answer.models import Count
from feedback.answer.tables import Row
from feedback.leaders import control, figures, first, process, ways
from feedback.leaders.gathering import Gathered, gather
from feedback.leaders.indicators import RETURN_DAYS
from feedback.leaders.periods import period_name, quarter_name
from feedback.leaders.reading import Reading
from feedback.leaders.relay import relay
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
        since = until.replace(month=until.month - QUARTER + 1)
        days = [
            day
            for month, told in gathered.months.items()
            if since <= month <= until
            for day in told[STRETCHES[code]]
        ]
        wait = process.Wait(reading.indicator.label, days)
        answering = code == "answer-time"
        within = Municipality.current().handover_days if answering else None
        period = quarter_name(until)
        return [process.waiting_figure(wait, within=within, period=period)]
    return []


@require_safe
def from_to(request: SignedInRequest) -> HttpResponse:
    """Show a closed year from whom to whom; everyone sees the same one."""
    last = timezone.localdate().year - 1
    years = {str(last): None, **by_key(closed(Count.Table.YEAR))}
    chosen = WaySelection.of(request.GET, years=years)
    admit(request.user, table="year", year=chosen.key)
    found = ways.ways_of(
        chosen.year,
        rows_of(chosen.closed) if chosen.closed else [],
        item=chosen.item.code,
        days=chosen.days,
        departments=dict(Department.objects.values_list("pk", "name")),
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
        "relay": relay(),
        "limits": Municipality.current(),
        "usual_days": RETURN_DAYS,
    }
    return render(request, "feedback/leaders/ways.html", context)


def rows_of(year: Closed) -> list[Row]:
    """Return the published ways of a year."""
    return year.own(tables.year(until=year.until))
