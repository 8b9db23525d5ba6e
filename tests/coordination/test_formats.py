"""Days and numbers are written as people in the office write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
import time_machine
from django.utils import translation

from coordination import formats


@pytest.fixture(params=["da", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def both(danish, english):
    return {"da": danish, "en": english}


@time_machine.travel(datetime(2024, 9, 20, 10, tzinfo=UTC))
def test_a_day_is_written_out(language):
    shown = formats.day(date(2024, 9, 23))

    assert shown == both("23. september 2024", "23 September 2024")[language]


def test_a_short_month_is_written_as_the_language_does(language):
    when = date(2024, 10, 14)
    shown = [
        formats.short_month(when),
        formats.short_month(when, with_year=False),
    ]
    assert shown == both(["okt 24", "okt"], ["Oct 24", "Oct"])[language]


@time_machine.travel(datetime(2024, 9, 20, 10, tzinfo=UTC))
def test_a_short_day_has_its_year_only_when_it_is_another(language):
    shown = [formats.short_day(date(year, 11, 14)) for year in (2024, 2023)]

    assert (
        shown == both(["14. nov", "14. nov 2023"], ["14 Nov", "14 Nov 2023"])[language]
    )


def test_a_moment_is_what_the_office_clock_showed(language):
    late = datetime(2026, 11, 22, 23, 12, tzinfo=UTC)

    shown = both("23. nov. 2026 kl. 00.12", "23 Nov 2026, 00:12")[language]
    assert formats.moment(late) == shown
    assert formats.clock(late) == both("00.12", "00:12")[language]
    assert formats.day_of(late) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("count", "danish", "english"),
    [
        (0, "0 dage", "0 days"),
        (1, "1 dag", "1 day"),
        (3, "3 dage", "3 days"),
        (2.5, "2,5 dage", "2.5 days"),
        (1200, "1.200 dage", "1,200 days"),
    ],
)
def test_days_are_counted_in_words(language, count, danish, english):
    assert formats.days(count) == both(danish, english)[language]


@pytest.mark.parametrize(
    ("number", "danish"),
    [
        (3.635, "3,64"),
        (Fraction(727, 200), "3,64"),
        (Decimal("3.635"), "3,64"),
        (-0.005, "-0,01"),
        (0, "0,00"),
    ],
)
def test_decimals_round_half_up_on_the_exact_value(number, danish):
    with translation.override("da"):
        assert formats.decimal(number) == danish


def test_shares_and_large_numbers(language):
    assert formats.percent(0.585) == both("59\N{NO-BREAK SPACE}%", "59%")[language]
    assert formats.percent(Fraction(7, 12), 1).startswith(
        both("58,3", "58.3")[language]
    )
    assert formats.whole(4979) == both("4.979", "4,979")[language]


def test_counting_stops_at_ninety_nine():
    assert [formats.capped(count) for count in (0, 99, 100)] == ["0", "99", "99+"]


@pytest.mark.parametrize(
    "write",
    [
        formats.day,
        formats.month,
        formats.short_day,
        formats.moment,
        formats.clock,
        formats.days,
        formats.decimal,
        formats.whole,
        formats.percent,
        formats.capped,
    ],
)
def test_nothing_is_a_dash(write):
    assert write(None) == "\N{EN DASH}"


@time_machine.travel(datetime(2024, 11, 14, 23, 30, tzinfo=UTC))
@pytest.mark.parametrize(
    ("due", "tone", "word"),
    [
        (date(2024, 11, 14), "danger", "over"),
        (date(2024, 11, 15), "warning", "i dag"),
        (date(2024, 11, 16), "warning", "i morgen"),
        (date(2024, 11, 18), "warning", "om 3 dage"),
        (date(2024, 11, 19), "neutral", ""),
    ],
)
def test_a_deadline_says_how_it_stands_on_the_office_calendar(due, tone, word):
    with translation.override("da"):
        assert formats.deadline_tone(due) == tone
        assert formats.deadline_word(due) == word
