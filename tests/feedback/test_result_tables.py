"""A round's groups stand so that a screen shows all of them, below broad bars."""

import pytest
from django.utils import translation

from coordination.charts import BROAD, WIDE
from feedback.result import tables
from feedback.round.report import tell_round
from tests.feedback.counted import SIZES

pytestmark = pytest.mark.django_db


def test_what_there_is_less_of_stands_side_by_side(closed_round, lone, signed_in):
    """Two groups of three questions are columns; as many as the questions are rows."""
    address = f"/ledelse/runder/{closed_round.pk}/resultat/?by=department"
    groups = signed_in(lone).get(address).context["groups"]
    assert groups.columns[:3] == ["Gruppe", "Svar", "Svarprocent"]
    assert [row[0] for row in groups.rows] == sorted(SIZES)

    told = tell_round(closed_round, by="department")
    told["groups"] = told["groups"][:2]
    with translation.override("da"):
        turned = tables.groups(told, {})
    names = [group["value"] for group in told["groups"]]
    assert turned.columns == ["Spørgsmål", *names]
    assert [row[0] for row in turned.rows[:2]] == ["Svar", "Svarprocent"]
    for number, item in enumerate(told["items"]):
        label, *cells = turned.rows[2 + number]
        assert label == item["label"]
        for cell, group in zip(cells, told["groups"], strict=True):
            same = group["items"][number]
            assert cell.endswith(f"\nn {same['valid']}")
            assert cell.startswith(same["mean"].replace(".", ","))


def test_bars_are_also_drawn_as_broad_as_the_tables(closed_round, lone, signed_in):
    page = signed_in(lone).get(f"/ledelse/runder/{closed_round.pk}/resultat/")
    for figure in page.context["spreads"]:
        broad, wide = figure.drawing.broad, figure.drawing.wide
        for drawn, width in ((broad, BROAD), (wide, WIDE)):
            assert f'viewBox="0 0 {width} ' in drawn
            assert drawn in page.content.decode()
