"""Who comes and goes in the life of a case: departments, consents and people."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import (
    precondition,
    rule,
)

from cases.consent import actions as consent_actions
from cases.consent.models import Consent
from cases.involvement import actions as involvement_actions
from cases.involvement.models import Involvement
from cases.plan import actions as plan_actions
from cases.plan.measure import Measure
from coordination.models import User
from coordination.organisation import deactivate, join, stand_in
from tests.cast import with_seats
from tests.rigs.life import (
    Life,
    actors,
    departments,
    people,
    there_is,
    yes_or_no,
)


class TakingPart(Life):
    """Departments take part, citizens consent, people are hired and leave."""

    @rule(who=actors, department=departments, consented=yes_or_no)
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

    @rule(who=actors, place=departments)
    def end_involvement(self, who, place):
        part = self.latest(Involvement, department=self.departments[place])
        if part:
            self.attempt(involvement_actions.end, part, by=self.person(who))

    def let_others_leave(self):
        """End the part of all but who holds the baton."""
        for part in self.the_case().parties():
            person = self.somebody_in(part.department)
            self.attempt(involvement_actions.end, part, by=person)

    @rule(
        who=actors,
        covered=st.lists(departments, min_size=1, max_size=3),
        days=st.sampled_from([None, 1, 8]),
    )
    def give_consent(self, who, covered, days):
        self.attempt(
            consent_actions.give,
            self.the_case(),
            by=self.person(who),
            departments=[self.departments[place] for place in set(covered)],
            purpose="Prøve",
            until=days and self.now + timedelta(days=days),
        )

    @there_is(Consent, state="given")
    @rule(who=actors)
    def withdraw_consent(self, who):
        self.on_latest(Consent, consent_actions.withdraw, who)

    @rule(who=actors, responsible=people)
    def add_a_measure(self, who, responsible):
        self.attempt(
            plan_actions.add,
            self.the_case(),
            by=self.person(who),
            what="Ring",
            responsible=self.people[responsible],
            due_on=timezone.localdate() + timedelta(days=who or 0),
        )

    @there_is(Measure, state="open")
    @rule(who=actors)
    def finish_a_measure(self, who):
        self.on_latest(Measure, plan_actions.finish, who)

    @precondition(lambda self: sum(p.is_active for p in self.people) > 5)
    @rule(who=people)
    def deactivate_somebody(self, who):
        self.attempt(deactivate, User.objects.get(pk=self.people[who].pk), by=None)
        self.people[who].refresh_from_db()

    @precondition(lambda self: not all(p.is_active for p in self.people))
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
