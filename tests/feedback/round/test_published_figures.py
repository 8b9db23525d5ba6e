"""What Danish municipalities have published comes out of their raw answers again."""

import io
import json
import random
import re

import pytest
from django.core.management import call_command

COPENHAGEN = {
    "overall": (148, 40, 240, 273, 169),
    "meeting": (41, 42, 388, 316, 83),
    "goals_activities": (66, 219, 205, 348, 32),
    "cross_department": (151, 247, 216, 208, 48),
    "conversation": (17, 200, 240, 133, 280),
    "progression": (197, 251, 183, 135, 104),
}
EVERYBODY = {
    "overall": (50, 109, 233, 372, 236),
    "meeting": (89, 28, 236, 397, 250),
    "goals_activities": (78, 251, 103, 323, 245),
    "cross_department": (120, 250, 340, 67, 223),
    "conversation": (45, 54, 235, 437, 229),
    "progression": (138, 192, 332, 236, 102),
}
# mean in Copenhagen, mean of all, gap of the unrounded means
KL_2024 = {
    "overall": ("3.32", "3.64", "-0.32"),
    "meeting": ("3.41", "3.69", "-0.28"),
    "goals_activities": ("3.07", "3.41", "-0.34"),
    "cross_department": ("2.72", "3.02", "-0.30"),
    "conversation": ("3.53", "3.75", "-0.22"),
    "progression": ("2.65", "2.97", "-0.32"),
}


def mixed(columns):
    """Return columns as rows of people, in no order."""
    shuffled = [random.Random(7).sample(column, len(column)) for column in columns]
    return list(zip(*shuffled, strict=True))


def assert_said(text, *said):
    """Each figure stands in the text, with its denominator named."""
    assert [each for each in said if each not in text] == []


def items(told):
    return {row["item"]: row for row in told["items"]}


def test_fredericia_2021(supplier, bring_in, tell, tell_text, spread):
    # very high or high 460, some 220, low or not at all 207, the rest 51
    ticks = [*spread(100, 107, 220, 200, 260), *["unknown"] * 30, *[""] * 21]
    file = supplier(["person", "overall"], enumerate(ticks))
    bring_in(file, "degree-overall", "Fredericia 2021", invited=4979)

    told = tell("Fredericia 2021")
    assert told["response"]["invited"] == 4979
    assert told["response"]["completed"] == 938
    rate = told["response"]["rate"]
    assert (rate["percent_1"], rate["percent_0"]) == ("18.8", "19")
    assert rate["denominator"] == "invited"
    overall = items(told)["overall"]
    shares = {
        name: (share["count"], share["percent_1"])
        for name, share in [
            ("top", overall["top"]["of_completed"]),
            ("middle", overall["middle"]["of_completed"]),
            ("bottom", overall["bottom"]["of_completed"]),
            ("missing", overall["unknown_or_blank"]),
        ]
    }
    assert shares == {
        "top": (460, "49.0"),
        "middle": (220, "23.5"),
        "bottom": (207, "22.1"),
        "missing": (51, "5.4"),
    }
    valid = [overall[part]["of_valid"] for part in ("top", "middle", "bottom")]
    assert [share["percent_1"] for share in valid] == ["51.9", "24.8", "23.3"]
    assert {share["of"] for share in valid} == {887}
    assert {share["denominator"] for share in valid} == {"valid"}
    assert overall["top"]["of_completed"]["wilson_95"] == ["45.9", "52.2"]
    assert_said(
        tell_text("Fredericia 2021"),
        "938 af 4979 inviterede: 18,8 % (19 %)",
        "460 af 938 udfyldte: 49,0 % (49 %), 95 %: 45,9–52,2 %",
        *("220 af 938 udfyldte: 23,5 %", "207 af 938 udfyldte: 22,1 %"),
        "Ved ikke eller sprunget over 51 af 938 udfyldte: 5,4 %",
        *("460 af 887 gyldige: 51,9 %", "220 af 887 gyldige: 24,8 %"),
        "207 af 887 gyldige: 23,3 %",
    )


