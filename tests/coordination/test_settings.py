"""Departments and settings: changed by an administrator, at once and on record."""

import pytest

from cases.involvement import actions as involvement_actions
from coordination.administration.departments import actions as departments
from coordination.models import (
    Department,
    Event,
    Municipality,
)
from coordination.person import load_person
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


def test_settings_come_along_with_a_person_as_they_are_stored(administrator):
    Municipality.objects.update(handover_days=4, languages=["da"], version=7)
    load_person(administrator.pk)
    come, stored = Municipality.current(), Municipality.objects.get(pk=1)
    assert vars(come).keys() == vars(stored).keys()
    for field in Municipality._meta.concrete_fields:
        name = field.attname
        assert getattr(come, name) == getattr(stored, name), name
        assert type(getattr(come, name)) is type(getattr(stored, name)), name


def test_older_settings_that_come_late_are_not_believed(administrator):
    late = dict(Municipality.objects.values().get())
    Municipality.objects.update(handover_days=4, version=late["version"] + 1)
    load_person(administrator.pk)
    Municipality.came_along(late)
    assert Municipality.current().handover_days == 4


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
