"""Every row of a supplier's file is counted, or named with the reason why it is not."""

import pytest
from django.core.management import CommandError
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from feedback.answer.models import Count
from feedback.round.models import Round
from feedback.round.sheet import read_lines
from tests.feedback.round.mangled import as_xlsx

CODES = ["dignified", "latest_meeting", "overall"]


@pytest.fixture
def file(tmp_path):
    """Write a file as it is; return its path."""

    def write(text):
        path = tmp_path / "answers.csv"
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write


@pytest.fixture
def book(tmp_path):
    """Save a spreadsheet after something was done to its sheet; return its path."""

    def save(change, rows=((4, 5, 3),) * 12):
        made = Workbook()
        for row in [CODES, *rows]:
            made.active.append(row)
        change(made.active)
        made.save(tmp_path / "answers.xlsx")
        return tmp_path / "answers.xlsx"

    return save


def answered():
    return Count.objects.get(item="", category="answered").n


@pytest.mark.parametrize("blank", ['""', "  ", '"",'])
def test_a_blank_questionnaire_of_one_question_is_an_answer(file, bring_in, blank):
    path = file("overall\r\n" + "4\r\n" * 12 + f"{blank}\r\n" * 3)
    _said, err = bring_in(path, "degree-overall", "R")
    assert answered() == 15
    assert "Uden et eneste kryds, men talt med som udfyldt: 3." in err
    assert Count.objects.get(item="overall", category="blank").n == 3


def test_a_blank_questionnaire_of_several_questions_is_an_answer(file, bring_in):
    path = file("\n\n" + ",".join(CODES) + "\n" + "4,5,3\n" * 12 + ",,\n" * 3)
    bring_in(path, "dignity", "R")
    assert answered() == 15


def test_a_line_without_cells_is_nobody(file, bring_in):
    bring_in(file("overall\n" + "4\n\n" * 12 + "\n\n"), "degree-overall", "R")
    assert answered() == 12


def test_of_a_spreadsheet_only_the_last_empty_rows_are_nobody(tmp_path, bring_in):
    path = tmp_path / "answers.xlsx"
    rows = [[None, None], [None, 4], [None, ""], *[[None, 5]] * 12, [None, " "], [None]]
    as_xlsx(path, [["", ""], ["Bemærkning", "overall"], *rows])
    assert [line.number for line in read_lines(path)] == list(range(2, 18))
    bring_in(path, "degree-overall", "R")
    assert answered() == 15


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("4,5", "der er 2 celler, men 3 overskrifter"),
        ("4,5,3,1", "der er 4 celler, men 3 overskrifter"),
        ("4,5,3,,,x", "der er 6 celler, men 3 overskrifter"),
    ],
)
def test_a_row_of_the_wrong_length_is_named(file, bring_in, row, reason):
    path = file(",".join(CODES) + "\n" + "4,5,3\n" * 12 + row + "\n")
    with pytest.raises(CommandError, match="1 rækker kan ikke læses"):
        bring_in(path, "dignity", "R")
    assert not Round.objects.exists()
    _said, err = bring_in(path, "dignity", "R", leave_out_bad=True)
    assert f"Linje 14: {reason}." in err


@pytest.mark.parametrize("row", ["4,5,3", "4,5,3,", "4,5,3,,, "])
def test_nothing_beyond_the_headings_is_no_surplus(file, bring_in, row):
    path = file(",".join(CODES) + ",\n" + f"{row}\n" * 12)
    bring_in(path, "dignity", "R")
    assert answered() == 12


@pytest.mark.parametrize("four", ["4,0", "4.0", "4,00"])
def test_a_whole_number_may_have_decimals(supplier, bring_in, four):
    names = ["course_days", "overall"]
    path = supplier(names, [["400,0", four]] * 12, between=";")
    bring_in(path, "degree-overall", "R")
    assert Count.objects.get(item="overall", category="4", dimension="total").n == 12


def test_half_an_answer_is_none(supplier, bring_in):
    with pytest.raises(CommandError, match="1 rækker"):
        bring_in(supplier(["overall"], [["4,5"]], between=";"), "degree-overall", "R")


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_excels_line_of_the_separator_is_none_of_the_rows(file, bring_in, first):
    path = file(f"\ufeff{first}\r\n" + ";".join(CODES) + "\r\n" + "4;5;3\r\n" * 12)
    assert [line.number for line in read_lines(path)] == list(range(2, 15))
    bring_in(path, "dignity", "R")
    assert answered() == 12


