"""Every figure on a page is the one in the published tables."""

import re
from fractions import Fraction

from django.utils import timezone, translation

from feedback.analytics.statistics import Histogram, half_up
from feedback.answer import tables
from feedback.answer.closed import closed
from feedback.answer.models import Count
from feedback.committee.of_pulse import of_pulse
from feedback.committee.of_round import of_round
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.round.models import Round
from feedback.round.report import tell_round
from tests.feedback.conftest import CODES
from tests.feedback.counted import ends_of, percent, written


def test_each_groups_mean_is_on_the_page_with_its_n(closed_round, lone, signed_in):
    address = f"/ledelse/runder/{closed_round.pk}/resultat/?by=department"
    shown = signed_in(lone).get(address).content.decode()
    for group in tell_round(closed_round, by="department")["groups"]:
        named = re.compile(rf"<tr><th[^>]*>{group['value']}</th>(.*?)</tr>", re.DOTALL)
        row = named.search(shown)[1]
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)[-len(CODES) :]
        for cell, item in zip(cells, group["items"], strict=True):
            counts = item["counts"]
            total = sum(int(step) * n for step, n in counts.items())
            mean = half_up(Fraction(total, sum(counts.values())))
            assert cell.startswith(f"{mean}".replace(".", ","))
            sure = f" ({written(counts.values())})\nn {sum(counts.values())}"
            assert cell.endswith(sure)


def test_the_committees_lines_are_the_two_best_steps(a_quarter, closed_round):
    today = timezone.localdate()
    total = tables.total(tables.months())
    told = tell_round(closed_round)
    of_the_pulse = [
        total.items[item.code] for item in load(HANDOVER_PULSE).closed_items
    ]
    of_the_round = [Histogram(tuple(row["counts"].values())) for row in told["items"]]
    with translation.override("da"):
        pages = [
            (of_pulse(closed(Count.Table.QUARTER)[0], today=today), of_the_pulse),
            (of_round(closed_round, today=today), of_the_round),
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
    closed_round, lone, signed_in
):
    page = signed_in(lone).get(f"/ledelse/runder/{closed_round.pk}/resultat/")
    told = tell_round(closed_round)
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
        "95 %-interval for de to bedste",
    ]


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
