"""Playing a made-up course through the same actions as people use."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cases.case import actions as case_actions
from cases.case.models import Case
from cases.charter import actions as charter_actions
from cases.contact import actions as contact_actions
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from cases.involvement import actions as involvement_actions
from cases.plan import actions as plan_actions
from coordination.models import User
from coordination.workflow import perform
from demo import texts
from demo.dice import Dice
from demo.plot import COORDINATE_AT, Kind, Move
from demo.staff import Town


@dataclass
class Stage:
    """A case as the play has left it: who holds, and what is on its way."""

    town: Town
    case: Case
    place: str
    holder: User
    rng: Dice
    offered: Handover | None = None
    accepted: list[Handover] = field(default_factory=list)

    def play(self, move: Move) -> None:
        """Let one thing happen."""
        if self.offered and move.kind != Kind.WITHDRAW:
            self.pass_deadlines(until=move.at)
        getattr(self, move.kind.value)(move)

    def pass_deadlines(self, *, until: datetime) -> None:
        """Let what is due for the open offer happen, as the clock would have."""
        offer = self.offered
        if offer is None:
            return
        for due, step in (
            (offer.remind_at, offer.remind),
            (offer.escalate_at, offer.escalate),
        ):
            if due and due < until:
                perform(step, by=None, at=due + timedelta(seconds=40))
        if offer.lapse_at and offer.lapse_at < until:
            perform(offer.lapse, by=None, at=offer.lapse_at + timedelta(seconds=40))
            self.offered = None

    def join(self, move: Move) -> None:
        """Let a department take part."""
        basis, text = self.rng.choice(texts.BASES)
        involvement_actions.begin(
            self.case,
            by=self.holder,
            department=self.town.departments[move.place],
            basis=basis,
            basis_text=text,
            at=move.at,
        )

    def coordinate(self, move: Move) -> None:
        """Name a coordinator and a deputy, if three departments really joined."""
        if self.case.count_internal() < COORDINATE_AT:
            return
        pair = [self.town.person("kim"), self.town.person("dorte")]
        self.rng.shuffle(pair)
        case_actions.coordinate(
            self.case, by=pair[0], coordinator=pair[0], deputy=pair[1], at=move.at
        )

    def offer(self, move: Move) -> None:
        """Offer the baton."""
        basis, text = self.rng.choice(texts.BASES)
        self.offered = handover_actions.offer(
            self.case,
            by=self.holder,
            receiver=self.town.departments[move.place],
            reason=self.rng.choice(texts.OFFERS),
            warm=move.more["warm"],
            planned=self.rng.chance(0.8),
            basis=basis,
            basis_text=text,
            at=move.at,
        )

    def accept(self, move: Move) -> None:
        """Let the receiver take the baton, unless the offer has lapsed."""
        if self.offered is None:
            return
        person = self.somebody(move.place)
        handover_actions.accept(
            self.offered,
            by=person,
            read_back=self.rng.choice(texts.READ_BACKS),
            at=move.at,
        )
        self.accepted.append(self.offered)
        self.offered, self.holder, self.place = None, person, move.place

    def decline(self, move: Move) -> None:
        """Let the receiver say no."""
        if self.offered is None:
            return
        code = move.more["code"]
        handover_actions.decline(
            self.offered,
            by=self.somebody(move.place),
            code=code,
            text=texts.DECLINES[code],
            at=move.at,
        )
        self.offered = None

    def withdraw(self, move: Move) -> None:
        """Let the giver take the offer back."""
        if self.offered:
            handover_actions.withdraw(self.offered, by=self.holder, at=move.at)
            self.offered = None

    def contact(self, move: Move) -> None:
        """Let the holder meet the citizen, or wait in vain."""
        attended = move.more["attended"]
        contact_actions.log(
            self.case,
            by=self.holder,
            department=self.town.departments[self.place],
            kind=move.more["kind"],
            attended=attended,
            note=self.rng.choice(texts.NOTES if attended else texts.NO_SHOWS),
            at=move.at,
        )

    def reassign(self, move: Move) -> None:
        """Let a colleague be the contact person, if there is one."""
        others = [p for p in self.town.caseworkers(self.place)[:-1] if p != self.holder]
        if not others:
            return
        case_actions.reassign(self.case, by=self.holder, to=others[0], at=move.at)
        self.holder = others[0]

    def close(self, move: Move) -> None:
        """End the case, its next step done."""
        for measure in self.case.measures.filter(state="open"):
            plan_actions.finish(measure, by=self.holder, at=move.at)
        outcome = self.rng.pick(texts.OUTCOMES)
        case_actions.close(self.case, by=self.holder, outcome=outcome, at=move.at)

    def rest(self, moves: list[Move], *, until: datetime) -> None:
        """Leave the case as it is today, its charter and next step up to date."""
        self.pass_deadlines(until=until)
        if moves[-1].kind == Kind.CLOSE:
            return
        at = max(moves[-1].at, until - timedelta(days=20)) + timedelta(minutes=25)
        days = self.rng.triangular(-9, 30, 6)
        self.keep_charter(min(at, until), due=until + timedelta(days=days))

    def keep_charter(self, at: datetime, *, due: datetime) -> None:
        """Write down how things stand, and the next step with its day."""
        choose = self.rng.choice
        charter_actions.keep(
            self.case,
            by=self.holder,
            reason=self.case.reason,
            promised=choose(texts.PROMISES),
            not_worked=choose(texts.NOT_WORKED),
            needs=choose(texts.NEEDS),
            next_what=choose(texts.NEXT_STEPS),
            next_by=self.holder,
            next_on=due.date(),
            at=at,
        )

    def somebody(self, place: str) -> User:
        """Return who takes things in a department; seldom the leader."""
        people = self.town.caseworkers(place)
        rank = [6] * (len(people) - 1) + [1]
        return self.rng.choices(people, rank)[0]
