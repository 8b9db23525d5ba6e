"""The offers of a made-up case: made, answered, taken back, or left to lapse."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.case.models import Case
from cases.handover import actions
from cases.handover.models import Handover
from coordination.models import User
from coordination.workflow import perform
from demo import texts
from demo.dice import Dice
from demo.grounds import Grounds
from demo.moves import Move
from demo.staff import Town

TICK = timedelta(seconds=40)  # from a deadline until the clock notices


@dataclass
class Offers:
    """What is offered of a case's baton, and what becomes of it."""

    town: Town
    case: Case
    rng: Dice
    grounds: Grounds
    waiting: Handover | None = None

    def make(self, move: Move, *, by: User) -> None:
        """Offer the baton."""
        agreed = move.more.get("agreed", False)
        self.waiting = actions.offer(
            self.case,
            by=by,
            receiver=self.town.departments[move.place],
            reason=self.rng.choice(texts.ASKS[move.place]),
            warm=move.more["warm"],
            planned=self.rng.chance(0.8),
            **self.grounds.of(move.place, agreed=agreed, by=by, at=move.at),
            at=move.at,
        )

    def pass_deadlines(self, *, until: datetime) -> None:
        """Let what is due for the open offer happen, as the clock would have."""
        offer = self.waiting
        if offer is None:
            return
        for due, step in (
            (offer.remind_at, offer.remind),
            (offer.escalate_at, offer.escalate),
        ):
            if due and due < until:
                perform(step, by=None, at=due + TICK)
        if offer.lapse_at and offer.lapse_at < until:
            perform(offer.lapse, by=None, at=offer.lapse_at + TICK)
            self.waiting = None

    def accept(self, move: Move, *, by: User) -> bool:
        """Let the receiver take the baton; say whether it could still be taken."""
        if self.waiting is None:
            return False
        said = self.rng.choice(texts.READ_BACKS)
        actions.accept(self.waiting, by=by, read_back=said, at=move.at)
        self.waiting = None
        return True

    def decline(self, move: Move, *, by: User) -> None:
        """Let the receiver say no."""
        if self.waiting:
            code = move.more["code"]
            text = texts.DECLINES[code]
            actions.decline(self.waiting, by=by, code=code, text=text, at=move.at)
            self.waiting = None

    def withdraw(self, move: Move, *, by: User) -> None:
        """Let the giver take the offer back."""
        if self.waiting:
            why = self.rng.choice(texts.WITHDRAWN)
            actions.withdraw(self.waiting, by=by, note=why, at=move.at)
            self.waiting = None

    def object_to(self, move: Move) -> None:
        """Let the giver object to what was taken last."""
        taken = self.case.handovers.filter(origin=Handover.Origin.LAST_CONTACT)
        handover = taken.latest("accepted_at")
        why = self.rng.choice(texts.OBJECTIONS)
        actions.object_to(handover, by=handover.giver_person, objection=why, at=move.at)
