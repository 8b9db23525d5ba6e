"""A case is opened over HTTP for somebody new: whole, or not at all."""

import pytest

from cases.case.models import Case
from cases.citizen.models import Citizen

NEW = {"name": "Nora Fiktiv", "cpr": "012390-1234", "channel": "email"}


def test_a_case_is_opened_for_somebody_new(as_, jonas, jobs, new_key):
    key = new_key()
    words = {
        "new_citizen": {**NEW, "email": "nora@example.org"},
        "department": jobs.pk,
        "reason": "Job og bolig",
    }
    first = as_(jonas).post("cases/", key=key, **words)
    again = as_(jonas).post("cases/", key=key, **words)
    assert first.status_code == again.status_code == 201, first.content
    assert first.json() == again.json()
    case = Case.objects.get()
    assert first["Location"] == f"/api/v1/cases/{case.pk}/"
    assert case.baton.holder == jonas
    assert Citizen.objects.get().cpr_masked.startswith("012390")


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"cpr": "12"}, "new_citizen"),
        ({"phone": "abc", "channel": "sms"}, "new_citizen"),
        ({"born_on": "2150-01-01"}, "new_citizen"),
        ({"email": "nej"}, "new_citizen"),
        ({"channel": "sms"}, "new_citizen"),
        ({"name": "\x00"}, "new_citizen"),
    ],
)
def test_nothing_is_half_opened(as_, jonas, jobs, wrong, where):
    answer = as_(jonas).post(
        "cases/",
        new_citizen={**NEW, "email": "nora@example.org", **wrong},
        department=jobs.pk,
        reason="Job",
    )
    assert answer.status_code == 400
    assert where in answer.json()["problems"]
    assert not Citizen.objects.exists()


def test_a_case_elsewhere_leaves_no_citizen_behind(as_, jonas, jobs, housing):
    answer = as_(jonas).post(
        "cases/",
        new_citizen={**NEW, "email": "nora@example.org"},
        department=housing.pk,
        reason="Job",
    )
    assert answer.status_code == 409
    assert not Citizen.objects.exists()
