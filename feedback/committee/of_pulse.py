"""The committee's page about the handover survey: a closed quarter, or a year."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count as Counted
from django.db.models import Q
from django.utils.translation import gettext as _

from coordination.formats import day
from coordination.models import Department, Municipality
from feedback.analytics.charts.figure import decimal
from feedback.analytics.statistics import Share, median, median_interval
from feedback.answer import tables
from feedback.answer.closed import Closed
from feedback.answer.tables import Row
from feedback.committee.links import tell_links
from feedback.committee.page import (
    DASH,
    Number,
    Page,
    finding_of,
    limits_sentence,
    line_of,
    mean_number,
    share_number,
    silent_sentence,
)
from feedback.instrument.catalogue import Instrument, load
from feedback.invitation.models import Invitation
from feedback.leaders.indicators import RETURN_DAYS
from feedback.leaders.periods import period_name
from feedback.leaders.points import Months
from feedback.leaders.process import ask, window
from feedback.leaders.reading import ENDED
from feedback.leaders.wording import wording_sentences


def of_pulse(period: Closed, *, today: date) -> Page | None:
    """Return the page about a closed quarter or calendar year, as it was asked then."""
    instrument = load(period.instrument)
    total = tables.total(tables.months_of(period))
    if total is None:
        return None
    rules = Municipality.current()
    overall = total.items.get(instrument.overall.code)
    return Page(
        title=_("How handovers are experienced, %(period)s")
        % {"period": period_name(period)},
        municipality=rules.name,
        finding=finding_of(overall, instrument.overall),
        asked=" ".join([asked_of(instrument), *wording_sentences(period)]),
        numbers=numbers(total, instrument, period.since, period.until),
        lines=[
            line_of(item.label, total.items.get(item.code))
            for item in instrument.closed_items
        ],
        table_note=_("Top two: share of valid answers in the two best steps."),
        relay=links_of(period, instrument),
        method=[
            _("One invitation, one reminder, 30 days to answer, anonymous counts."),
            limits_sentence(rules.publish_invited_min, rules.publish_answers_min),
            _("Intervals are 95 %: Student's t for means, Wilson's for shares."),
        ],
        unknown=[
            silent_sentence(total.invited, total.answered),
            *not_asked(period.since, period.until),
            _("The figures do not say why, and nothing about any employee."),
        ],
        made_on=day(today),
    )


def asked_of(instrument: Instrument) -> str:
    """Say who was asked, and how much."""
    return _(
        "Citizens whose contact person had changed to another department were asked"
        " %(count)s questions on a scale from 1 to 5, after the new contact person had"
        " met them."
    ) % {"count": len(instrument.closed_items)}


def links_of(period: Closed, instrument: Instrument) -> list[str]:
    """Return what may be said of the ways from department to department."""
    if period.is_quarter:
        return [
            _("From whom to whom is told for whole years only; a quarter has too few.")
        ]
    names = dict(Department.objects.values_list("pk", "name"))
    rows = period.own(tables.year(until=period.until))
    return tell_links(rows, names, instrument.overall)


def numbers(
    total: Row, instrument: Instrument, since: date, until: date
) -> list[Number]:
    """Return four numbers, each of the period itself and not of today."""
    overall = instrument.overall
    begin, end = window(since, until)
    months: Months = (
        ask("handover_months", since=begin, until=end, within=timedelta(RETURN_DAYS))
        or {}
    )
    return [
        mean_number(overall.label, total.items.get(overall.code)),
        share_number(_("Response rate"), total.rate, of=_("asked")),
        first_contact(months),
        not_taken(months),
    ]


def first_contact(months: Months) -> Number:
    """Return the median days from an offer to the first contact in the period."""
    label = _("Days to first contact")
    days = [day for month in months.values() for day in month["contact"]]
    middle = median(days)
    if middle is None:
        return Number(label, DASH, _("no first contact in the period"))
    ends = median_interval(days)
    value = decimal(middle, 0 if middle.denominator == 1 else 1)
    told: dict[str, Any] = {"n": len(days)}
    if ends is None:
        return Number(label, value, _("median from offered, n %(n)s") % told)
    told |= {"low": ends[0], "high": ends[1], "dash": DASH}
    base = _("median from offered; 95 %%: %(low)s%(dash)s%(high)s, n %(n)s") % told
    return Number(label, value, base)


def not_taken(months: Months) -> Number:
    """Return how many of the period's offers were declined, or nobody answered.

    How many cases are without a holder is known of today only: it would say nothing
    of a period that is over.
    """
    label = _("Declined or lapsed")
    sums = [
        sum(month.get(kind, 0) for month in months.values() for kind in kinds)
        for kinds in (ENDED[1:], ENDED)
    ]
    share = Share(*sums)
    if not share.of:
        return Number(label, DASH, _("no offer ended in the period"))
    return share_number(label, share, of=_("ended offers"))


def not_asked(since: date, until: date) -> list[str]:
    """Say how many accepted handovers nobody was asked about."""
    begin, end = window(since, until)
    decided = Invitation.objects.filter(event__at__gte=begin, event__at__lt=end)
    found = decided.aggregate(
        all=Counted("pk"), withheld=Counted("pk", filter=Q(state="withheld"))
    )
    if not found["withheld"]:
        return []
    return [
        _(
            "Of %(all)s accepted handovers %(withheld)s were not asked about, each for"
            " a recorded reason, such as a protected address or asked recently. Who was"
            " asked is counted in the month in which the answer came or the time ran"
            " out, so the numbers need not add up."
        )
        % found
    ]
