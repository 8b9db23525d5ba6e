"""One case in a small town, for test_model.py: who there is, and how one tries."""

from collections import Counter
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
)

from cases.case import actions as case_actions
from cases.case.models import Case
from cases.citizen import actions as citizen_actions
from coordination.models import Event, Membership, Municipality, User
from coordination.organisation import open_department
from coordination.workflow import NotVisible, Refused, Stale
from tests.cast import employ, with_seats

REFUSALS = (Refused, PermissionDenied, NotVisible, Stale)
people = st.integers(0, 6)
# Half of the time it is somebody who works where the step is taken.
ENTITLED = None
JONAS, KIM = 0, 1
actors = st.just(ENTITLED) | people
departments = st.integers(0, 3)
yes_or_no = st.booleans()


def there_is(model, **which):
    """Try a rule only where the newest of these things is as the step wants it.

    What is refused in which state, tests/test_state_matrix.py tries everywhere.
    """

    def is_so(machine):
        row = machine.latest(model)
        return row and all(getattr(row, name) == it for name, it in which.items())

    return precondition(is_so)


def the_case_is(state):
    """Try a rule only where the case is in this state."""
    return precondition(lambda machine: machine.the_case().state == state)


class Life(RuleBasedStateMachine):
    """One case, four departments, seven people, and the clock."""

    taken: ClassVar[Counter[str]] = Counter()

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        Municipality.objects.update_or_create(pk=1, defaults={"name": "Prøve"})
        self.departments = [
            open_department(name, by=None) for name in ("Job", "Bolig", "Psyk", "Børn")
        ]
        town = Municipality.objects.get(pk=1)
        town.lead_department = self.departments[0]
        town.save()
        job, housing, psychiatry, children = self.departments
        self.people = [
            employ("jonas", job),
            employ("kim", job, "coordinator"),
            employ("hanne", housing),
            employ("lone", housing, "leader"),
            employ("pia", psychiatry),
            employ("poul", psychiatry, "leader"),
            employ("bente", children),
        ]
        self.now = timezone.now()
        citizen = citizen_actions.register(
            by=self.people[0], name="Karla Fiktiv", phone="12345678", channel="sms"
        )
        self.case = case_actions.open_case(
            citizen, by=self.people[0], department=job, reason="Bolig"
        )

    def teardown(self):
        self.taken.update(Event.objects.values_list("kind", flat=True))
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def attempt(self, verb, *args, **kwargs):
        """Do it, or be refused; anything else is a defect."""
        try:
            with transaction.atomic():
                result = verb(*args, **kwargs)
                with connection.cursor() as cursor:
                    # what a commit would check
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except REFUSALS:
            return None
        return result

    def person(self, place, department=None):
        if place is ENTITLED:
            return self.somebody_in(department or self.department_in_charge())
        return (
            User.objects.with_seats().filter(pk=self.people[place].pk).first()
            or (self.people[place])
        )

    def somebody_in(self, department):
        seats = Membership.objects.in_force().filter(department=department)
        return with_seats(seats.order_by("pk")[0].user) if seats else self.person(0)

    def department_in_charge(self):
        return self.case.periods.latest("since", "pk").department

    def the_case(self):
        return Case.objects.get(pk=self.case.pk)

    def latest(self, model, **which):
        return model.objects.filter(case=self.case, **which).order_by("-pk").first()

    def on_latest(self, model, verb, who, side="", **inputs):
        if row := self.latest(model):
            person = self.person(who, getattr(row, side, None))
            self.attempt(verb, row, by=person, **inputs)