def test_a_formula_without_a_result_is_named(book, bring_in):
    path = book(lambda sheet: sheet.__setitem__("B4", "=1+2"))
    with pytest.raises(CommandError, match="1 rækker kan ikke læses"):
        bring_in(path, "dignity", "R")
    _said, err = bring_in(path, "dignity", "R", leave_out_bad=True)
    assert "Linje 4: formlen i B4 har intet gemt resultat; åbn filen" in err
    assert answered() == 11


def test_a_formula_in_a_column_that_is_not_used_does_no_harm(book, bring_in):
    bring_in(book(lambda sheet: sheet.__setitem__("D4", "=1+2")), "dignity", "R")
    assert answered() == 12


def test_merged_cells_are_named_but_for_the_first(book, bring_in):
    def merge(sheet):
        sheet.merge_cells("A3:B4")
        sheet.merge_cells("E6:G8")

    _said, err = bring_in(book(merge), "dignity", "R", leave_out_bad=True)
    assert "Linje 3: B3 er flettet med A3." in err
    assert "Linje 4: A4 er flettet med A3." in err
    assert answered() == 10


def test_what_is_merged_at_the_end_of_one_column_is_not_taken_for_nobody(
    tmp_path, bring_in
):
    made = Workbook()
    for cell in ["overall", *[4] * 14]:
        made.active.append([cell])
    made.active.merge_cells("A13:A15")
    made.save(tmp_path / "answers.xlsx")
    _said, err = bring_in(
        tmp_path / "answers.xlsx", "degree-overall", "R", leave_out_bad=True
    )
    assert "Linje 14: A14 er flettet med A13." in err
    assert "Linje 15: A15 er flettet med A13." in err
    assert answered() == 12


def under_a_title(sheet):
    sheet.insert_rows(1)
    sheet["A1"] = "Undersøgelse 2024"


def behind_another_sheet(sheet):
    sheet.parent.create_sheet("Om filen", 0).append(["Undersøgelse 2024"])


@pytest.mark.parametrize("put", [under_a_title, behind_another_sheet])
def test_who_has_put_the_headings_elsewhere_is_told_where(book, bring_in, put):
    with pytest.raises(CommandError, match="i første række, i et regneark på det"):
        bring_in(book(put), "dignity", "R")


def test_a_sheet_that_is_a_chart_is_passed_over(book, bring_in):
    def draw(sheet):
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=2, max_row=9))
        sheet.parent.create_chartsheet("Tegning", 0).add_chart(chart)

    bring_in(book(draw), "dignity", "R")
    assert answered() == 12


def test_a_chart_that_breaks_the_file_is_told_what_to_do(book, bring_in):
    path = book(lambda sheet: sheet.parent.create_chartsheet("Tegning", 0))
    with pytest.raises(CommandError, match="med svarene på det eneste ark"):
        bring_in(path, "dignity", "R")


def cut_short(packed):
    return packed[: len(packed) // 2]


def without_its_beginning(packed):
    return b"xxxx" + packed[4:]


def turned_into_text(packed):
    return b"dette er ikke et regneark\n1\n2\n"


def emptied(packed):
    return b""


@pytest.mark.parametrize(
    "damage", [cut_short, without_its_beginning, turned_into_text, emptied]
)
def test_a_damaged_spreadsheet_is_called_unreadable(book, bring_in, damage):
    """And not a file without a fitting column."""
    path = book(lambda sheet: None)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(CommandError, match="Regnearket kan ikke læses"):
        bring_in(path, "dignity", "R")
    assert not Round.objects.exists()


def test_a_sheet_beyond_all_sheets_is_refused_at_once(tmp_path, bring_in):
    made = Workbook()
    made.active.append(["overall"])
    made.active._cells[99_999_999, 1] = made.active.cell(2, 1, 4)
    made.active._cells[99_999_999, 1].row = 99_999_999
    made.save(tmp_path / "answers.xlsx")
    with pytest.raises(CommandError, match="Regnearket kan ikke læses"):
        bring_in(tmp_path / "answers.xlsx", "degree-overall", "R")
