"""Everybody does anything in any order; after every step all invariants hold."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cases.case import actions as case_actions
from cases.case.models import Case
from cases.charter import actions as charter_actions
from cases.citizen import actions as citizen_actions
from cases.consent import actions as consent_actions
from cases.consent.models import Consent
from cases.contact import actions as contact_actions
from cases.contact.models import Contact
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from cases.involvement import actions as involvement_actions
from cases.involvement.models import Involvement
from cases.plan import actions as plan_actions
from cases.plan.models import Measure
from coordination import periodic
from coordination.invariants import broken
from coordination.models import Department, Municipality, User
from coordination.organisation import deactivate, join, open_department, stand_in
from coordination.workflow import NotVisible, Refused, Stale
from tests.cast import employ, with_seats

REFUSALS = (Refused, PermissionDenied, NotVisible, Stale)
people = st.integers(0, 6)
departments = st.integers(0, 3)
yes_or_no = st.booleans()


class Baton(RuleBasedStateMachine):
    """One case, four departments, seven people, and the clock."""

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

    def person(self, place):
        return (
            User.objects.with_seats().filter(pk=self.people[place].pk).first()
            or (self.people[place])
        )

    def the_case(self):
        return Case.objects.get(pk=self.case.pk)

    def latest(self, model, **which):
        return model.objects.filter(case=self.case, **which).order_by("-pk").first()

    def on_latest(self, model, verb, who, **inputs):
        if row := self.latest(model):
            self.attempt(verb, row, by=self.person(who), **inputs)

    # -- the handover ----------------------------------------------------------

    @rule(who=people, to=departments, ends=yes_or_no, consented=yes_or_no)
    def offer(self, who, to, ends, consented):
        consent = self.latest(Consent) if consented else None
        basis = (
            {"basis": "consent", "consent": consent}
            if consent
            else {"basis": "necessity", "basis_text": "Prøve"}
        )
        self.attempt(
            handover_actions.offer,
            self.the_case(),
            by=self.person(who),
            receiver=self.departments[to],
            reason="Prøve",
            our_part_ends=ends,
            **basis,
        )

    @rule(who=people)
    def accept(self, who):
        self.on_latest(Handover, handover_actions.accept, who, read_back="Ja")

    @rule(who=people)
    def decline(self, who):
        self.on_latest(
            Handover, handover_actions.decline, who, code="not_ours", text="Nej"
        )

    @rule(who=people)
    def withdraw(self, who):
        self.on_latest(Handover, handover_actions.withdraw, who)

    @rule(who=people, met=yes_or_no)
    def complete(self, who, met):
        why = "" if met else "Mødte ikke op"
        self.on_latest(Handover, handover_actions.complete, who, not_met_because=why)

    @rule(who=people)
    def object_to(self, who):
        self.on_latest(Handover, handover_actions.object_to, who, objection="Nej")

    @rule(days=st.sampled_from([0, 1, 8, 12, 20]), twice=yes_or_no)
    def time_passes(self, days, twice):
        self.now += timedelta(days=days)
        for _ in range(1 + twice):
            self.attempt(periodic.run_due, self.now)

    # -- the case ----------------------------------------------------------------

    @rule(who=people, kind=st.sampled_from(Contact.Kind.values), take=yes_or_no)
    def log_a_contact(self, who, kind, take):
        person = self.person(who)
        own = person.department_ids
        if own:
            self.attempt(
                contact_actions.log,
                self.the_case(),
                by=person,
                department=Department.objects.get(pk=own[0]),
                kind=kind,
                take_baton=take,
                not_taken_because="" if take else "Kun et opkald",
            )

    @rule(who=people, coordinator=people, deputy=people)
    def coordinate(self, who, coordinator, deputy):
        self.attempt(
            case_actions.coordinate,
            self.the_case(),
            by=self.person(who),
            coordinator=self.people[coordinator],
            deputy=self.people[deputy],
        )

    @rule(
        who=people,
        step=st.sampled_from(
            [
                (case_actions.decline_coordination, {"reason": "Nej"}),
                (case_actions.end_coordination, {}),
                (case_actions.pause, {"reason": "Indlagt"}),
                (case_actions.resume, {}),
                (case_actions.resume, {}),
                (case_actions.close, {"outcome": "other"}),
                (case_actions.reopen, {}),
                (case_actions.reopen, {}),
                (charter_actions.keep, {"reason": "Bolig"}),
            ]
        ),
    )
    def take_a_step(self, who, step):
        verb, inputs = step
        self.attempt(verb, self.the_case(), by=self.person(who), **inputs)

    @rule(who=people, to=people)
    def reassign(self, who, to):
        self.attempt(
            case_actions.reassign,
            self.the_case(),
            by=self.person(who),
            to=self.people[to],
        )

    # -- who takes part --------------------------------------------------------------

    @rule(who=people, department=departments, consented=yes_or_no)
    def involve(self, who, department, consented):
        consent = self.latest(Consent) if consented else None
        basis = (
            {"basis": "consent", "consent": consent}
            if consent
            else {"basis": "statute", "basis_text": "§ 1"}
        )
        self.attempt(
            involvement_actions.begin,
            self.the_case(),
            by=self.person(who),
            department=self.departments[department],
            **basis,
        )

    @rule(who=people, place=departments)
    def end_involvement(self, who, place):
        part = self.latest(Involvement, department=self.departments[place])
        if part:
            self.attempt(involvement_actions.end, part, by=self.person(who))

    @rule(who=people, covered=st.lists(departments, min_size=1, max_size=3))
    def give_consent(self, who, covered):
        self.attempt(
            consent_actions.give,
            self.the_case(),
            by=self.person(who),
            departments=[self.departments[place] for place in set(covered)],
            purpose="Prøve",
        )

    @rule(who=people)
    def withdraw_consent(self, who):
        self.on_latest(Consent, consent_actions.withdraw, who)

    @rule(who=people, responsible=people)
    def add_a_measure(self, who, responsible):
        self.attempt(
            plan_actions.add,
            self.the_case(),
            by=self.person(who),
            what="Ring",
            responsible=self.people[responsible],
            due_on=timezone.localdate() + timedelta(days=who),
        )

    @rule(who=people)
    def finish_a_measure(self, who):
        self.on_latest(Measure, plan_actions.finish, who)

    @precondition(lambda self: sum(p.is_active for p in self.people) > 3)
    @rule(who=people)
    def deactivate_somebody(self, who):
        self.attempt(deactivate, User.objects.get(pk=self.people[who].pk), by=None)
        self.people[who].refresh_from_db()

    @rule(who=people, department=departments)
    def hire_again(self, who, department):
        person = self.people[who]
        if not person.is_active:
            User.objects.filter(pk=person.pk).update(is_active=True)
            join(
                person,
                department=self.departments[department],
                role="caseworker",
                by=None,
            )
            self.people[who] = with_seats(person)

    @rule(who=people, deputy=people)
    def appoint_a_deputy(self, who, deputy):
        now = timezone.now()
        self.attempt(
            stand_in,
            self.person(who),
            by=self.person(who),
            deputy=self.person(deputy),
            since=now - timedelta(hours=1),
            until=now + timedelta(days=1),
        )

    @invariant()
    def everything_holds(self):
        assert not broken()


@pytest.mark.django_db
def test_whatever_people_do_the_invariants_hold(volume):
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Baton,
        settings=settings(
            max_examples=volume(8, 300),
            stateful_step_count=volume(30, 50),
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
