"""Everybody does anything in any order; after every step all invariants hold."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
)

from cases.case import actions as case_actions
from cases.case.models import Case
from cases.charter import actions as charter_actions
from cases.charter.models import Charter
from cases.consent.models import Consent
from cases.contact import actions as contact_actions
from cases.contact.models import Contact
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from cases.involvement.models import Involvement
from coordination import machines, periodic
from coordination.invariants import broken
from coordination.models import Department
from tests.environment import proving
from tests.rigs.life import (
    JONAS,
    KIM,
    actors,
    departments,
    people,
    the_case_is,
    there_is,
    yes_or_no,
)
from tests.rigs.taking_part import TakingPart


class Baton(TakingPart):
    """What people do with a baton, and the clock."""

    @initialize(together=yes_or_no)
    def three_departments_take_part(self, together):
        for place in (1, 2) if together else ():
            self.involve(JONAS, place, consented=False)

    # -- the handover ----------------------------------------------------------

    @rule(who=actors, to=departments, ends=yes_or_no, consented=yes_or_no)
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

    @there_is(Handover, state="offered")
    @rule(who=actors)
    def accept(self, who):
        self.on_latest(
            Handover, handover_actions.accept, who, "receiver", read_back="Ja"
        )

    @there_is(Handover, state="offered")
    @rule(who=actors)
    def decline(self, who):
        self.on_latest(
            Handover,
            handover_actions.decline,
            who,
            "receiver",
            code="not_ours",
            text="Nej",
        )

    @there_is(Handover, state="offered")
    @rule(who=actors)
    def withdraw(self, who):
        self.on_latest(Handover, handover_actions.withdraw, who, "giver")

    @there_is(Handover, state="accepted")
    @rule(who=actors, met=yes_or_no)
    def complete(self, who, met):
        why = "" if met else "Mødte ikke op"
        self.on_latest(
            Handover, handover_actions.complete, who, "receiver", not_met_because=why
        )

    @there_is(Handover, origin=Handover.Origin.LAST_CONTACT)
    @rule(who=actors)
    def object_to(self, who):
        self.on_latest(
            Handover, handover_actions.object_to, who, "giver", objection="Nej"
        )

    @rule(days=st.sampled_from([0, 1, 8, 12, 20]), twice=yes_or_no)
    def time_passes(self, days, twice):
        self.now += timedelta(days=days)
        for _ in range(1 + twice):
            self.attempt(periodic.run_due, self.now)

    # -- the case ----------------------------------------------------------------

    @rule(who=actors, kind=st.sampled_from(Contact.Kind.values), take=yes_or_no)
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

    @the_case_is("open")
    @precondition(lambda self: self.the_case().parties().count() > 2)
    @rule(who=actors, coordinator=st.just(KIM) | people, deputy=st.just(JONAS) | people)
    def coordinate(self, who, coordinator, deputy):
        self.attempt(
            case_actions.coordinate,
            self.the_case(),
            by=self.person(who),
            coordinator=self.people[coordinator],
            deputy=self.people[deputy],
        )

    @the_case_is("coordinated")
    @rule(who=actors, coordinator=people, deputy=people)
    def choose_another_coordinator(self, who, coordinator, deputy):
        self.coordinate(who, coordinator, deputy)

    @rule(
        who=actors,
        step=st.sampled_from(
            [
                (case_actions.pause, {"reason": "Indlagt"}),
                (case_actions.close, {"outcome": "other"}),
                (charter_actions.keep, {"reason": "Bolig"}),
            ]
        ),
    )
    def take_a_step(self, who, step):
        verb, inputs = step
        self.attempt(verb, self.the_case(), by=self.person(who), **inputs)

    @the_case_is("open")
    @precondition(lambda self: self.the_case().parties().count() > 2)
    @rule(who=actors)
    def decline_coordination(self, who):
        why = {"reason": "Nej"}
        self.take_a_step(who, (case_actions.decline_coordination, why))

    @the_case_is("coordinated")
    @rule(who=actors | st.just(KIM), alone=yes_or_no)
    def end_coordination(self, who, alone):
        if alone:
            self.let_others_leave()
        self.take_a_step(who, (case_actions.end_coordination, {}))

    @the_case_is("paused")
    @rule(who=actors)
    def resume(self, who):
        self.take_a_step(who, (case_actions.resume, {}))

    @the_case_is("closed")
    @rule(who=actors)
    def reopen(self, who):
        self.take_a_step(who, (case_actions.reopen, {}))

    @rule(who=actors, to=st.just(KIM) | people)
    def reassign(self, who, to):
        self.attempt(
            case_actions.reassign,
            self.the_case(),
            by=self.person(who),
            to=self.people[to],
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
            max_examples=volume(5, 300),
            stateful_step_count=volume(30, 50),
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
        ),
    )
    # a few short lives do not see everything; those of `make prove` must
    if proving():
        assert not never_taken(), "all that is proven of these is that they are refused"


def never_taken():
    """Return the steps that nobody succeeded in taking in the whole run."""
    nouns = (Case, Charter, Consent, Handover, Involvement)
    steps = {f"{n.noun()}.{row.step}" for n in nouns for row in machines.rows(n)}
    return steps - set(Baton.taken)
