"""Playing a made-up course through the same actions as people use."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from cases.case import actions as case_actions
from cases.case.models import Case
from cases.contact import actions as contact_actions
from cases.involvement import actions as involvement_actions
from cases.plan import actions as plan_actions
from coordination.models import User
from demo import texts
from demo.calendar import after, at_work, before
from demo.charters import Charters
from demo.dice import Dice
from demo.grounds import Grounds
from demo.mentoring import mentor_of, part_with, support
from demo.moves import Kind, Move
from demo.offers import Offers
from demo.staff import Town
from mentors.mentorship.models import Mentorship


@dataclass
class Stage:
    """A case as the play has left it: who holds, and what is on its way."""

    town: Town
    case: Case
    place: str
    holder: User
    rng: Dice
    now: datetime

    @cached_property
    def grounds(self) -> Grounds:
        """On which grounds the departments of the case take part."""
        return Grounds(self.town, self.case, self.rng)

    @cached_property
    def offers(self) -> Offers:
        """What is offered, and what becomes of it."""
        return Offers(self.town, self.case, self.rng, self.grounds)

    @cached_property
    def charter(self) -> Charters:
        """What is written down for whoever comes next."""
        return Charters(self.case, self.rng)

    def play(self, move: Move) -> None:
        """Let one thing happen."""
        if move.kind != Kind.WITHDRAW:
            self.offers.pass_deadlines(until=move.at)
        getattr(self, move.kind.value)(move)

    def join(self, move: Move) -> None:
        """Let a department take part."""
        agreed = move.more["agreed"]
        involvement_actions.begin(
            self.case,
            by=self.holder,
            department=self.town.departments[move.place],
            **self.grounds.of(move.place, agreed=agreed, by=self.holder, at=move.at),
            at=move.at,
        )

    def coordinate(self, move: Move) -> None:
        """Name a coordinator and a deputy."""
        pair = [self.town.person("kim"), self.town.person("dorte")]
        self.rng.shuffle(pair)
        leader = self.town.person("lone")
        case_actions.coordinate(
            self.case, by=leader, coordinator=pair[0], deputy=pair[1], at=move.at
        )

    def offer(self, move: Move) -> None:
        """Offer the baton, with a charter that is up to date."""
        self.charter.prepare(move.at, by=self.holder, place=self.place)
        self.offers.make(move, by=self.holder)

    def accept(self, move: Move) -> None:
        """Let the receiver take the baton, unless the offer has lapsed."""
        person = self.somebody(move.place)
        if self.offers.accept(move, by=person):
            self.holder, self.place = person, move.place

    def decline(self, move: Move) -> None:
        """Let the receiver say no."""
        self.offers.decline(move, by=self.somebody(move.place))

    def withdraw(self, move: Move) -> None:
        """Let the giver take the offer back."""
        self.offers.withdraw(move, by=self.holder)

    def contact(self, move: Move) -> None:
        """Let the holder meet the citizen, or wait in vain."""
        kind, attended = move.more["kind"], move.more["attended"]
        note = self.rng.choice(texts.NOTES) if attended else texts.NO_SHOWS[kind]
        self.log(move, self.holder, self.place, attended=attended, note=note)

    def chat(self, move: Move) -> None:
        """Let another department meet the citizen and leave the baton where it is."""
        self.log(
            move,
            self.somebody(move.place),
            move.place,
            note=self.rng.choice(texts.NOTES),
            not_taken_because=self.rng.choice(texts.NOT_TAKEN),
        )

    def take(self, move: Move) -> None:
        """Let another department meet the citizen, and so take the baton."""
        self.charter.prepare(move.at, by=self.holder, place=self.place)
        person, note = self.somebody(move.place), self.rng.choice(texts.NOTES)
        self.log(move, person, move.place, note=note, take_baton=True)
        self.holder, self.place = person, move.place

    def log(
        self, move: Move, by: User, place: str, *, attended: bool = True, **said: Any
    ) -> None:
        """Write a contact down."""
        here, kind = self.town.departments[place], move.more["kind"]
        contact_actions.log(
            self.case,
            by=by,
            department=here,
            kind=kind,
            attended=attended,
            **said,
            at=move.at,
        )

    def object_to(self, move: Move) -> None:
        """Let the giver object to what was taken last."""
        self.offers.object_to(move)

    def reassign(self, move: Move) -> None:
        """Let a colleague be the contact person, if there is one."""
        others = [p for p in self.town.caseworkers(self.place)[:-1] if p != self.holder]
        if not others:
            return
        why = self.rng.choice(texts.REASSIGNED)
        case_actions.reassign(
            self.case, by=self.holder, to=others[0], note=why, at=move.at
        )
        self.holder = others[0]

    def revoke(self, move: Move) -> None:
        """Let the citizen take a consent back; somebody inherits the baton."""
        self.grounds.revoke(move.place, by=self.holder, at=move.at)
        self.look_who_holds()

    def look_who_holds(self) -> None:
        """Learn who holds the baton, where that was not decided on the stage."""
        if baton := self.case.baton:
            self.holder = self.town.person(baton.holder.username)
            self.place = self.town.place_of(baton.department_id)

    def mentor(self, move: Move) -> None:
        """Let a mentor visit for some months."""
        support(
            self.town,
            self.case,
            mentor=mentor_of(self.town, move.place, self.case),
            by=self.holder,
            begins=move.at,
            until=min(move.more["until"], self.now),
            rng=self.rng,
        )

    def say_goodbye(self, move: Move) -> None:
        """Let the mentor end what has run its time."""
        mentorship = Mentorship.objects.get(case=self.case, state="active")
        if mentorship.mentor:
            mentor = self.town.person(mentorship.mentor.username)
            part_with(mentorship, by=mentor, at=move.at, rng=self.rng)

    def close(self, move: Move) -> None:
        """End the case, its next step done."""
        for measure in self.case.measures.filter(state="open"):
            plan_actions.finish(measure, by=self.holder, at=move.at)
        outcome = self.rng.pick(texts.OUTCOMES)
        case_actions.close(self.case, by=self.holder, outcome=outcome, at=move.at)

    def reopen(self, move: Move) -> None:
        """Take the case up again."""
        case_actions.reopen(self.case, by=self.holder, at=move.at)

    def rest(self, moves: list[Move]) -> None:
        """Leave the case as it is today, its charter and next step up to date."""
        self.offers.pass_deadlines(until=self.now)
        last = moves[-1]
        if last.kind != Kind.CLOSE:
            at = after(max(last.at, before(self.now, 25, self.rng)), 0, self.rng)
            days = self.rng.triangular(-9, 30, 6)
            due = at_work((self.now + timedelta(days=days)).date(), self.rng).date()
            if at < self.now:
                self.charter.keep(
                    at, by=self.holder, place=self.place, due=max(due, at.date())
                )

    def somebody(self, place: str) -> User:
        """Return who takes things in a department; seldom the leader."""
        people, shares = self.town.caseworkers(place), self.town.shares(place)
        return self.rng.choices(people, shares)[0]
