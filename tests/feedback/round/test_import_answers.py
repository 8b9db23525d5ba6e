"""A supplier's file becomes a closed round: whole, once, and without a person in it."""

import random
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from coordination.formats import day
from feedback.answer.models import Count, Intake
from feedback.instrument.catalogue import load
from feedback.round.models import Round
from tests.feedback.round.mangled import as_csv, as_xlsx, mangle

CODES = ["dignified", "latest_meeting", "overall"]
APRIL = date(2026, 4, 3)
TODAY = timezone.localdate()
TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.fixture
def some(supplier):
    rows = [[4, 5, 3]] * 12 + [[2, 3, 3]] * 8
    return supplier(CODES, rows)


def items(told):
    return {row["item"]: row for row in told["items"]}


def test_the_same_file_for_the_same_round_changes_nothing(some, bring_in):
    bring_in(some, "dignity", "Forår")
    counts = list(Count.objects.values_list("pk", "n"))

    said, _err = bring_in(some, "dignity", "Forår")

    assert "Intet er ændret" in said
    assert list(Count.objects.values_list("pk", "n")) == counts
    assert Round.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"invited": 60}, "--invited"),
        ({"instrument": "degree-overall"}, "--instrument"),
        ({"since": date(2020, 1, 1)}, "--since"),
        ({"local": ["digital=Vil du helst ses på skærm?"]}, "--local"),
    ],
)
def test_the_same_file_with_other_options_is_refused_by_name(
    some, bring_in, changed, named
):
    bring_in(some, "dignity", "Forår", invited=50)
    before = list(Count.objects.values_list("pk", "n"))
    options = {"instrument": "dignity"} | changed
    with pytest.raises(CommandError, match=f"en anden {named}. Det") as refused:
        bring_in(some, options.pop("instrument"), "Forår", **options)
    assert "Intet er ændret" in str(refused.value)
    assert list(Count.objects.values_list("pk", "n")) == before


def test_another_file_for_a_closed_round_is_refused(some, supplier, bring_in):
    bring_in(some, "dignity", "Forår")
    other = supplier(CODES, [[1, 1, 1]] * 20, name="other.csv")
    with pytest.raises(CommandError, match="Vælg et nyt navn"):
        bring_in(other, "dignity", "Forår")
    assert Round.objects.get().counts.filter(item="overall", category="3").exists()


def test_a_dry_run_counts_and_keeps_nothing(some, bring_in):
    said, _err = bring_in(some, "dignity", "Forår", dry_run=True)
    assert "20 svar" in said
    assert not Round.objects.exists()
    assert not Count.objects.exists()