def test_kl_spring_2024(supplier, bring_in, tell, tell_text, spread, tmp_path):
    agree = [5] * 300 + [4] * 266 + [3] * 100 + [2] * 104 + [1] * 100
    everywhere = mixed([spread(*EVERYBODY[code]) for code in EVERYBODY])
    here = mixed([*(spread(*COPENHAGEN[code]) for code in COPENHAGEN), agree])
    bring_in(supplier(list(EVERYBODY), everywhere), "themes-six", "All")
    bring_in(
        supplier([*COPENHAGEN, "digital"], here),
        "themes-six",
        "Copenhagen",
        local=["digital=Jeg er glad for at tale med jer på skærm."],
    )
    benchmark = tmp_path / "all.json"
    call_command("export_benchmark", benchmark, name="All", stdout=io.StringIO())

    told = tell("Copenhagen", benchmark=benchmark)
    assert told["response"] == {"completed": 870}
    assert told["benchmark"] == "All"
    found = items(told)
    for code, (mean, theirs, gap) in KL_2024.items():
        assert found[code]["mean"] == mean, code
        assert found[code]["benchmark"]["mean"] == theirs, code
        assert found[code]["benchmark"]["gap"] == gap, code
        assert found[code]["midpoint"] == "3.00"
    assert {row["theme"]: row["mean"] for row in told["themes"]} == {
        code: mean for code, (mean, _all, _gap) in KL_2024.items()
    }
    below = {row["item"] for row in told["items"] if row["below_midpoint"]}
    assert below == {"cross_department", "progression"}
    national = {code for code in KL_2024 if found[code]["benchmark"]["below_midpoint"]}
    assert national == {"progression"}
    assert found["overall"]["top"]["of_valid"]["percent_1"] == "50.8"
    assert items(tell("All"))["overall"]["top"]["of_valid"]["percent_1"] == "60.8"
    local = found["digital"]["top"]["of_valid"]
    assert (local["count"], local["of"], local["percent_0"]) == (566, 870, "65")
    said = tell_text("Copenhagen", benchmark=benchmark)
    assert_said(
        said,
        "566 af 870 gyldige: 65,1 % (65 %)",
        *("870 har svaret", "442 af 870 gyldige: 50,8 %", "; midten er 3,00"),
    )
    assert "608 af 1000 gyldige: 60,8 %" in tell_text("All")
    for figures in KL_2024.values():
        ours, theirs, gap = (figure.replace(".", ",") for figure in figures)
        lines = rf" gennemsnit {ours} .*\n All {theirs}; forskel .{gap[1:]}\n"
        # once for the question and once for its theme
        assert len(re.findall(lines, said)) == 2, ours


def test_a_gap_is_that_of_the_means_before_they_are_rounded(
    supplier, bring_in, tell, tell_text, spread, tmp_path
):
    """2.345 and 1.004 are 1.341 apart; 2.35 and 1.00 would be 1.35."""
    ticks = enumerate(spread(0, 131, 69, 0, 0))
    bring_in(supplier(["person", "overall"], ticks), "degree-overall", "Ours")
    theirs = {
        "benchmark": 1,
        "title": "Theirs",
        "instrument": "degree-overall-1",
        "cells": [{"item": "overall", "mean": "1.004", "n": 1000}],
    }
    benchmark = tmp_path / "theirs.json"
    benchmark.write_text(json.dumps(theirs), "utf-8")

    overall = items(tell("Ours", benchmark=benchmark))["overall"]
    assert (overall["mean"], overall["benchmark"]["mean"]) == ("2.35", "1.00")
    assert overall["benchmark"]["gap"] == "1.34"
    assert overall["benchmark"]["gap_of_rounded_means"] == "1.35"
    assert "Theirs 1,00; forskel +1,34" in tell_text("Ours", benchmark=benchmark)


