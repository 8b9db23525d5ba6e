"""Figures about citizens: who has a mentor, who waits, and how long they waited."""

from django.utils.translation import gettext as _

from coordination.charts import Figure, Table
from coordination.charts.months import Column
from coordination.formats import NOTHING, days, decimal, whole
from mentors.leaders.drawing import figure, written
from mentors.leaders.measuring import FirstVisits
from mentors.leaders.series import Series

# A median of fewer first visits is a story about one of them.
FEWEST_FIRST_VISITS = 5


def first_visit(series: Series) -> Figure:
    """Draw how long the first visit took after a mentor was asked for."""
    found = [
        each if each and each.n >= FEWEST_FIRST_VISITS else None
        for each in series.first
    ]
    everything = series.first_of_all
    if everything and everything.n >= FEWEST_FIRST_VISITS:
        finding = _(
            "Half had their first visit within %(median)s, nine of ten within %(p90)s"
        ) % {"median": days(everything.median), "p90": days(everything.p90)}
    else:
        finding = _("From asked for to the first visit")
    shows = _(
        "Days from when a mentor was asked for to the first visit: half were quicker"
        " than the bar, nine of ten quicker than the line."
    )
    columns = [
        Column(
            month.label,
            [each.median if each else None],
            [
                _("%(month)s: half within %(median)s, nine of ten in %(p90)s, n %(n)s")
                % {
                    "month": month.label,
                    "median": days(each.median),
                    "p90": days(each.p90),
                    "n": each.n,
                }
                if each
                else ""
            ],
            agreed=each.p90 if each else None,
            running=month.running,
        )
        for month, each in zip(series.months, found, strict=True)
    ]
    table = Table(
        [_("Month"), _("Median days"), _("Nine of ten within"), _("First visits")],
        [
            [
                month.label,
                NOTHING if shorter is None else decimal(shorter.median, 1),
                NOTHING if shorter is None else whole(shorter.p90),
                few(each),
            ]
            for month, each, shorter in zip(
                series.months, series.first, found, strict=True
            )
        ],
    )
    note = _(
        "Of the mentorships whose first visit was in the month. Who has not met their"
        " mentor yet is not in it. A month with fewer than %(few)s first visits is not"
        " shown."
    ) % {"few": FEWEST_FIRST_VISITS}
    return figure(finding, shows, columns, table, note)


def citizens(series: Series) -> Figure:
    """Draw how many had a mentor, and how many waited, at the end of each month."""
    last = series.standing[-1]
    finding = _("Citizens with a mentor, and waiting for one")
    if last and not last.waiting:
        finding = _("%(active)s have a mentor now, nobody waits for one") % {
            "active": whole(last.active)
        }
    elif last:
        finding = _("%(active)s have a mentor now, %(waiting)s wait for one") % {
            "active": whole(last.active),
            "waiting": whole(last.waiting),
        }
    shows = _(
        "At the end of each month. Left bar: have a mentor. Right bar: wait for one."
    )
    columns = [
        Column(
            month.label,
            [each.active, each.waiting] if each else [None, None],
            [
                _("%(month)s: %(n)s have a mentor")
                % {"month": month.label, "n": each.active if each else ""},
                _("%(month)s: %(n)s wait for a mentor")
                % {"month": month.label, "n": each.waiting if each else ""},
            ],
            running=month.running,
        )
        for month, each in zip(series.months, series.standing, strict=True)
    ]
    table = Table(
        [_("Month"), _("Have a mentor"), _("Wait for one")],
        [
            [
                month.label,
                written(each.active if each else None),
                written(each.waiting if each else None),
            ]
            for month, each in zip(series.months, series.standing, strict=True)
        ],
    )
    note = _(
        "Mentorships that ran, and proposals that nobody had begun, when the month was"
        " over; of the running month, now."
    )
    return figure(finding, shows, columns, table, note)


def few(found: FirstVisits | None) -> str:
    """Write how many first visits there were, unless they were few."""
    if found is None:
        return NOTHING
    if found.n < FEWEST_FIRST_VISITS:
        return _("fewer than %(few)s") % {"few": FEWEST_FIRST_VISITS}
    return whole(found.n)
