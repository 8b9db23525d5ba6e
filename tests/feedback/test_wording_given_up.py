"""What is told while no quarter in today's words has closed yet."""

from datetime import date

import pytest

from feedback.instrument.catalogue import load
from feedback.leaders.first import DASH
from tests.feedback.wordings import OLDER, keep_file
from tests.feedback.years import play


@pytest.fixture
def town(five, settings, tmp_path):
    keep_file(settings, tmp_path)
    return five


def test_until_a_quarter_of_todays_wording_is_closed_the_last_one_is_told(
    town, lone, signed_in
):
    play(town, first=date(2025, 1, 1), months=3, per_month=40, wordings=[OLDER])
    reply = signed_in(lone).get("/ledelse/")
    coherent, response = reply.context["numbers"][:2]
    assert coherent.label == load(OLDER).overall.label
    assert coherent.shown != DASH
    assert response.shown != DASH
    assert coherent.code == "", "it is not followed any more"
