"""The monthly closing: answers become counts, and the answers themselves are gone."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Min, Q

from coordination.calendar import COPENHAGEN
from coordination.models import Municipality
from feedback.analytics.suppression import Group, Limits, publishable
from feedback.answer import publishing, year
from feedback.answer.counting import (
    ANSWERED,
    INVITED,
    RESPONSE,
    TOTAL,
    count,
    histogram,
)
from feedback.answer.models import Closing, Count, Intake
from feedback.answer.waiting import Tally, open_waiting, seal_waiting
from feedback.instrument.catalogue import HANDOVER_PULSE
from feedback.invitation.models import Invitation
from feedback.remark.models import Remark

# An answer that was on its way at midnight is stored long before this has passed.
GRACE = timedelta(days=1)
ENDED = ["answered", "expired", "bounced", "opted_out"]
TO_COUNT = Q(state__in=ENDED, sent_at__isnull=False, counted=False)
LAST_OF_QUARTER, LAST_OF_YEAR = (3, 6, 9, 12), 12


def next_month(month: date) -> date:
    """Return the first day of the following month."""
    return (month + timedelta(days=32)).replace(day=1)


def quarter_of(month: date) -> date:
    """Return the first day of the month's quarter."""
    return month.replace(month=month.month - (month.month - 1) % 3, day=1)


def closes_at(month: date) -> datetime:
    """Return the moment from which a month's answers can be counted."""
    return datetime.combine(next_month(month), time(), COPENHAGEN) + GRACE


def to_close(at: datetime) -> list[date]:
    """Return the months that have ended and are not counted yet, oldest first."""
    last = Closing.objects.order_by("-month").values_list("month", flat=True).first()
    if last:
        month = next_month(last)
    else:
        ended = Invitation.objects.of_handovers().filter(
            counted=False, ended_month__isnull=False
        )
        firsts = [
            Intake.objects.filter(round=None).aggregate(first=Min("month"))["first"],
            ended.aggregate(first=Min("ended_month"))["first"],
        ]
        if not any(firsts):
            return []
        month = min(first for first in firsts if first)
    found = []
    while closes_at(month) <= at:
        found.append(month)
        month = next_month(month)
    return found


@transaction.atomic
def close(month: date) -> bool:
    """Count one month and delete its answers; say if it was not closed before."""
    # of two simultaneous runs the second waits here, and finds it done
    _closing, first = Closing.objects.get_or_create(month=month)
    if not first:
        return False
    rules = Municipality.current()
    limits = Limits(rules.publish_invited_min, rules.publish_answers_min)
    waiting = release([*open_waiting(), *collect(month)], month, limits)
    waiting = without_given_up_wordings(waiting)
    if month.month in LAST_OF_QUARTER:
        waiting = publishing.publish_quarter(waiting, month, limits)
    if month.month == LAST_OF_YEAR:
        waiting = year.publish_year(waiting, month, limits)
    seal_waiting(waiting)
    return True


def collect(month: date) -> list[Tally]:
    """Turn everything up to the month into tallies, and delete it.

    What was written is stored in no order.
    """
    intakes = list(Intake.objects.filter(month__lte=month, round=None))
    ended = list(
        Invitation.objects.of_handovers().filter(TO_COUNT, ended_month__lte=month)
    )
    remarks = [
        Remark(
            month=None,
            receiver=intake.receiver,
            text=intake.text,
            state=Remark.State.HELD,
        )
        for intake in intakes
        if intake.text
    ]
    secrets.SystemRandom().shuffle(remarks)
    Remark.objects.bulk_create(remarks)
    Intake.objects.filter(pk__in=[intake.pk for intake in intakes]).delete()
    Invitation.objects.filter(pk__in=[asked.pk for asked in ended]).update(counted=True)
    return [Tally(month, *cell, n) for cell, n in count(ended, intakes).items()]


Held = dict[str, dict[str, Counter[str]]]


def release(waiting: Sequence[Tally], month: date, limits: Limits) -> list[Tally]:
    """Publish what has enough answers, and mark it; the rest waits for the next month.

    So a month's table hides nothing, and what is shown of a quarter adds up to its
    months: nothing can be found by subtracting one from the other. What people wrote
    belongs to the quarter in which their answers are published.
    """
    held: Held = defaultdict(lambda: defaultdict(Counter))
    since: dict[tuple[str, str], date] = {}
    for tally in waiting:
        if tally.released or tally.dimension != TOTAL:
            continue
        held[tally.instrument][tally.item][tally.category] += tally.n
        key = tally.instrument, tally.item
        since[key] = min(tally.month, since.get(key, month))
    released: set[tuple[str, str]] = set()
    for instrument, items in held.items():
        asked = items[RESPONSE]
        response = Group(asked[INVITED], asked[ANSWERED])
        if not publishable(response, limits):
            continue
        if instrument == HANDOVER_PULSE:
            Remark.objects.unpublished().update(month=quarter_of(month))
        for item, counts in items.items():
            group = Group.of(asked[INVITED], histogram(counts))
            if item != RESPONSE and not publishable(group, limits):
                continue
            Count.objects.bulk_create(
                Count(
                    table=Count.Table.MONTH,
                    since=since[instrument, item],
                    until=month,
                    instrument=instrument,
                    dimension=TOTAL,
                    item=item,
                    category=category,
                    n=n,
                )
                for category, n in sorted(counts.items())
            )
            released.add((instrument, item))
    return [
        tally._replace(released=True, month=month)
        if not tally.released and (tally.instrument, tally.item) in released
        else tally
        for tally in waiting
    ]


def without_given_up_wordings(waiting: Iterable[Tally]) -> list[Tally]:
    """Leave out what waits of a wording that nobody can answer any more.

    It was too little to be shown, and the month that would make it enough never comes.
    """
    to_come = TO_COUNT | Q(state__in=["queued", "sent"])
    asked = Invitation.objects.of_handovers().filter(to_come)
    alive = {HANDOVER_PULSE, *asked.values_list("instrument", flat=True).distinct()}
    return [tally for tally in waiting if tally.released or tally.instrument in alive]
