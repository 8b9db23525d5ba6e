"""Every figure in a file or on a page is the one in the published tables."""

import csv
import io
import re
import statistics
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone, translation
from openpyxl import load_workbook

from feedback.analytics.statistics import Histogram, Share, T, Z, half_up, mean_interval
from feedback.answer import tables
from feedback.answer.closed import closed
from feedback.answer.models import Count
from feedback.committee.of_pulse import of_pulse
from feedback.committee.of_round import of_round
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders import export
from feedback.leaders.figures import DASH, shade
from feedback.result import export as of_rounds
from feedback.round.models import Round
from feedback.round.report import tell_round
from tests.feedback.conftest import CODES
from tests.feedback.years import play

SIZES = {"Psykiatri": 21, "Jobcenter": 40, "Familie": 30}


@pytest.fixture
def a_quarter(five):
    play(five, first=date(2026, 1, 1), months=3, per_month=60, seed=4)


@pytest.fixture
def held(hold):
    """A closed round of three departments."""
    return hold(SIZES)


def named(columns, rows):
    """Return rows of a file by the English name of each column."""
    with translation.override("en"):
        names = [str(column) for column in columns]
    assert len(set(names)) == len(names)
    return [dict(zip(names, row, strict=True)) for row in rows]


def read_csv(reply, columns):
    text = reply.content.decode("utf-8-sig")
    return named(columns, list(csv.reader(io.StringIO(text), delimiter=";"))[1:])


def read_xlsx(reply, columns):
    sheet = load_workbook(io.BytesIO(reply.content)).active
    return named(columns, sheet.iter_rows(min_row=2, values_only=True))


def assert_row(row, figures):
    """The row holds these figures, whatever the file writes them as."""
    for name, figure in figures.items():
        written = row[name]
        if figure is None or written in (None, ""):
            assert (written or None) == figure, (name, row)
        else:
            number = Decimal(str(written).replace(",", "."))
            assert number == Decimal(str(figure)), (name, row)


def percent(count, of, digits=1):
    return half_up(Fraction(100 * count, of), digits)


def ends_of(counts):
    """Student's interval of the mean, from everybody's step one by one."""
    said = [step for step, n in enumerate(counts, start=1) for _ in range(n)]
    t = T[len(said) - 2] if len(said) - 2 < len(T) else float(Z)
    width = t * statistics.stdev(said) / len(said) ** 0.5
    middle = statistics.fmean(said)
    return [
        half_up(Fraction(min(5.0, max(1.0, end))))
        for end in (middle - width, middle + width)
    ]


def written(counts):
    """The interval of a mean as a page writes it."""
    return DASH.join(f"{end}" for end in ends_of(counts)).replace(".", ",")


def answers_to(found):
    """Return an item's figures, counted again from how many chose each step."""
    total = sum(step * n for step, n in enumerate(found.counts, start=1))
    low, high = ends_of(found.counts)
    best = Share(sum(found.counts[3:]), found.valid).interval()
    return {
        "Valid": found.valid,
        "Do not know": found.unknown,
        "Left out": found.blank,
        "Mean": half_up(Fraction(total, found.valid)),
        "Mean, 95 % from": low,
        "Mean, 95 % to": high,
        "Top two, 95 % from": best[0],
        "Top two, 95 % to": best[1],
        "Top two, per cent of valid": percent(sum(found.counts[3:]), found.valid),
    }


@pytest.mark.parametrize(("form", "read"), [("csv", read_csv), ("xlsx", read_xlsx)])
def test_each_row_of_the_pulse_is_that_of_its_table(
    a_quarter, lone, signed_in, form, read
):
    written = iter(read(signed_in(lone).get(f"/ledelse/tal.{form}"), export.COLUMNS))
    seen = 0
    for _table, _dimension, row in tables.everything():
        asked = next(written)
        if row.response is None:
            assert asked["Hidden"]
        else:
            response = {
                "Asked": row.invited,
                "Undelivered": row.bounced,
                "Answers": row.answered,
                "Response rate, per cent": percent(row.answered, row.invited),
            }
            assert_row(asked, response | {"Mean": None})
        for item in load(HANDOVER_PULSE).items:
            if item.code not in row.items:
                continue
            told, found = next(written), row.items[item.code]
            assert told["Question"] == item.label
            if found is None or row.response is None:
                assert told["Hidden"]
            else:
                seen += 1
                assert_row(told, answers_to(found) | response)
    assert next(written, None) is None
    assert seen > 20


