"""How a story is told: on which day who hands over, meets, or writes something down."""

from datetime import datetime, time, timedelta
from typing import Any

from cases.case.models import Case
from cases.charter import actions as charter_actions
from cases.contact import actions as contact_actions
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from cases.involvement.models import Basis
from coordination.calendar import COPENHAGEN, is_working_day
from demo.staff import Town

LATEST_HOUR = 14


class Telling:
    """One case, told by days since it began, and the few things that happen in it."""

    def __init__(self, town: Town, *, now: datetime, days_ago: int) -> None:
        self.town = town
        self.began = now.astimezone(COPENHAGEN).date() - timedelta(days=days_ago)
        self.now = now

    def on(self, day: float) -> datetime:
        """Return a moment on the so-manieth day of the story, or the next at work.

        A later day is a later moment, also where several become one working day.
        """
        wanted = self.began + timedelta(days=int(day))
        working = wanted
        while not is_working_day(working):
            working += timedelta(days=1)
        hour = LATEST_HOUR - (working - wanted).days
        minute = int(day % 1 * 60)
        return datetime.combine(working, time(hour, minute), COPENHAGEN)

    def person(self, username: str) -> Any:
        """Return one of the people in the story."""
        return self.town.person(username)

    def hand_over(
        self,
        case: Case,
        giver: str,
        place: str,
        receiver: str,
        reason: str,
        *,
        offered: float,
        accepted: float,
        met: float,
        warm: bool,
    ) -> None:
        """Pass the baton on, and let the new contact person meet Karla."""
        by = self.person(giver)
        offer = self.offer(case, by, place, reason, day=offered, warm=warm)
        handover_actions.accept(
            offer,
            by=self.person(receiver),
            read_back="Vi ringer til Karla og holder fast i det, hun er lovet.",
            at=self.on(accepted),
        )
        self.meet(case, receiver, place, met, "Karla ved, hvem hun ringer til.")

    def offer(
        self, case: Case, by: Any, place: str, reason: str, *, day: float, warm: bool
    ) -> Handover:
        """Offer the baton with what Karla has agreed to."""
        return handover_actions.offer(
            case,
            by=by,
            receiver=self.town.departments[place],
            reason=reason,
            warm=warm,
            basis=Basis.STATUTE,
            basis_text="Retssikkerhedsloven § 5",
            at=self.on(day),
        )

    def meet(self, case: Case, who: str, place: str, day: float, note: str) -> None:
        """Log a meeting with Karla."""
        here, at = self.town.departments[place], self.on(day)
        contact_actions.log(
            case, by=self.person(who), department=here, kind="meeting", note=note, at=at
        )

    def keep(
        self,
        case: Case,
        who: str,
        day: float,
        step: str,
        by: str,
        due: float,
        *,
        why: str = "Sygemeldt, uden fast bolig. Vil have ro, før hun kan arbejde.",
    ) -> None:
        """Keep the charter, with the next step."""
        charter_actions.keep(
            case,
            by=self.person(who),
            reason=why,
            promised="I ringer først til mig. Jeg skal ikke fortælle det hele forfra.",
            not_worked="Breve. Møder med mange på én gang.",
            needs="Formiddage er bedst. Vil gerne have sin veninde med.",
            next_what=step,
            next_by=self.person(by),
            next_on=self.on(due).date(),
            at=self.on(day),
        )
