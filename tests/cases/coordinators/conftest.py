"""A department that coordinates and takes part in nothing: Lene leads it."""

import pytest

from cases.case import actions
from coordination.models import Municipality
from tests.cast import employ, settle

VIEW = "/?view=coordinators"


@pytest.fixture
def lead(three_departments):
    """The department that coordinates from now on, which takes part in nothing."""
    department = settle("Koordinering", phone="44 44 44 44")
    Municipality.objects.update(lead_department=department)
    return department


@pytest.fixture
def lene(lead):
    return employ("lene", lead, "leader")


@pytest.fixture
def karl(lead):
    return employ("karl", lead, "coordinator")


@pytest.fixture
def nora(lead):
    return employ("nora", lead)


@pytest.fixture
def named(three_departments, lene, karl, nora):
    """The case, coordinated by Karl, whom Lene has named."""
    actions.coordinate(three_departments, by=lene, coordinator=karl, deputy=nora)
    return three_departments