@pytest.mark.parametrize(("form", "read"), [("csv", read_csv), ("xlsx", read_xlsx)])
def test_each_row_of_a_round_is_that_of_its_report(held, lone, signed_in, form, read):
    reply = signed_in(lone).get(f"/ledelse/runder/{held.pk}/resultat.{form}")
    written = {
        (row["Group"] or "", row["Question"] or ""): row
        for row in read(reply, of_rounds.COLUMNS)
    }
    told = tell_round(held, by="department")
    parts = {"": told} | {group["value"]: group for group in told["groups"]}
    assert set(parts) == {"", *SIZES}
    for value, part in parts.items():
        of = 200 if value == "" else None  # nobody counted the invited of a group
        answered = part["response"]["completed"]
        response = {
            "Invited": of,
            "Answers": answered,
            "Response rate, per cent": percent(answered, of) if of else None,
        }
        assert_row(written[value, ""], response)
        for row in part["items"]:
            counts = tuple(row["counts"].values())
            figures = answers_to(Histogram(counts, row["unknown"], row["blank"]))
            worst = percent(sum(counts[:2]), row["valid"])
            assert_row(
                written[value, row["label"]],
                figures | response | {"Bottom two, per cent of valid": worst},
            )


def test_each_groups_mean_is_on_the_page_with_its_n(held, lone, signed_in):
    address = f"/ledelse/runder/{held.pk}/resultat/?by=department"
    shown = signed_in(lone).get(address).content.decode()
    for group in tell_round(held, by="department")["groups"]:
        row = re.search(rf"<tr><th[^>]*>{group['value']}</th>(.*?)</tr>", shown)[1]
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row)[-len(CODES) :]
        for cell, item in zip(cells, group["items"], strict=True):
            counts = item["counts"]
            total = sum(int(step) * n for step, n in counts.items())
            mean = half_up(Fraction(total, sum(counts.values())))
            assert cell.startswith(f"{mean}".replace(".", ","))
            sure = f" ({written(counts.values())}), n {sum(counts.values())}"
            assert cell.endswith(sure)


def test_the_committees_lines_are_the_two_best_steps(a_quarter, held):
    today = timezone.localdate()
    total = tables.total(tables.months())
    told = tell_round(held)
    of_the_pulse = [
        total.items[item.code] for item in load(HANDOVER_PULSE).closed_items
    ]
    of_the_round = [Histogram(tuple(row["counts"].values())) for row in told["items"]]
    with translation.override("da"):
        pages = [
            (of_pulse(closed(Count.Table.QUARTER)[0], today=today), of_the_pulse),
            (of_round(held, today=today), of_the_round),
        ]
    for page, found in pages:
        assert [line.n for line in page.lines] == [str(each.valid) for each in found]
        for line, each in zip(page.lines, found, strict=True):
            assert line.sure == written(each.counts)
            best = each.counts[3] + each.counts[4]
            digits = 0 if each.valid < 100 else 1
            share = percent(best, each.valid, digits)
            assert line.top == f"{share} %".replace(".", ",")
            assert best != each.counts[0] + each.counts[1]


def test_each_mean_stands_with_its_interval_on_the_page_and_in_the_report(
    held, lone, signed_in
):
    page = signed_in(lone).get(f"/ledelse/runder/{held.pk}/resultat/")
    told = tell_round(held)
    questions = {row[0]: row for row in page.context["questions"].rows}
    for item in told["items"]:
        counts = item["counts"].values()
        assert item["mean_95"] == [str(end) for end in ends_of(counts)]
        mean = item["mean"].replace(".", ",")
        assert questions[item["label"]][1] == f"{mean} ({written(counts)})"
    columns = page.context["questions"].columns
    assert columns[1:4] == [
        "Gennemsnit (95\xa0%)",
        "De to bedste svar",
        "95 % for de to bedste",
    ]


