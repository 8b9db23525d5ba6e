"""The mean of a theme stands with its interval wherever it stands."""

import statistics
from fractions import Fraction

import pytest

from feedback.analytics.statistics import T, mean_interval
from feedback.result import export as of_rounds
from feedback.round.models import Round
from feedback.round.report import tell_round
from tests.feedback.counted import assert_row, ends_of, read_csv, written


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
        assert cell == f"3,00 ({written(of)})\nn {answered}"
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
