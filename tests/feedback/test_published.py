"""What is really published of a year cannot be turned back into what was hidden."""

from collections import Counter
from datetime import date

import pytest

from coordination.models import Department
from feedback.answer import tables
from feedback.invitation.models import Invitation
from tests.feedback.attacker import System
from tests.feedback.years import play

LEAST = 5


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_attacker_with_every_table_learns_no_small_group(municipality, seed, five):
    """The attacker also knows which departments handed over to which, and when."""
    town = list(Department.objects.order_by("pk"))
    play(town, first=date(2025, 1, 1), months=12, per_month=30, seed=seed)

    truth = Counter()
    for row in Invitation.objects.filter(state__in=["answered", "expired"]):
        quarter = (row.ended_month.month + 2) // 3
        truth[quarter, row.giver, row.receiver] += row.state == "answered"
    known = System(truth)
    months = tables.months()
    assert len(months) == 12
    hidden = []
    for quarter in (1, 2, 3, 4):
        own = [row for row in months if (row.until.month + 2) // 3 == quarter]
        every = [key for key in truth if key[0] == quarter]
        known.learn(every, sum(row.answered for row in own))
        for place, side in enumerate(("giver", "receiver"), start=1):
            rows = tables.quarter(until=own[-1].until, dimension=side)
            for row in rows:
                cell = [key for key in every if key[place] == int(row.value)]
                if row.response is None:
                    hidden.append(cell)
                else:
                    assert row.answered == sum(truth[key] for key in cell) >= LEAST
                    known.learn(cell, row.answered)
    for row in tables.year(until=date(2025, 12, 1)):
        giver, receiver = map(int, row.value.split(">"))
        cell = [key for key in truth if key[1:] == (giver, receiver)]
        if row.response is None:
            hidden.append(cell)
        else:
            assert row.answered == sum(truth[key] for key in cell) >= LEAST
            known.learn(cell, row.answered)

    assert hidden, "everything is large enough: the test shows nothing"
    for cell in hidden:
        if sum(truth[key] for key in cell) < LEAST:
            least, most = known.range(cell)
            assert most >= LEAST
            assert least < most
