"""On which ground a department takes part: a provision, a need, or a consent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.case.models import Case
from cases.consent import actions as consent_actions
from cases.consent.models import Consent
from cases.involvement.models import Basis
from coordination.models import User
from demo import texts
from demo.calendar import BREATH
from demo.dice import Dice
from demo.staff import Town

SHARE_NECESSARY = 0.15


@dataclass
class Grounds:
    """What the departments of a case may know of each other, and why."""

    town: Town
    case: Case
    rng: Dice

    def of(self, place: str, *, agreed: bool, by: User, at: datetime) -> dict[str, Any]:
        """Return the ground for a department, the citizen's consent among them."""
        if agreed:
            consent = self.ask(place, by=by, at=at - BREATH / 2)
            return {"basis": Basis.CONSENT, "consent": consent}
        if self.rng.chance(SHARE_NECESSARY):
            return {"basis": Basis.NECESSITY, "basis_text": texts.NECESSITY}
        provision = texts.PROVISIONS.get(place, texts.PROVISION)
        return {"basis": Basis.STATUTE, "basis_text": provision}

    def ask(self, place: str, *, by: User, at: datetime) -> Consent:
        """Return the citizen's consent that all who take part talk with one more."""
        parts = self.case.parties().values_list("department", flat=True)
        places = [*sorted(self.town.place_of(pk) for pk in parts if pk), place]
        names = texts.listed([str(self.town.departments[code]) for code in places])
        topics = texts.listed(sorted({texts.TOPICS[code] for code in places}))
        return consent_actions.give(
            self.case,
            by=by,
            departments=[self.town.departments[code] for code in places],
            purpose=f"{names} må tale sammen om {topics}",
            way=self.rng.pick({"spoken": 3, "written": 2}),
            at=at,
        )

    def revoke(self, place: str, *, by: User, at: datetime) -> None:
        """Let the citizen take back what a department's part rests on."""
        part = self.case.parties().get(department=self.town.departments[place])
        if part.consent:
            consent_actions.withdraw(part.consent, by=by, note=texts.REVOKED, at=at)
