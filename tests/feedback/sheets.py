"""Random towns published: the tables of a quarter, or of a year and its quarters."""

from collections import Counter
from datetime import date

from feedback.answer.counting import PATH, TOTAL
from feedback.answer.publishing import fill_quarter
from feedback.answer.sheet import Sheet
from feedback.answer.year import fill_year, hidden_sides
from feedback.instrument.catalogue import HANDOVER_PULSE
from tests.feedback.secret import LIMITS, quarter_pile

YEAR = date(2025, 1, 1), date(2025, 12, 1)


def sheet_of_quarter(people, day):
    """Return the tables of a quarter by each dimension that is known of people."""
    sheet = Sheet("quarter", day, day, HANDOVER_PULSE)
    fill_quarter(sheet, quarter_pile(people), LIMITS)
    return sheet


def sheet_of_months(people, day):
    """Return the table of a quarter's months, all of them counted together."""
    everybody = Counter()
    for (_place, ticks), n in people.items():
        everybody[("all", "warm"), ticks] += n
    (items,) = quarter_pile(everybody)[PATH].values()
    sheet = Sheet("month", day, day, HANDOVER_PULSE)
    for item in items:
        sheet.add(TOTAL, item, {"": items}, ())
    return sheet


def people_by_quarter(people):
    """Return the people of a year ((quarter, path), ticks) quarter by quarter."""
    found = {}
    for ((quarter, path), ticks), n in people.items():
        found.setdefault(quarter, Counter())[(path, "warm"), ticks] += n
    return found


def sheets_of_year(people):
    """Return the tables of each quarter by number, and then those of the year."""
    parts = people_by_quarter(people)
    quarters = {q: sheet_of_quarter(part, last_month(q)) for q, part in parts.items()}
    shown = [count for sheet in quarters.values() for count in sheet.counts]
    whole = sum(parts.values(), Counter())
    year = Sheet("year", *YEAR, HANDOVER_PULSE)
    fill_year(
        year,
        quarter_pile(whole)[PATH],
        {quarter: quarter_pile(part)[PATH] for quarter, part in parts.items()},
        hidden_sides(shown),
        LIMITS,
    )
    return quarters, year


def last_month(quarter):
    """Return the last month of a quarter of the year."""
    return date(2025, 3 * quarter, 1)
