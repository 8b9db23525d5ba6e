"""What can be a phone number or a date of birth, on the page and in the API."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.citizen.checks import check_birth, check_phone
from cases.citizen.models import Citizen

GOOD = ["12345678", "12 34 56 78", "+45 12-34-56-78", "(+45) 12345678"]
BAD = ["abc", "1234567", "++++++++", "12 34 56 78 x", "12345678\n", "١٢٣٤٥٦٧٨"]
YEAR = timedelta(days=366)


@pytest.mark.parametrize("text", GOOD)
def test_numbers_are_written_in_many_ways(text):
    check_phone(text)


@pytest.mark.parametrize("text", BAD)
def test_what_nobody_can_call_is_refused(text):
    with pytest.raises(ValidationError):
        check_phone(text)


def test_nobody_is_born_tomorrow_or_120_years_ago():
    today = timezone.localdate()
    for day in (today, today - 119 * YEAR):
        check_birth(day)
    for day in (today + timedelta(days=1), today - 121 * YEAR, date(1, 1, 1)):
        with pytest.raises(ValidationError):
            check_birth(day)


WRONG = [{"phone": "abc"}, {"born_on": "2199-01-01"}, {"born_on": "1901-01-01"}]


@pytest.mark.parametrize("wrong", WRONG)
def test_a_correction_is_checked_alike(case, citizen, jonas, signed_in, as_, wrong):
    said = {"name": "Karla", "language": "da", "version": citizen.version} | wrong
    answer = signed_in(jonas).post(f"/cases/{case.pk}/citizen/", said)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(wrong)
    answer = as_(jonas).post(f"citizens/{citizen.pk}/correct/", **wrong)
    assert answer.status_code == 400
    assert set(answer.json()["problems"]) == set(wrong)
    assert Citizen.objects.get().version == citizen.version
