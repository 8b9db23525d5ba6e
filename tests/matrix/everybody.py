"""The case of the table of who may, and everybody who is asked about it."""

from cases.consent import actions as consent_actions
from cases.emergency import actions as emergency_actions
from coordination.models import Municipality
from coordination.organisation import open_department
from tests.cast import employ
from tests.matrix.world import (
    arrange_deputy,
    build_world,
    let_in,
    open_case,
    refresh,
)


def build_everybody():
    """Return the case; here the lead department does not hold it."""
    world = build_world()
    world.leif = employ("leif", world.jobs, "leader")
    world.poul = employ("poul", world.psychiatry, "leader")
    office = open_department("Tovholderne", by=None)
    world.kim = employ("kirsten", office, "coordinator")
    world.dorte = employ("ditte", office, "coordinator")
    world.lis = employ("lisbet", office, "leader")
    world.stine = employ("stine", office)
    world.mads = employ("mads", world.corps, "mentor")
    Municipality.objects.update(lead_department=office)
    world.case = open_case(world, parties=("housing", "psychiatry"))
    consent_actions.give(
        world.case, by=world.jonas, kind="shared_plan", purpose="En fælles plan"
    )
    consent_actions.withdraw(let_in(world, world.case, world.addiction), by=world.jonas)
    arrange_deputy(world, "kim", "stine")
    arrange_deputy(world, "mona", "mads")
    emergency_actions.open_case(world.case, by=world.sara, reason="Kan ikke vente " * 2)
    return refresh(world)
