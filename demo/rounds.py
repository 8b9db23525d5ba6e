"""Two rounds of the made-up municipality: one that is over, and one that goes on."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from coordination.calendar import COPENHAGEN
from coordination.models.organisation import Role
from coordination.workflow import historical, whole
from demo.answering import SHARE_UNKNOWN
from demo.dice import Dice
from demo.places import LEAD, PLACES
from demo.staff import STAFF, Town
from feedback.answer.intake import answer
from feedback.instrument.catalogue import UNKNOWN, load
from feedback.interview.actions import note_that_they_were_asked
from feedback.invitation.mode import BY_INTERVIEWER, Mode
from feedback.invitation.models import Invitation
from feedback.round import actions
from feedback.round.drawing import count_drawn
from feedback.round.enough import why_too_few
from feedback.round.models import Round
from feedback.round.sending import send_some, until_done

INSTRUMENT = "themes-six-1"
QUESTION = "Jeg ved, hvem jeg skal ringe til"
SHARE_ANSWERING, SHARE_CALLED, SHARE_AT_COUNTER = 0.48, 0.1, 0.2
# how the themes usually come out: across departments and progress are the lowest
THEMES = {
    "overall": 0.0,
    "meeting": 0.2,
    "goals_activities": -0.2,
    "cross_department": -0.6,
    "conversation": 0.35,
    "progression": -0.7,
}
OPEN_DAYS, WAVES_APART = 30, 7
# Whoever would get a letter gets one in the first round and a call in the second, so
# that an interviewer has people to ask.
IN_WRITING = (Mode.WEB, Mode.LETTER, Mode.TABLET, Mode.PHONE)
BY_PHONE = (Mode.WEB, Mode.TABLET, Mode.PHONE)


class Rounds:
    """Holds the rounds as seen from one moment, `now`."""

    def __init__(self, town: Town, *, now: datetime, rng: Dice) -> None:
        self.town, self.now, self.rng = town, now, rng
        self.leader = next(
            town.person(person.username)
            for person in STAFF
            if person.role == Role.LEADER and person.place == LEAD
        )

    @whole
    def hold(self) -> None:
        """Hold both; nothing where there are too few to ask."""
        today = self.now.astimezone(COPENHAGEN).date()
        over = today - timedelta(days=OPEN_DAYS + 45)
        begun = today - timedelta(days=WAVES_APART - 2)
        people = [self.town.person(name) for name in ("rene", "bjarne")]
        with historical():
            if held := self.ask("Første runde", over, modes=IN_WRITING, waves=1):
                actions.close(held, by=None, at=held.ends_at)
            if held := self.ask("Anden runde", begun, modes=BY_PHONE, waves=2):
                actions.name_interviewers(
                    held, by=self.leader, interviewers=people, at=self.now
                )

    def ask(
        self, title: str, first: date, *, modes: Sequence[Mode], waves: int
    ) -> Round | None:
        """Prepare, start and send a round, and let people answer until now."""
        at = datetime.combine(first, time(7), COPENHAGEN)
        wishes = self.wishes(first, modes=modes, waves=waves)
        name = f"{title}, {first.year}"
        held = actions.plan(
            by=self.leader, name=name, instrument=load(INSTRUMENT), at=at, **wishes
        )
        if why_too_few(held, count_drawn(held, at=at)):
            actions.call_off(held, by=self.leader, at=at)
            return None
        actions.start(held, by=self.leader, at=at)
        until_done(send_some, min(self.now, held.ends_at - timedelta(days=1)))
        for row in held.invitations.filter(state=Invitation.State.SENT):
            called = row.mode in BY_INTERVIEWER
            if self.rng.chance(SHARE_CALLED if called else SHARE_ANSWERING):
                self.answer(row)
        return held

    def wishes(
        self, first: date, *, modes: Sequence[Mode], waves: int
    ) -> dict[str, Any]:
        """Return what the leader decided."""
        return {
            "since": first,
            "until": first + timedelta(days=OPEN_DAYS),
            "min_contacts": 2,
            "met_since": first - timedelta(days=300),
            "met_until": first,
            "modes": modes,
            "waves": waves,
            "days_between": WAVES_APART,
            "remind_after": 10,
            "local_items": [{"code": "own_1", "scale": "agree-5", "text": QUESTION}],
        }

    def answer(self, row: Invitation) -> None:
        """Send one person's answers in."""
        scores = {
            self.town.departments[code].pk: place.score
            for code, place in PLACES.items()
        }
        mood = scores.get(row.receiver, 3.2) - 0.3 + self.rng.gauss(0, 0.6)
        ticks = {code: self.step(mood + THEMES[code]) for code in THEMES}
        ticks["own_1"] = self.step(mood + 0.4)
        mode = Mode.TABLET if self.rng.chance(SHARE_AT_COUNTER) else row.mode
        sent = row.sent_at or self.now
        answer(row, answers=ticks, language=row.language, mode=mode, at=sent)
        if mode in BY_INTERVIEWER:
            note_that_they_were_asked(row)

    def step(self, middle: float) -> str:
        """Return one tick on a scale of five."""
        if self.rng.chance(SHARE_UNKNOWN):
            return UNKNOWN
        return str(min(max(round(self.rng.gauss(middle, 0.9)), 1), 5))