@pytest.mark.parametrize(
    ("named", "guess", "since", "until"),
    [
        ({}, "Du nævnte ingen dage, så begge er sat til i dag.", TODAY, TODAY),
        ({"since": APRIL}, "Du nævnte ingen sidste dag,", APRIL, TODAY),
        ({"until": APRIL}, "Du nævnte ingen første dag,", APRIL, APRIL),
        ({"since": APRIL, "until": APRIL}, "", APRIL, APRIL),
    ],
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_it_says_which_days_it_takes_the_round_for(
    some, bring_in, dry_run, named, guess, since, until
):
    said, _err = bring_in(some, "dignity", "Forår", dry_run=dry_run, **named)
    assert f"Første dag {day(since)}, sidste dag {day(until)}." in said
    assert guess in said
    assert ("Du nævnte" in said) == bool(guess)


def test_no_answer_of_a_person_is_ever_stored(some, bring_in):
    bring_in(some, "dignity", "Forår")
    assert not Intake.objects.exists()
    stored = Count.objects.filter(item="dignified").values_list("category", "n")
    assert dict(stored) == {"4": 12, "2": 8}


def test_bad_rows_are_named_and_nothing_is_imported(supplier, bring_in):
    rows = [[4, 5, 3]] * 10 + [[9, 5, 3], [4, "måske", 3]] + [[4, 5, 3]]
    file = supplier(CODES, rows)
    with pytest.raises(CommandError, match="2 rækker"):
        bring_in(file, "dignity", "Forår")
    assert not Round.objects.exists()

    said, err = bring_in(file, "dignity", "Forår", leave_out_bad=True)
    assert "Linje 12: “9” er ikke et svar på dignified." in err
    assert "Linje 13: “måske” er ikke et svar på latest_meeting." in err
    assert "11 svar er hentet, 2 rækker er udeladt." in said


def test_a_person_is_counted_once(supplier, bring_in):
    rows = [[n, 4, 4, 4] for n in range(15)] + [[3, 1, 1, 1]]
    with pytest.raises(CommandError):
        bring_in(supplier(["person", *CODES], rows), "dignity", "Forår")


def test_who_did_not_finish_is_not_counted(supplier, bring_in, tell):
    rows = [["besvaret", 4, 4, 4]] * 15 + [["delvis", 1, "", ""]] * 9
    bring_in(supplier(["status", *CODES], rows), "dignity", "Forår")
    assert tell("Forår")["response"]["completed"] == 15


def test_words_in_any_language_and_a_spreadsheets_numbers_are_answers(
    bring_in, tell, tmp_path
):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(
        [
            "Jeg bliver behandlet med værdighed.",
            "Happy with the last meeting",
            "overall",
        ]
    )
    for _ in range(6):
        sheet.append(["I høj grad", 4.0, "Very happy"])
        sheet.append(["Not at all", "Tilfreds", "ved ikke"])
        sheet.append(["1", "4", "Utilfreds"])
    book.save(tmp_path / "answers.xlsx")
    bring_in(tmp_path / "answers.xlsx", "dignity", "Forår")

    found = items(tell("Forår"))
    assert found["dignified"]["mean"] == "2.00"
    assert found["latest_meeting"]["mean"] == "4.00"
    assert (found["overall"]["valid"], found["overall"]["unknown"]) == (12, 6)


def test_columns_can_be_named(supplier, bring_in, tell):
    rows = [[n % 5 + 1, "Jobcenter"] for n in range(20)]
    file = supplier(["Q1", "Afdeling"], rows)
    _said, err = bring_in(
        file, "degree-overall", "R", map=["overall=Q1", "department=Afdeling"]
    )
    assert "Q1" not in err
    (group,) = tell("R", by="department")["groups"]
    assert group["value"] == "Jobcenter"


def test_small_groups_are_hidden_and_others_with_them(supplier, bring_in, tell):
    sizes = {"Bolig": 3, "Psykiatri": 11, "Jobcenter": 40, "Familie": 30}
    rows = [[place, n % 5 + 1] for place, size in sizes.items() for n in range(size)]
    bring_in(supplier(["department", "overall"], rows), "degree-overall", "R")

    told = tell("R", by="department")
    hidden = {g["value"] for g in told["groups"] if g["response"].get("hidden")}
    assert hidden == {"Bolig", "Psykiatri"}
    for group in told["groups"]:
        (overall,) = group["items"]
        assert overall.get("hidden", False) == (group["value"] in hidden)
    secret = Count.objects.filter(value__in=hidden)
    assert set(secret.values_list("category", "n")) == {("hidden", 0)}


def test_a_round_of_few_is_hidden_altogether(supplier, bring_in, tell):
    bring_in(supplier(CODES, [[4, 4, 4]] * 9), "dignity", "Få")
    told = tell("Få")
    assert told["response"] == {"hidden": True}
    assert all(row.get("hidden") for row in told["items"])
    assert not Count.objects.exclude(n=0).exists()


def test_course_days_are_put_in_bands_without_gaps(supplier, bring_in, tell):
    rows = [[days, 1 + days % 5] for days in (0, 91, 92, 182, 183, 364, 365, 729, 730)]
    bring_in(supplier(["course_days", "overall"], rows * 12), "degree-overall", "R")
    sizes = {
        group["value"]: group["response"]["completed"]
        for group in tell("R", by="course_band")["groups"]
    }
    assert sizes == {
        "under_3_months": 24,
        "3_to_6_months": 24,
        "6_to_12_months": 24,
        "1_to_2_years": 24,
        "2_years_or_more": 12,
    }


THEMED = """
code = "local-1"
scale = "steps"
choices = [
    { value = "1", da = "Nej", en = "No" },
    { value = "2", da = "Lidt", en = "A little" },
    { value = "3", da = "Ja", en = "Yes" },
]
[[themes]]
code = "both"
da = "Begge"
en = "Both"
[[items]]
code = "one"
theme = "both"
da = "Et"
en = "One"
short_da = "Et"
short_en = "One"
[[items]]
code = "two"
theme = "both"
da = "To"
en = "Two"
short_da = "To"
short_en = "Two"
"""


@pytest.fixture
def local_instrument(tmp_path, settings):
    folder = tmp_path / "instruments"
    folder.mkdir()
    (folder / "local-1.toml").write_text(THEMED)
    settings.INSTRUMENTS_FOLDER = str(folder)
    yield folder / "local-1.toml"
    load.cache_clear()


def test_a_themes_score_is_the_mean_of_persons_means(
    local_instrument, supplier, bring_in, tell
):
    # (1+3)/2 = 2, only 3 = 3, nothing at all
    rows = [[1, 3]] * 10 + [["", 3]] * 5 + [["", ""]] * 2
    bring_in(supplier(["one", "two"], rows), "local-1", "R")
    told = tell("R")
    (theme,) = told["themes"]
    assert (theme["n"], theme["mean"], theme["midpoint"]) == (15, "2.33", "2.00")
    assert items(told)["two"]["mean"] == "3.00"


def test_a_wording_changed_in_place_is_not_the_same_series(
    local_instrument, supplier, bring_in
):
    rows = [[1, 3]] * 10 + [[2, 2]] * 5
    bring_in(supplier(["one", "two"], rows), "local-1", "First")
    local_instrument.write_text(THEMED.replace('da = "Et"', 'da = "Noget andet"'))
    load.cache_clear()
    with pytest.raises(CommandError, match="versionsnummer"):
        bring_in(supplier(["one", "two"], rows, name="b.csv"), "local-1", "Second")


def test_a_round_keeps_its_words_when_the_file_is_gone(
    local_instrument, supplier, bring_in, tell
):
    rows = [[1, 3]] * 10 + [[2, 2]] * 5
    bring_in(supplier(["one", "two"], rows), "local-1", "R")
    before = tell("R")
    local_instrument.unlink()
    load.cache_clear()
    assert tell("R") == before

    Round.objects.update(wording="")  # from before wordings were kept
    with pytest.raises(CommandError, match="Læg filen tilbage"):
        tell("R")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "tom"),
        (b"\xd0\xcf\x11\xe0\x00\x00", "hverken CSV"),
        (b"PK\x03\x04 not a zip", "Regnearket kan ikke"),
        (b"name;age\nKarla;4\n", "Ingen kolonne"),
        ("dignified\nhøj\n".encode("latin-1"), "UTF-8"),
        (b'dignified\n"4\n', "citationstegn"),
        (b"dignified,dignified\n4,4\n", "samme"),
        (b'dignified\n4"5\n"4"5\n', "fortsætter"),
        (b"dignified\n" + b"4" * 200_000, "meget lang"),
        ("dignified\n4\n".encode("utf-16"), "UTF-8"),
        ("dignified\n4\n".encode("utf-16-le"), "UTF-8"),
        (b"dignified\n", "ingen udfyldte svar"),
    ],
)
def test_a_file_that_is_none_gets_one_clear_sentence(
    bring_in, tmp_path, content, sentence
):
    path = tmp_path / "answers"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        bring_in(path, "dignity", "R")
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"invited": 5}, "inviteret"),
        ({"invited": 99_999_999_999}, "--invited er et helt tal under"),
        ({"invited": "mange"}, "--invited er et helt tal under"),
        ({"name": ""}, "--round er et navn på 1 til 60"),
        ({"name": "  "}, "--round er et navn på 1 til 60"),
        ({"name": "R" * 61}, "--round er et navn på 1 til 60"),
        ({"since": "32/13/2024"}, "--since skrives som 2026-03-31"),
        ({"since": TOMORROW}, "--since ligger ude i fremtiden"),
        ({"until": "9999-12-31"}, "--until ligger ude i fremtiden"),
        ({"map": ["overall"]}, "KEY=COLUMN"),
        ({"map": ["overall=Nowhere"]}, "ingen kolonne"),
        ({"map": ["secret=overall"]}, "hverken et spørgsmål"),
        ({"local": ["overall=Again?"]}, "CODE=TEXT"),
        ({"local": ["x:none=Hm?"]}, "skala"),
        ({"local": [f"q{n}=Hm?" for n in range(6)]}, "højst fem"),
    ],
)
def test_bad_wishes_get_one_clear_sentence(some, bring_in, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        bring_in(some, "dignity", **{"name": "R"} | options)
    assert not Round.objects.exists()


def test_an_unknown_instrument_is_answered_with_those_there_are(some, bring_in):
    with pytest.raises(CommandError, match="themes-six-1"):
        bring_in(some, "no-such", "R")


def test_a_bad_wish_on_the_command_line_is_answered_in_danish(some, municipality):
    with pytest.raises(CommandError, match="--since skrives som"):
        call_command(
            *("import_answers", str(some), "--instrument", "dignity"),
            *("--round", "R", "--since", "i går", "--invited", "60"),
        )


def test_a_column_of_numbers_is_not_a_group(supplier, bring_in):
    rows = [[f"Afdeling {n}", 4] for n in range(200)]
    names = ["department", "overall"]
    with pytest.raises(CommandError, match="“department” har mere end 200 grupper"):
        bring_in(supplier(names, [*rows, ["Endnu en", 4]]), "degree-overall", "R")
    assert not Round.objects.exists()
    bring_in(supplier(names, rows), "degree-overall", "R")


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_no_mangled_file_breaks_the_import(bring_in, tmp_path, volume, write):
    names, rows = ["person", *CODES], [[n, 4, 5, 3] for n in range(20)]
    path = tmp_path / "mangled"
    write(path, [names, *rows])
    whole = path.read_bytes()
    chance = random.Random(3)
    for number in range(volume(100, 2_000)):
        path.write_bytes(mangle(whole, chance))
        day = date(2000, 1, 1) + timedelta(days=number)  # each round is of other people
        before = Round.objects.count()
        try:
            bring_in(path, "dignity", f"M{number}", since=day, until=day)
        except CommandError:
            assert Round.objects.count() == before
