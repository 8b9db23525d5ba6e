"""What Danish municipalities have published comes out of their raw answers again."""

import io
import re

import pytest
from django.core.management import call_command

from tests.feedback.round.published import KL, THEMES, Published, codes_of, items, mixed


@pytest.fixture
def published():
    """Open one municipality's figures; at the end each must have been used."""
    opened = []

    def open_section(name):
        opened.append(Published(name))
        return opened[-1]

    yield open_section
    for section in opened:
        section.done()


def assert_said(text, *said):
    """Each figure stands in the text, with its denominator named."""
    assert [each for each in said if each not in text] == []


@pytest.mark.parametrize("named", [True, False])
def test_fredericia_2021(supplier, bring_in, tell, tell_text, spread, published, named):
    figures = published("fredericia_2021")
    parts = {
        "top": "very_high_or_high",
        "middle": "some",
        "bottom": "low_or_not_at_all",
        "missing": "dont_know_or_blank",
    }
    top, some, low, rest = (
        figures.given("overall", part, "count") for part in parts.values()
    )
    steps = spread(100, low - 100, some, top - 260, 260)
    ticks = [*steps, *["unknown"] * (rest - 21), *[""] * 21]
    # of one column alone, what was left out is a row with nothing in it
    file = (
        supplier(["person", "overall"], enumerate(ticks))
        if named
        else supplier(["overall"], [[tick] for tick in ticks])
    )
    invited = figures.given("invited")
    bring_in(file, "degree-overall", "Fredericia 2021", invited=invited)

    told = tell("Fredericia 2021")
    figures.says(told["response"]["invited"], "invited")
    figures.says(told["response"]["completed"], "completed")
    rate = told["response"]["rate"]
    figures.says(rate["percent_1"], "response_rate")
    assert rate["percent_0"] == "19"
    assert rate["denominator"] == "invited"
    overall = items(told)["overall"]
    for part, name in parts.items():
        missing = part == "missing"
        share = overall["unknown_or_blank" if missing else part]
        share = share if missing else share["of_completed"]
        figures.says(share["count"], "overall", name, "count")
        figures.says(share["percent_1"], "overall", name, "share")
    valid = [overall[part]["of_valid"] for part in ("top", "middle", "bottom")]
    figures.says([share["percent_1"] for share in valid], "valid_only_shares")
    assert {share["of"] for share in valid} == {887}
    assert {share["denominator"] for share in valid} == {"valid"}
    figures.says(
        overall["top"]["of_completed"]["wilson_95"], "wilson95_very_high_or_high"
    )
    assert_said(
        tell_text("Fredericia 2021"),
        "938 af 4979 inviterede: 18,8 % (19 %)",
        "460 af 938 udfyldte: 49,0 % (49 %), 95 %: 45,9–52,2 %",
        *("220 af 938 udfyldte: 23,5 %", "207 af 938 udfyldte: 22,1 %"),
        "Ved ikke eller sprunget over 51 af 938 udfyldte: 5,4 %",
        *("460 af 887 gyldige: 51,9 %", "220 af 887 gyldige: 24,8 %"),
        "207 af 887 gyldige: 23,3 %",
    )


def test_kl_spring_2024(
    supplier, bring_in, tell, tell_text, spread, tmp_path, published
):
    figures, codes = published(KL), codes_of(THEMES)
    people, agreeing = (figures.given("local_item_agree", of) for of in ("n", "count"))
    agree = [5] * 300 + [4] * (agreeing - 300) + [3] * (people - agreeing)
    here, everywhere = (
        [spread(*figures.given("themes", code, whose)) for code in codes]
        for whose in ("copenhagen", "all")
    )
    bring_in(supplier(codes, mixed(everywhere)), "themes-six", "All")
    bring_in(
        supplier([*codes, "digital"], mixed([*here, agree])),
        "themes-six",
        "Copenhagen",
        local=["digital=Jeg er glad for at tale med jer på skærm."],
    )
    benchmark = tmp_path / "all.json"
    call_command("export_benchmark", benchmark, name="All", stdout=io.StringIO())

    told, everybody = tell("Copenhagen", benchmark=benchmark), tell("All")
    assert set(told["response"]) == {"completed"}
    figures.says(told["response"]["completed"], "copenhagen_n")
    figures.says(everybody["response"]["completed"], "all_n")
    assert told["benchmark"] == "Prøve Kommune, All"
    found = items(told)
    themes = {row["theme"]: row["mean"] for row in told["themes"]}
    assert set(themes) == set(codes)
    for code in codes:
        theirs = found[code]["benchmark"]
        means = [found[code]["mean"], theirs["mean"]]
        figures.says(means, "themes", code, "means")
        figures.says(theirs["gap"], "themes", code, "gap")
        figures.says(found[code]["midpoint"], "midpoint")
        assert themes[code] == means[0]
    below = {row["item"] for row in told["items"] if row["below_midpoint"]}
    assert below == {"cross_department", "progression"}
    national = {code for code in codes if found[code]["benchmark"]["below_midpoint"]}
    assert national == {"progression"}
    for whose, rows in (("copenhagen", found), ("all", items(everybody))):
        share = rows["overall"]["top"]["of_valid"]["percent_1"]
        figures.says(share, "overall_top2", whose)
    local = found["digital"]["top"]["of_valid"]
    figures.says(local["count"], "local_item_agree", "count")
    figures.says(local["of"], "local_item_agree", "n")
    figures.says(local["percent_0"], "local_item_agree", "share")
    said = tell_text("Copenhagen", benchmark=benchmark)
    assert_said(
        said,
        "566 af 870 gyldige: 65,1 % (65 %)",
        *("870 har svaret", "442 af 870 gyldige: 50,8 %", "; midten er 3,00"),
    )
    assert "608 af 1000 gyldige: 60,8 %" in tell_text("All")
    for code in codes:
        written = [*figures.given("themes", code, "means")]
        written.append(figures.given("themes", code, "gap"))
        ours, theirs, gap = (figure.replace(".", ",") for figure in written)
        beside = rf" Prøve Kommune, All {theirs}; forskel .{gap[1:]}\n"
        lines = rf" gennemsnit {ours} .*\n{beside}"
        # once for the question and once for its theme
        assert len(re.findall(lines, said)) == 2, ours


