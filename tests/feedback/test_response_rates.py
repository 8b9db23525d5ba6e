"""The response rate stands beside every score, wherever a score is shown."""

import re
from datetime import date

import pytest
from django.utils import translation

from coordination.models import Department
from feedback.answer import tables
from feedback.committee.links import described
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders.figures import DASH
from feedback.round.report import tell_round
from tests.calls import Caller
from tests.feedback.counted import SIZES, percent
from tests.feedback.years import play


@pytest.fixture
def a_year(five):
    play(five, first=date(2025, 1, 1), months=12, per_month=60, seed=4)


def short(row):
    """A response rate as it is written beside a score."""
    return f"{percent(row.answered, row.invited, 0)} %"


def cells_in(page, name):
    """The cells of the rows that begin with a name."""
    rows = re.findall(rf'<th scope="row"[^>]*>{name}</th>(.*?)</tr>', page, re.DOTALL)
    return [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]


def test_it_stands_beside_every_score_of_the_pulse(a_year, lone, signed_in):
    client = signed_in(lone)
    names = dict(Department.objects.values_list("pk", "name"))
    month, end = tables.months()[-1], date(2025, 12, 1)

    first = client.get("/ledelse/")
    lines = {line.label: line for line in first.context["lines"]}
    for item in load(HANDOVER_PULSE).closed_items:
        assert lines[item.label].rate == short(month)
    assert f"{short(month)} svarede" in first.content.decode()

    indicator = client.get("/ledelse/noegletal/coherent/").context["chart"]
    place = indicator.table.columns.index("Svarprocent")
    assert indicator.table.rows[-1][place] == short(month)
    assert f"{short(month)} svarede" in indicator.drawing.wide

    answers = client.get("/ledelse/svar/?by=receiver").content.decode()
    groups = tables.quarter(until=end, dimension="receiver")
    shown = [row for row in groups if row.response is not None]
    assert shown
    for row in shown:
        in_groups, in_heat = cells_in(answers, names[int(row.value)])[-2:]
        assert in_groups[2].startswith(f"{short(row)} (")
        assert in_heat[0] == short(row)

    ways = client.get("/ledelse/veje/")
    paths = tables.year(until=end)
    scored = [r for r in paths if r.response is not None and r.items["coherent"]]
    assert scored
    for row in scored:
        giver, receiver = (names[int(end)] for end in row.value.split(">"))
        cell = ways.context["ways"].cell(giver, receiver)["score"]
        assert cell["rate"] == short(row)
        assert f"n&nbsp;{cell['n']} · {short(row)}" in ways.content.decode()
        with translation.override("da"):
            said = described((row, row.items["coherent"]), names)
        low, high = row.items["coherent"].mean_interval()
        sure = f"{low:.2f}{DASH}{high:.2f}".replace(".", ",")
        assert said.endswith(f"(95 %: {sure}, n {cell['n']}, {short(row)} svarede)")


def test_it_stands_beside_every_score_a_program_reads(a_year, lone):
    program, months = Caller(lone), tables.months()
    told = {row["code"]: row for row in program.get("figures/indicators/").json()}
    listed = program.get("figures/months/").json()
    points = told["coherent"]["points"]
    for row, point, month in zip(months, points, listed, strict=True):
        assert (point["invited"], point["answered"]) == (row.invited, row.answered)
        rate = percent(row.answered, row.invited, 0 if row.invited < 100 else 1)
        assert point["response_percent"] == month["response_percent"] == str(rate)
    assert told["response-rate"]["points"][0]["response_percent"] is None


def test_it_stands_beside_every_score_of_a_round(closed_round, lone, signed_in):
    """The page is told again with the invited of each group known."""
    client, address = signed_in(lone), f"/ledelse/runder/{closed_round.pk}"
    page = client.get(f"{address}/resultat/?by=department").content.decode()
    told = tell_round(closed_round)["response"]["rate"]
    sure = DASH.join(told["wilson_95"]).replace(".", ",")
    said = f"Svarprocent 45,5 % (91 af 200); 95 %: {sure} %"
    assert page.count(said) == 1 + bool(tell_round(closed_round).get("themes"))
    cells = [cells_in(page, place)[-1] for place in SIZES]
    assert [row[1] for row in cells] == [DASH] * len(SIZES)  # nobody counted them
    counts = closed_round.counts.filter(
        dimension="department", item="", category="answered"
    )
    for count in counts:
        count.pk, count.category, count.n = None, "invited", count.n * 2
        count.save()
    page = client.get(f"{address}/resultat/?by=department").content.decode()
    assert [cells_in(page, place)[-1][1] for place in SIZES] == ["50 %"] * len(SIZES)
    ours = client.get(f"{address}/sammenligning.json").json()
    assert ours["cells"]
    for cell in ours["cells"]:
        assert cell["invited"] == (
            200 if cell["dimension"] == "total" else SIZES[cell["value"]] * 2
        )
        assert cell["answered"] == (
            91 if cell["dimension"] == "total" else SIZES[cell["value"]]
        )


def test_the_quarters_benchmark_says_who_was_asked(a_year, lone, signed_in):
    ours = signed_in(lone).get("/ledelse/sammenligning/kvartal-2025-12.json").json()
    rows = tables.quarter(until=date(2025, 12, 1), dimension="warm")
    asked = {row.value: (row.invited, row.answered) for row in rows}
    cells = [cell for cell in ours["cells"] if cell["dimension"] == "warm"]
    assert cells
    for cell in cells:
        assert (cell["invited"], cell["answered"]) == asked[cell["value"]]