def test_a_themes_mean_has_its_interval_too(supplier, bring_in, lone, signed_in):
    rows = [[1 + n % 5, 1 + n % 3] for n in range(40)]
    file = supplier(["treated_well", "trust"], rows)
    bring_in(file, "conversation-seven", "Samtaler", invited=80)
    held = Round.objects.get()
    page = signed_in(lone).get(f"/ledelse/runder/{held.pk}/resultat/")
    told = {row["theme"]: row for row in tell_round(held)["themes"]}
    shown = {row[0]: row[1] for row in page.context["themes"].rows}
    for theme, counts in [
        ("general_experience", (8, 8, 8, 8, 8)),
        ("trust", (14, 13, 13, 0, 0)),
    ]:
        row = told[theme]
        assert row["mean_95"] == [str(end) for end in ends_of(counts)]
        mean = row["mean"].replace(".", ",")
        assert shown[row["label"]] == f"{mean} ({written(counts)})"


def test_the_committee_is_told_of_as_many_questions_as_the_table_holds(
    supplier,
    bring_in,
):
    """Seven that are ticked; the seven for own words are not counted."""
    codes = [item.code for item in load("conversation-seven-1").closed_items]
    bring_in(supplier(codes, [[4] * len(codes)] * 20), "conversation-seven", "VIVE")
    with translation.override("da"):
        page = of_round(Round.objects.get(), today=timezone.localdate())
    assert len(page.lines) == len(codes) == 7
    assert page.asked.startswith("Der blev stillet 7 spørgsmål ")


def test_a_themes_mean_stands_group_by_group(supplier, bring_in, lone, signed_in):
    """On the page, and in the file."""
    rows = [["Syd" if n < 15 else "Nord", 1 + n % 5] for n in range(40)]
    file = supplier(["department", "trust"], rows)
    bring_in(file, "conversation-seven", "Samtaler", invited=80)
    held, client = Round.objects.get(), signed_in(lone)
    address = f"/ledelse/runder/{held.pk}/resultat"
    reply = client.get(f"{address}/?by=department")
    (theme,) = tell_round(held)["themes"]
    table = reply.context["theme_groups"]
    assert table.columns[3:] == [theme["label"]]
    assert reply.context["by_name"] == "Afdeling"
    assert f"Gennemsnittet for hvert tema fordelt på: {reply.context['by_name']}" in (
        reply.content.decode()
    )
    counts = {"Nord": (5, 5, 5, 5, 5), "Syd": (3, 3, 3, 3, 3)}
    of_group = {
        row["Group"]: row
        for row in read_csv(client.get(f"{address}.csv"), of_rounds.COLUMNS)
        if row["Question"] == theme["label"]
    }
    assert [row[0] for row in table.rows] == list(counts)
    for name, answered, _rate, cell in table.rows:
        of = counts[name]
        assert cell == f"3,00 ({written(of)}), n {answered}"
        low, high = ends_of(of)
        means = {"Mean": 3, "Mean, 95 % from": low, "Mean, 95 % to": high}
        assert_row(of_group[name], means | {"Valid": answered, "Answers": answered})


def test_means_of_persons_own_means_are_spread_as_they_are():
    """Six persons whose own means of three questions are 1, 5/3, 7/3 … 13/3."""
    own = [1 + Fraction(2 * n, 3) for n in range(6)]
    low, high = mean_interval(dict.fromkeys(own, 1), most=5)
    width = T[4] * statistics.stdev(map(float, own)) / 6**0.5
    middle = float(statistics.mean(own))
    assert (low, high) == pytest.approx((middle - width, middle + width))
    assert mean_interval({Fraction(3): 1}, most=5) is None


# -- the shades of a heat table ---------------------------------------------------


def shade_of(*counts):
    return int(shade(Histogram(counts))["css"].removeprefix("h"))


def test_three_is_the_neutral_shade_in_the_middle():
    assert shade_of(0, 0, 4, 0, 0) == shade_of(2, 0, 0, 0, 2) == 4


def test_the_shades_lie_evenly_on_both_sides_of_three():
    # means of 1.00, 1.25, 1.50 … 5.00: each as far from the middle as its mirror
    found = []
    for quarters in range(17):
        step, more = divmod(quarters, 4)
        counts = [0] * 6
        counts[step], counts[step + 1] = 4 - more, more
        found.append(shade_of(*counts[:5]))
    assert [8 - number for number in reversed(found)] == found
    assert found == sorted(found)
    assert {found[0], found[-1]} == {1, 7}
