"""How many batons people and departments hold, to see before one more is offered."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from cases.baton.models import BatonPeriod
from coordination.forms import PersonField
from coordination.models import Department, Membership, User
from coordination.models.organisation import CASEWORK_ROLES


def held_by(column: str) -> Coalesce:
    """Count the batons held now by the outer row, which `column` names."""
    held = BatonPeriod.objects.current().filter(**{column: OuterRef("pk")})
    counted = held.order_by().values(column).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def staffed_departments() -> QuerySet[Any]:
    """Return the departments where somebody can take a baton, each with its `batons`."""
    staffed = Membership.objects.in_force().filter(role__in=CASEWORK_ROLES)
    departments = Department.objects.active().filter(pk__in=staffed.values("department"))
    return departments.annotate(batons=held_by("department"))


def colleagues_with_load(department_id: int) -> list[Any]:
    """Return who does casework in a department, by name, each with their `batons`."""
    seats = Membership.objects.in_force().filter(
        department=department_id, role__in=CASEWORK_ROLES
    )
    people = User.objects.filter(pk__in=seats.values("user"))
    return list(people.annotate(batons=held_by("holder")).order_by("name"))


def with_load(name: str, batons: int) -> str:
    """Write "Hanne Holm · 4 batons"."""
    load = ngettext("%(count)d baton", "%(count)d batons", batons) % {"count": batons}
    return f"{name} · {load}"


class LoadedPersonField(PersonField):
    """A choice among people, by name and by how many batons they hold."""

    def label_from_instance(self, obj: Any) -> str:
        """Write the name and the load."""
        return with_load(obj.get_full_name(), obj.batons)

    def offer(self, people: Any) -> None:
        """Let one of these people be chosen, in the order given."""
        listed = list(people)
        super().offer(listed)
        named = [(person.pk, self.label_from_instance(person)) for person in listed]
        self.choices = [("", self.empty_label), *named]