def test_koege_2022(supplier, bring_in, tell, tell_text, spread):
    lengths = ["under_3_months"] * 120 + ["1_to_2_years"] * 100
    lengths += ["3_to_6_months"] * 181
    # 353 positive: 108 of the short courses, 82 of those over a year, 163 others
    dignified = [4] * 108 + [2] * 12 + [5] * 82 + [1] * 18 + [4] * 163 + [3] * 18
    met = spread(4, 10, 10, 177, 200)
    overall = spread(10, 20, 14, 157, 200)
    rows = zip(lengths, dignified, met, overall, strict=True)
    columns = ["course_band", "dignified", "latest_meeting", "overall"]
    bring_in(supplier(columns, rows), "dignity", "Køge 2022")

    told = tell("Køge 2022", by="course_band")
    assert told["response"]["completed"] == 401
    found = items(told)
    for code, count, percent, interval in [
        ("dignified", 353, "88", ["84.5", "90.9"]),
        ("latest_meeting", 377, "94", ["91.2", "95.9"]),
        ("overall", 357, "89", ["85.6", "91.7"]),
    ]:
        share = found[code]["top"]["of_valid"]
        assert (share["count"], share["percent_0"]) == (count, percent)
        assert share["wilson_95"] == interval
    groups = {group["value"]: items(group)["dignified"] for group in told["groups"]}
    for band, count, of, percent in [
        ("under_3_months", 108, 120, "90"),
        ("1_to_2_years", 82, 100, "82"),
    ]:
        share = groups[band]["top"]["of_valid"]
        assert (share["count"], share["of"], share["percent_0"]) == (count, of, percent)
    assert_said(
        tell_text("Køge 2022", by="course_band"),
        *("401 har svaret", "108 af 120 gyldige: 90,0 % (90 %)"),
        *("82 af 100 gyldige: 82,0 % (82 %)", "(88 %), 95 %: 84,5–90,9 %"),
        *("353 af 401 gyldige: 88,0 %", "377 af 401 gyldige: 94,0 % (94 %)"),
        *("357 af 401 gyldige: 89,0 % (89 %)", "(94 %), 95 %: 91,2–95,9 %"),
        "(89 %), 95 %: 85,6–91,7 %",
    )


def test_vive_copenhagen_2019(supplier, bring_in, tell, tell_text, spread):
    ticks = {
        "latest_conversation": spread(6, 10, 10, 80, 80),
        "treated_well": spread(3, 20, 20, 70, 73),
        **dict.fromkeys(
            ("involved", "trust", "informed", "progress", "own_contribution"),
            spread(10, 20, 50, 60, 46),
        ),
    }
    bring_in(supplier(list(ticks), mixed(ticks.values())), "conversation-seven", "VIVE")

    told = tell("VIVE")
    assert told["response"]["completed"] == 186
    found = items(told)
    well = found["treated_well"]["top"]["of_valid"]
    talk = found["latest_conversation"]["top"]["of_valid"]
    assert (well["count"], well["percent_0"]) == (143, "77")
    assert (talk["count"], talk["percent_0"]) == (160, "86")
    assert well["wilson_95"] == ["70.3", "82.4"]
    assert talk["wilson_95"] == ["80.3", "90.3"]
    assert [row["theme"] for row in told["themes"]] == [
        "conversation",
        "general_experience",
        "involvement",
        "trust",
        "information",
        "progress",
        "own_contribution",
    ]
    said = tell_text("VIVE")
    assert_said(
        said,
        *("186 har svaret", "143 af 186 gyldige: 76,9 % (77 %), 95 %: 70,3–82,4 %"),
        "160 af 186 gyldige: 86,0 % (86 %), 95 %: 80,3–90,3 %",
        *(f"Tema: {row['label']} gennemsnit" for row in told["themes"]),
    )


def test_greve_2009(supplier, bring_in, tell, tell_text, municipality):
    wishes = ["Pension"] * 25 + ["Arbejde"] * 8
    bring_in(supplier(["wishes"], [[w] for w in wishes]), "interview-guide", "Greve")

    (row,) = tell("Greve")["items"]
    choices = {choice["choice"]: choice["of_valid"] for choice in row["choices"]}
    pension, work = choices["pension"], choices["work"]
    assert (pension["count"], pension["of"], pension["percent"]) == (25, 33, "76")
    assert (work["count"], work["percent"]) == (8, "24")
    assert_said(
        tell_text("Greve"),
        *("33 har svaret", "Pension 25 af 33 gyldige: 75,8 % (76 %)"),
        "Arbejde 8 af 33 gyldige: 24,2 % (24 %)",
    )
    assert municipality.mentor_warn_at == 16


@pytest.mark.parametrize("way", [1, 2, 3])
def test_the_order_of_rows_and_columns_changes_nothing(
    supplier, bring_in, tell, spread, way
):
    rows = mixed([spread(*COPENHAGEN[code]) for code in COPENHAGEN])
    codes = list(COPENHAGEN)
    random.Random(way).shuffle(rows)
    order = random.Random(way).sample(range(6), 6)
    rows = [[row[place] for place in order] for row in rows]
    file = supplier([codes[place] for place in order], rows, between=";")
    bring_in(file, "themes-six-1", "Copenhagen")

    found = items(tell("Copenhagen"))
    assert {code: found[code]["mean"] for code in codes} == {
        code: means[0] for code, means in KL_2024.items()
    }
