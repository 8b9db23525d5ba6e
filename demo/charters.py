"""What the holders of a made-up case write down for whoever takes over."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.case.models import Case
from cases.charter import actions as charter_actions
from coordination.models import User
from demo import texts
from demo.calendar import BREATH, after
from demo.dice import Dice

STEP_AHEAD = (3, 18)  # days from a written charter to its next step


@dataclass
class Charters:
    """A case's charter: by whom it was written last, and when its next step is."""

    case: Case
    rng: Dice
    written_by: User | None = None
    step_on: date | None = None

    def prepare(self, at: datetime, *, by: User, place: str) -> None:
        """See to it that the charter is the holder's, and its next step still ahead."""
        stale = self.step_on is None or self.step_on < at.date()
        if stale or self.written_by != by:
            self.keep(at - BREATH / 4, by=by, place=place)

    def keep(
        self, at: datetime, *, by: User, place: str, due: date | None = None
    ) -> None:
        """Write down how things stand, and the next step with its day."""
        choose = self.rng.choice
        ahead = after(at, self.rng.uniform(*STEP_AHEAD), self.rng).date()
        self.written_by, self.step_on = by, due or ahead
        charter_actions.keep(
            self.case,
            by=by,
            reason=f"{self.case.reason}. {choose(texts.WHY[place])}",
            promised=choose(texts.PROMISES),
            not_worked=choose(texts.NOT_WORKED),
            needs=self.needs(),
            next_what=choose(texts.NEXT_STEPS),
            next_by=by,
            next_on=self.step_on,
            at=at,
        )

    def needs(self) -> str:
        """Return what has to be thought of when the citizen is met."""
        citizen = self.case.citizen
        found = [
            texts.INTERPRETER if citizen.interpreter else "",
            texts.PROTECTED if citizen.address_protected else "",
            self.rng.choice(texts.NEEDS),
        ]
        return " ".join(filter(None, found))
