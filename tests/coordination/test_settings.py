"""Departments and settings: changed by an administrator, at once and on record."""

import pytest

from cases.involvement import actions as involvement_actions
from coordination.administration.departments import actions as departments
from coordination.models import (
    Department,
    Event,
    Municipality,
)
from coordination.workflow import Refused
from tests.cast import held_by


def test_a_department_gets_its_own_deadline(signed_in, administrator, housing):
    page = f"/administration/departments/{housing.pk}/"
    asked = {"name": "Bolig", "internal": "on", "handover_days": "3", "version": "0"}
    assert signed_in(administrator).post(page, asked).status_code == 302
    assert Department.objects.get(pk=housing.pk).handover_days == 3


def test_a_closed_departments_batons_go_on(administrator, case, jonas, housing, lone):
    involvement_actions.begin(
        case,
        by=jonas,
        department=housing,
        basis="statute",
        basis_text="Serviceloven § 85",
    )
    jobs = Department.objects.get(name="Job og Uddannelse")
    with pytest.raises(Refused, match="ledende"):
        departments.close(jobs, by=administrator)
    Municipality.objects.update(lead_department=housing)
    departments.close(jobs, by=administrator)
    assert held_by(case) == lone
    departments.reopen(jobs, by=administrator)
    assert jobs in Department.objects.active()
    with pytest.raises(Refused):
        departments.open_department(by=administrator, name="bolig")


@pytest.fixture
def asked(signed_in, administrator, jobs):
    """Return the settings form as the page shows it, ready to be sent."""
    form = signed_in(administrator).get("/administration/settings/").context["form"]
    given = {bound.name: bound.value() for bound in form}
    return {name: value for name, value in given.items() if value or value == 0}


def test_settings_hold_at_once_and_are_on_record(client, asked):
    answer = client.post("/administration/settings/", asked | {"handover_days": "4"})
    assert answer.status_code == 302
    assert Municipality.current().handover_days == 4
    changed = Event.objects.get(kind="municipality.change").facts["changed"]
    assert changed["handover_days"] == [5, 4]
    assert client.post("/administration/settings/", asked).status_code == 412


def test_citizens_are_offered_the_languages_chosen(client, asked):
    from feedback.invitation.views import offered

    assert [code for code, _name in offered()] == ["da", "en"]
    client.post("/administration/settings/", asked | {"languages": []})
    assert [code for code, _name in offered()] == ["da"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("publish_answers_min", "4"),
        ("publish_invited_min", "9"),
        ("coordinate_at", "2"),
        ("survey_latest_days", "0"),
    ],
)
def test_limits_that_protect_people_cannot_be_lowered(client, asked, name, value):
    answer = client.post("/administration/settings/", asked | {name: value})
    assert answer.status_code == 422
    assert getattr(Municipality.objects.get(pk=1), name) > int(value)
