"""The file of published figures is whole: each one is used, and none was changed."""

import pytest

from tests.feedback.round.published import FILE, KL, ORIGINAL, Published, read

SECTIONS = {
    *("fredericia_2021", KL, "koege_2022"),
    *("vive_copenhagen_2019", "greve_2009"),
}


def test_no_figures_are_left_without_a_test():
    assert set(read()) == SECTIONS


def test_a_figure_nobody_uses_is_named():
    section = Published("greve_2009")
    section.says(33, "n")
    with pytest.raises(AssertionError, match="complex_case_departments"):
        section.done()
    with pytest.raises(AssertionError, match="wishes_work"):
        section.says(9, "wishes_work", "count")


def test_the_figures_are_those_that_were_handed_over():
    if not ORIGINAL.exists():
        pytest.skip(f"NOT COMPARED: {ORIGINAL.name} is not beside this copy")
    assert FILE.read_bytes() == ORIGINAL.read_bytes()
