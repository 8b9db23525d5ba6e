"""Of those who were invited it is told to how many the invitation went out."""

from collections import Counter
from datetime import date

import pytest
from django.utils import translation

from feedback.answer import tables
from feedback.answer.closing import close
from feedback.answer.counting import (
    ANSWERED,
    BOUNCED,
    INVITED,
    NOT_SENT,
    RESPONSE,
    SENT,
    count,
)
from feedback.answer.pile import DOUBTFUL, NOT_REACHED, SILENT, parts_of
from feedback.answer.waiting import open_waiting, seal_waiting
from feedback.invitation.models import Invitation
from feedback.leaders import export, figures
from tests.calls import Caller
from tests.feedback.counted import read_csv
from tests.feedback.kept import words_of
from tests.feedback.test_counting import ask, of_response
from tests.feedback.years import play

pytestmark = pytest.mark.django_db

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))


def let_out(month, *, but):
    """All silent ones of a month went out, except a few that could not be delivered."""
    silent = Invitation.objects.filter(ended_month=month, state="expired")
    kept = list(silent.order_by("pk").values_list("pk", flat=True)[:but])
    silent.update(went_out=True)
    Invitation.objects.filter(pk__in=kept).update(went_out=False)


@pytest.fixture
def quarter(five, monkeypatch):
    """A quarter in which four invitations a month could not be delivered."""
    closed = close

    def closing(month):
        let_out(month, but=4)
        closed(month)

    monkeypatch.setattr("feedback.answer.closing.close", closing)
    play(five, first=JANUARY, months=3, per_month=60, seed=4)


def test_what_could_not_be_delivered_is_invited_and_not_sent():
    facts = {"giver": 1, "receiver": 2, "departments": 3, "instrument": "x"}
    asked = [
        Invitation(state="expired", went_out=True, **facts),
        Invitation(state="bounced", **facts),
        Invitation(state="opted_out", **facts),
    ]
    total = of_response(count(asked, []))["total", ""]
    assert total == {INVITED: 3, SENT: 1, NOT_SENT: 2, BOUNCED: 1}


def test_whoever_answered_had_it_in_every_table():
    for seed in range(50):
        found = of_response(count(*ask(seed)))
        for n in found.values():
            assert n[SENT] + n[NOT_SENT] == n[INVITED]
            assert n[ANSWERED] <= n[SENT]


def test_of_a_round_it_is_told_of_all_together_only():
    total = of_response(count(*ask(1, in_round=True)))["total", ""]
    assert SENT not in total
    assert NOT_SENT not in total


def test_who_was_not_reached_could_not_as_well_be_somebody_who_was():
    response = Counter({INVITED: 9, ANSWERED: 4, NOT_SENT: 2, SENT: 7})
    parts = parts_of({RESPONSE: response}, RESPONSE)
    assert parts == {ANSWERED: 4, SILENT: 3, NOT_REACHED: 2, DOUBTFUL: 0}
    # of what came back it is not known here if it had gone out
    parts = parts_of({RESPONSE: response + Counter({BOUNCED: 1})}, RESPONSE)
    assert parts == {ANSWERED: 4, SILENT: 2, NOT_REACHED: 1, DOUBTFUL: 2}


def test_page_file_and_program_tell_invited_sent_and_answered(quarter, lone, signed_in):
    client, months = signed_in(lone), tables.months()
    total = tables.total(months)
    assert (total.invited, total.sent) == (180, 168)
    said = f"180 inviteret, 168 sendt, {total.answered} har svaret"
    assert said in words_of(client.get("/ledelse/"))
    assert f"1. kvartal 2026: {said}, " in words_of(client.get("/ledelse/svar/"))

    chart = client.get("/ledelse/noegletal/response-rate/").context["chart"]
    assert chart.table.columns[3:6] == ["Inviteret", "Sendt", "Svar"]
    assert chart.table.rows[-1][3:5] == [60, "56"]

    rows = tables.quarter(until=MARCH, dimension="warm")
    table = client.get("/ledelse/svar/?by=warm").context["groups_table"]
    assert table.columns[1:3] == ["Inviteret", "Sendt"]
    shown = {row[1]: row[2] for row in table.rows}
    assert shown == {row.invited: str(row.sent) for row in rows}
    assert sum(row.sent for row in rows) == 168

    of_months = [
        (row["Invited"], row["Sent"])
        for row in read_csv(client.get("/ledelse/tal.csv"), export.COLUMNS)
        if row["Table"] == "Måned" and not row["Question"]
    ]
    assert of_months == [("60", "56")] * 3
    listed = Caller(lone).get("figures/months/").json()
    assert [row["sent"] for row in listed] == [56] * 3


def test_a_hidden_group_says_nothing_of_it(quarter, lone):
    found = Caller(lone).get("figures/quarters/2026-03/giver/").json()
    hidden = [row for row in found if row["hidden"]]
    assert hidden, "everything is large enough: the test shows nothing"
    assert {row["sent"] for row in hidden} == {None}


def test_a_period_from_before_it_was_counted_says_so():
    before = Counter({INVITED: 60, ANSWERED: 30, BOUNCED: 4})
    since = Counter({INVITED: 60, ANSWERED: 30, SENT: 56, NOT_SENT: 4})
    old, new = (
        tables.Row(JANUARY, JANUARY, "", "x", response) for response in (before, since)
    )
    assert (old.sent, new.sent) == (None, 56)
    assert tables.total([new, old]).sent is None, "nothing is added to the unknown"
    with translation.override("da"):
        said = figures.asking(old)
        assert said == "60 inviteret, sendt er ikke talt op, 30 har svaret"
        assert figures.sent(old) == "ikke talt op"


def test_what_waited_from_before_it_was_counted_leaves_it_unknown(town_hall):
    town_hall(JANUARY, paths=[(1, 2)] * 3)
    close(JANUARY)
    before = [t for t in open_waiting() if t.category not in {SENT, NOT_SENT}]
    seal_waiting(before)
    town_hall(FEBRUARY, paths=[(1, 2)] * 15)
    close(FEBRUARY)
    (row,) = tables.months()
    assert (row.invited, row.sent) == (18, None)
    town_hall(MARCH, paths=[(1, 2)] * 15)
    close(MARCH)
    assert [row.sent for row in tables.months()] == [None, 15]
    quarter = tables.quarter(until=MARCH, dimension="receiver")
    assert {row.sent for row in quarter} == {None}
