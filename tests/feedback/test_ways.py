"""From whom to whom: a closed year, with its scores, its handovers and its days."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from coordination.calendar import COPENHAGEN
from feedback.answer import tables
from feedback.leaders.figures import DASH
from tests.feedback.kept import words_of

WAYS = "/ledelse/veje/"


def test_scores_are_those_of_the_published_year(last_year, lars, signed_in):
    reply = signed_in(lars).get(f"{WAYS}?item=had_a_say")
    ways, year = reply.context["ways"], timezone.localdate().year - 1
    rows = {row.value: row for row in tables.year(until=date(year, 12, 1))}
    names = {d.pk: d.name for d in last_year}
    assert rows
    for value, row in rows.items():
        giver, receiver = (names[int(end)] for end in value.split(">"))
        cell = ways.cell(giver, receiver)
        found = row.items.get("had_a_say") if row.response else None
        if found is None:
            assert (cell["css"], cell["score"]["mean"]) == ("hx", None)
        else:
            assert cell["score"]["n"] == found.valid
    shown = [
        c for row in ways.rows for c in row["cells"] if c["way"] and c["score"]["mean"]
    ]
    assert shown, "no way is large enough; ask more"
    assert "skjult" in reply.content.decode()


def test_waits_and_returns_stand_beside_the_scores(
    municipality, kept, lars, jobs, housing, signed_in
):
    reply = signed_in(lars).get(WAYS)
    page = reply.content.decode()
    assert "2 af 17 stafetter kom lige tilbage igen" in page
    way = reply.context["ways"].ways[jobs.name, housing.name]
    assert (way.handovers, way.waited, way.came_to_nothing) == (17, "4 dage", 6)
    assert reply.context["ways"].used[0] is way
    assert sum(w.handovers for w in reply.context["ways"].used) == 17


def test_the_way_of_the_baton_is_that_of_the_chosen_year(
    municipality, kept, lars, signed_in
):
    """With its period, its n, and what it means, and no days of fewer than five."""
    year = timezone.localdate().year - 1
    page = words_of(signed_in(lars).get(f"{WAYS}?days=30"))
    held = between(page, f"Stafettens vej i {year}", "Den indlæste log")
    assert "Sager 1.214 12 havde været hos tre afdelinger" in held
    assert "Overdragelser 17 2 lige tilbage igen" in held
    assert f"nogen havde stafetten i {year}" in held
    assert "A → B → A inden for 30 dage" in held
    assert "Bolig 2,5 9,0 30" in held
    assert f"Job {DASH} {DASH} 4" in held
    asked = kept.asked["batons_held"][-1]
    assert asked == {
        "since": datetime(year, 1, 1, tzinfo=COPENHAGEN),
        "until": datetime(year + 1, 1, 1, tzinfo=COPENHAGEN),
    }
    signed_in(lars).get(f"{WAYS}?year=2011")
    assert kept.asked["batons_held"][-1]["since"].year == 2011


def test_an_imported_log_is_told_whole_with_its_period(
    municipality, kept, lars, signed_in
):
    page = words_of(signed_in(lars).get(WAYS))
    log = page[page.index("Den indlæste log") :]
    assert f"Oktober 2010 {DASH} januar 2012, 2 afdelinger. Hele loggen" in log
    assert "Sager 1.348 " in log
    assert "Overdragelser 3.853 5 tilbage igen, før eller siden" in log
    assert "A → B → A, uanset hvor længe" in log
    assert "Bolig 994" in log
    assert "Bolig 3,5 9,0 4" in log
    kept["relay_of_log"] = None
    assert "Den indlæste log" not in words_of(signed_in(lars).get(WAYS))


def test_a_wait_of_few_is_not_shown(municipality, kept, lars, jobs, housing, signed_in):
    kept["handover_edges"][jobs.pk, housing.pk]["contact"] = [1, 2, 3, 4]
    reply = signed_in(lars).get(WAYS)
    assert reply.context["ways"].ways[jobs.name, housing.name].waited == ""


@pytest.mark.parametrize(
    ("today", "cell", "sentence"),
    [
        ((1, 1), "ikke lukket endnu", "Årets svar tælles den 2. januar"),
        ((1, 2), "ingen talt med", "Der er ikke offentliggjort svar for dette år."),
    ],
)
def test_a_way_without_answers_says_why(
    municipality, kept, lars, signed_in, monkeypatch, today, cell, sentence
):
    now = datetime(timezone.localdate().year, *today, 8, tzinfo=COPENHAGEN)
    client = signed_in(lars)
    monkeypatch.setattr(timezone, "localtime", lambda *_a: now)
    page = words_of(client.get(WAYS))
    assert f"{cell} 17 17 stafetter" in page
    assert sentence in page
    assert "skjult" not in page.lower()


def test_a_way_nobody_is_counted_on_is_not_called_hidden(
    last_year, kept, lars, jobs, housing, signed_in
):
    page = words_of(signed_in(lars).get(WAYS))
    assert "Ingen talt med" not in page
    kept["handover_edges"] = {(jobs.pk, jobs.pk): kept["handover_edges"].popitem()[1]}
    reply = signed_in(lars).get(WAYS)
    cell = reply.context["ways"].cell(jobs.name, jobs.name)
    assert str(cell["score"]["why"]) == "ingen talt med"
    assert "“Ingen talt med” står, hvor ingen af de spurgte" in words_of(reply)


def between(page, first, last):
    return page[page.index(first) : page.index(last)]
