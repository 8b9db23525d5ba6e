"""How many batons people and departments hold, to see before one more is offered."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.baton.models import BatonPeriod
from coordination.forms import CHOOSE_DEPARTMENT, PersonField
from coordination.models import Department, Membership, User
from coordination.models.organisation import CASEWORK_ROLES


def held_by(column: str, *, outer: str = "pk") -> Coalesce:
    """Count the batons held now by the outer row, which `column` names."""
    held = BatonPeriod.objects.current().filter(**{column: OuterRef(outer)})
    counted = held.order_by().values(column).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def staffed_departments() -> QuerySet[Any]:
    """Return the departments where somebody can take a baton, with their `load`."""
    staffed = Membership.objects.in_force().filter(role__in=CASEWORK_ROLES)
    departments = Department.objects.active().filter(
        pk__in=staffed.values("department")
    )
    return departments.annotate(load=held_by("department"))


def colleagues_with_load(department_id: int) -> list[Any]:
    """Return who does casework in a department, by name, each with their `load`."""
    seats = Membership.objects.in_force().filter(
        department=department_id, role__in=CASEWORK_ROLES
    )
    people = User.objects.filter(pk__in=seats.values("user"))
    return list(people.annotate(load=held_by("holder")).order_by("name"))


def seats_with_load(departments: Iterable[int]) -> list[Any]:
    """Return who does casework in these departments, each seat with its `load`."""
    seats = Membership.objects.in_force().filter(
        department__in=departments, role__in=CASEWORK_ROLES
    )
    loaded = seats.annotate(load=held_by("holder", outer="user"))
    return list(
        loaded.select_related("user", "department").order_by(
            "department__name", "user__name", "pk"
        )
    )


def with_load(name: str, batons: int) -> str:
    """Write "Hanne Holm · 4 batons"."""
    load = ngettext("%(count)d baton", "%(count)d batons", batons) % {"count": batons}
    return f"{name} · {load}"


class LoadedDepartmentField(forms.TypedChoiceField):
    """A choice among departments, by name and by how many batons they hold."""

    default_error_messages = {"required": CHOOSE_DEPARTMENT}

    def offer(self, departments: dict[int, Any]) -> None:
        """Let one of these departments be chosen, in the order given."""
        named = [(pk, with_load(d.name, d.load)) for pk, d in departments.items()]
        self.choices = [("", _("Choose")), *named]
        self.coerce = lambda pk: departments[int(pk)]


class LoadedPersonField(PersonField):
    """A choice among people, by name and by how many batons they hold."""

    def label_from_instance(self, obj: Any) -> str:
        """Write the name and the load."""
        return with_load(obj.get_full_name(), obj.load)

    def offer(self, people: Any) -> None:
        """Let one of these people be chosen, in the order given."""
        listed = list(people)
        super().offer(listed)
        named = [(person.pk, self.label_from_instance(person)) for person in listed]
        self.choices = [("", self.empty_label), *named]
