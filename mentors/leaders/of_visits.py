"""Figures about visits: against what was agreed, and nobody home."""

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import gettext as _

from coordination.charts import Figure, Table
from coordination.charts.months import Column
from coordination.formats import NOTHING, decimal, whole
from mentors.leaders.drawing import figure, share, written
from mentors.leaders.measuring import Work
from mentors.leaders.series import Series

ALL = 100


def visits_done(series: Series) -> Figure:
    """Draw the visits of each month, with what was agreed."""
    rows = [
        (month, w.done if w else None, round(w.agreed) if w else None)
        for month, w in zip(series.months, series.work, strict=True)
    ]
    done, agreed = series.total(lambda w: w.done), series.total(lambda w: w.agreed)
    finding = _("%(done)s visits of %(agreed)s agreed, in the closed months") % {
        "done": whole(done),
        "agreed": whole(round(agreed)),
    }
    shows = _("Visits at which they met, each month. The line is what was agreed.")
    columns = [
        Column(
            month.label,
            [n],
            [
                _("%(month)s: %(done)s visits of %(agreed)s agreed")
                % {"month": month.label, "done": n, "agreed": of}
            ],
            agreed=of,
            running=month.running,
        )
        for month, n, of in rows
    ]
    table = Table(
        [_("Month"), _("Visits"), _("Agreed"), _("Visits a week"), _("Agreed a week")],
        [
            [
                month.label,
                written(n),
                written(of),
                NOTHING if n is None else decimal(n / month.weeks, 1),
                NOTHING if of is None else decimal(of / month.weeks, 1),
            ]
            for month, n, of in rows
        ],
    )
    note = _(
        "Visits at which they met (corrected ones once) in mentorships with an agreed"
        " frequency; nobody home and cancelled do not count. Agreed: the days each"
        " mentorship ran in the month, times its visits a week. Who has agreed to meet"
        " when the citizen asks is in neither number."
    )
    return figure(finding, shows, columns, table, note)


def agreements_kept(series: Series) -> Figure:
    """Draw the share of mentorships in which they met as often as agreed."""
    finding = _("%(share)s kept what was agreed, in the closed months") % {
        "share": share(
            series.total(lambda w: w.kept), series.total(lambda w: w.promised)
        )
    }
    shows = _("Share of the mentorships in which they met as often as agreed.")
    note = _(
        "Numerator: mentorships with at least as many visits in the month as the whole"
        " number agreed. Denominator: mentorships that ran long enough in the month for"
        " one agreed visit or more. A paused case is not taken out."
    )
    return shares(
        series,
        lambda w: (w.kept, w.promised),
        labels=(_("Met as agreed"), _("Mentorships")),
        finding=finding,
        shows=shows,
        note=note,
    )


def nobody_home(series: Series) -> Figure:
    """Draw the share of visits at which nobody was home."""
    finding = _("Nobody was home at %(share)s of the visits, in the closed months") % {
        "share": share(
            series.total(lambda w: w.nobody_home), series.total(lambda w: w.tried)
        )
    }
    shows = _("Share of the visits at which the mentor met nobody.")
    note = _(
        "Numerator: visits that the mentor wrote down as nobody home. Denominator:"
        " these and the visits at which they met. Cancelled visits are in neither."
    )
    return shares(
        series,
        lambda w: (w.nobody_home, w.tried),
        labels=(_("Nobody home"), _("Visits")),
        finding=finding,
        shows=shows,
        note=note,
    )


def shares(
    series: Series,
    count: Callable[[Work], tuple[int, int]],
    *,
    labels: tuple[str, str],
    finding: str,
    shows: str,
    note: str,
) -> Figure:
    """Return a share of each month as bars, and its two numbers in the table."""
    columns, rows = [], []
    for month, w in zip(series.months, series.work, strict=True):
        n, of = count(w) if w else (0, 0)
        value = float(Fraction(n * ALL, of)) if of else None
        words = _("%(month)s: %(share)s, %(n)s of %(of)s") % {
            "month": month.label,
            "share": share(n, of),
            "n": n,
            "of": of,
        }
        columns.append(Column(month.label, [value], [words], running=month.running))
        cells = [share(n, of), whole(n), whole(of)] if w else [NOTHING] * 3
        rows.append([month.label, *cells])
    table = Table([_("Month"), _("Share"), *labels], rows)
    return figure(finding, shows, columns, table, note, ceiling=ALL, unit=" %")