def test_koege_2022(supplier, bring_in, tell, tell_text, spread, published):
    figures = published("koege_2022")
    bands = {
        "under_3_months": "one_to_three_months",
        "1_to_2_years": "one_to_two_years",
    }
    lengths, dignified = [], []
    for band, name in bands.items():
        of, positive = (
            figures.given("by_course_length", name, each) for each in ("n", "count")
        )
        lengths += [band] * of
        dignified += [4] * positive + [2] * (of - positive)
    people = figures.given("n")
    others = people - len(lengths)
    lengths += ["3_to_6_months"] * others
    positive = figures.given("dignified", "count") - sum(n > 3 for n in dignified)
    dignified += [5] * positive + [3] * (others - positive)
    met, overall = (
        spread(10, people - count - 20, 10, count - 200, 200)
        for count in (figures.given(c, "count") for c in ("latest_meeting", "overall"))
    )
    rows = zip(lengths, dignified, met, overall, strict=True)
    columns = ["course_band", "dignified", "latest_meeting", "overall"]
    bring_in(supplier(columns, rows), "dignity", "Køge 2022")

    told = tell("Køge 2022", by="course_band")
    figures.says(told["response"]["completed"], "n")
    found = items(told)
    for code in columns[1:]:
        share = found[code]["top"]["of_valid"]
        figures.says(share["count"], code, "count")
        figures.says(share["percent_0"], code, "share")
        figures.says(share["wilson_95"], code, "wilson95")
    groups = {group["value"]: items(group)["dignified"] for group in told["groups"]}
    for band, name in bands.items():
        share = groups[band]["top"]["of_valid"]
        figures.says(share["count"], "by_course_length", name, "count")
        figures.says(share["of"], "by_course_length", name, "n")
        figures.says(share["percent_0"], "by_course_length", name, "share")
    assert_said(
        tell_text("Køge 2022", by="course_band"),
        *("401 har svaret", "108 af 120 gyldige: 90,0 % (90 %)"),
        *("82 af 100 gyldige: 82,0 % (82 %)", "(88 %), 95 %: 84,5–90,9 %"),
        *("353 af 401 gyldige: 88,0 %", "377 af 401 gyldige: 94,0 % (94 %)"),
        *("357 af 401 gyldige: 89,0 % (89 %)", "(94 %), 95 %: 91,2–95,9 %"),
        "(89 %), 95 %: 85,6–91,7 %",
    )


def test_vive_copenhagen_2019(supplier, bring_in, tell, tell_text, spread, published):
    figures = published("vive_copenhagen_2019")
    people = figures.given("n")
    ticks = {
        code: spread(3, 7, people - 10 - count, count - 80, 80)
        for code in ("latest_conversation", "treated_well")
        for count in [figures.given(code, "count")]
    }
    others = [code for code in codes_of("conversation-seven-1") if code not in ticks]
    ticks |= dict.fromkeys(others, spread(10, 20, 50, 60, people - 140))
    bring_in(supplier(list(ticks), mixed(ticks.values())), "conversation-seven", "VIVE")

    told = tell("VIVE")
    figures.says(told["response"]["completed"], "n")
    for code in ("treated_well", "latest_conversation"):
        share = items(told)[code]["top"]["of_valid"]
        figures.says(share["count"], code, "count")
        figures.says(share["percent_0"], code, "share")
        figures.says(share["wilson_95"], code, "wilson95")
    figures.says([row["theme"] for row in told["themes"]], "themes")
    said = tell_text("VIVE")
    assert_said(
        said,
        *("186 har svaret", "143 af 186 gyldige: 76,9 % (77 %), 95 %: 70,3–82,4 %"),
        "160 af 186 gyldige: 86,0 % (86 %), 95 %: 80,3–90,3 %",
        *(f"Tema: {row['label']} gennemsnit" for row in told["themes"]),
    )


def test_greve_2009(supplier, bring_in, tell, tell_text, municipality, published):
    figures = published("greve_2009")
    wishes = ["Pension"] * figures.given("wishes_pension", "count")
    wishes += ["Arbejde"] * figures.given("wishes_work", "count")
    bring_in(supplier(["wishes"], [[w] for w in wishes]), "interview-guide", "Greve")

    (row,) = tell("Greve")["items"]
    choices = {choice["choice"]: choice["of_valid"] for choice in row["choices"]}
    for choice in ("pension", "work"):
        share = choices[choice]
        figures.says(share["of"], "n")
        figures.says(share["count"], f"wishes_{choice}", "count")
        figures.says(share["percent"], f"wishes_{choice}", "share")
    # what Greve found is what the product is set to from the start
    figures.says(municipality.coordinate_at, "complex_case_departments")
    least, most = figures.given("mentor_citizens")
    assert least < municipality.mentor_warn_at == most + 1
    assert_said(
        tell_text("Greve"),
        *("33 har svaret", "Pension 25 af 33 gyldige: 75,8 % (76 %)"),
        "Arbejde 8 af 33 gyldige: 24,2 % (24 %)",
    )
