"""What happens in a made-up case: a course thought out before anything is stored."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from demo.calendar import after
from demo.dice import Dice
from demo.moves import Kind, Move
from demo.needs import closed_to, think_up
from demo.places import LEAD, MENTORS, PLACES

# Shares and days, chosen so that two years with 250 citizens give a good 800 handovers.
LENGTHS = {1: 5, 2: 10, 3: 15, 4: 18, 5: 18, 6: 14, 7: 10, 8: 6, 9: 4}
DAYS_BETWEEN = (12, 52)
FATES = {"accept": 87, "decline": 8, "withdraw": 3, "forget": 2}
LONGEST_ANSWER = 12  # days; an offer that waits longer may lapse
DAYS_FORGOTTEN = (25, 40)
DECLINE_CODES = {"not_ours": 38, "no_capacity": 30, "missing": 24, "citizen": 8}
MEETINGS = {"call": 50, "meeting": 38, "visit": 12}
COORDINATE_AT = 3
SHARE_COORDINATED = 0.93
SHARE_AGREED = 0.45  # new departments that come in because the citizen says so
SHARE_TAKEN, SHARE_OBJECTING, SHARE_CHATTING = 0.06, 0.3, 0.08
SENT_BACK = 0.35
SHARE_REVOKED, SHARE_REOPENED, SHARE_MENTORED = 0.04, 0.05, 0.16
SHORTEST_MENTORSHIP = timedelta(days=40)


def plot(rng: Dice, *, opened_at: datetime, now: datetime) -> list[Move]:
    """Return a case's course up to now, in the order it happens."""
    moves = say_goodbye_in_time(list(Course(rng, opened_at).moves()))
    return [move for move in moves if move.at < now]


def say_goodbye_in_time(moves: list[Move]) -> list[Move]:
    """Return the course with each mentorship ending before its case is closed."""
    found = []
    for number, move in enumerate(moves):
        if move.kind == Kind.MENTOR:
            later = moves[number:]
            closes = next(each.at for each in later if each.kind == Kind.CLOSE)
            until = min(move.more["until"], closes - timedelta(days=2))
            if until - move.at < SHORTEST_MENTORSHIP:
                continue
            move.more["until"] = until
            found.append(Move(Kind.GOODBYE, until, move.place))
        found.append(move)
    return sorted(found, key=lambda move: move.at)


class Course:
    """A case on its way through the departments; it may reach into the future."""

    def __init__(self, rng: Dice, opened_at: datetime) -> None:
        self.rng = rng
        self.at = opened_at
        self.place = rng.pick({code: place.opens for code, place in PLACES.items()})
        self.need = think_up(self.place, rng)
        self.closed_to = set(closed_to(self.need.group))
        self.came_from = ""
        self.involved = [self.place]
        self.agreed: set[str] = set()  # who takes part by the citizen's consent alone
        self.wants_coordinator = rng.chance(SHARE_COORDINATED)
        self.coordinated = False
        self.mentored = False
        self.left = rng.pick(LENGTHS)

    def moves(self) -> Iterator[Move]:
        """Yield everything from opening to closing, and to the last closing."""
        yield Move(Kind.OPEN, self.at, self.place, {"need": self.need})
        if self.rng.chance(0.4):
            yield from self.join()
        yield from self.carry_on()
        if self.rng.chance(SHARE_REOPENED):
            self.wait(20, 70)
            self.wants_coordinator = self.coordinated = False
            self.left = 1
            yield Move(Kind.REOPEN, self.at, self.place)
            yield from self.carry_on()

    def carry_on(self) -> Iterator[Move]:
        """Let the baton go on until the case is closed."""
        while self.left > 0:
            self.wait(*DAYS_BETWEEN)
            if self.rng.chance(0.3):
                yield Move(Kind.CONTACT, self.at, self.place, self.contact())
                self.wait(1, 10)
            yield from self.go_on()
        self.wait(25, 130)
        yield Move(Kind.CLOSE, self.at, self.place)

    def wait(self, least: float, most: float) -> None:
        """Let days go by, short waits more often than long ones."""
        days = self.rng.triangular(least, most, least + (most - least) / 4)
        self.at = after(self.at, days, self.rng)

    def join(self) -> Iterator[Move]:
        """Let a department take part that does not hold the baton."""
        away = {*self.involved, *self.closed_to}
        others = [place for place in PLACES[self.place].beside if place not in away]
        if others:
            place = self.rng.choice(others)
            self.wait(2, 20)
            yield Move(Kind.JOIN, self.at, place, self.basis(place))
            self.involved.append(place)
            yield from self.coordinate()

    def basis(self, place: str) -> dict[str, Any]:
        """Return whether a department comes in because the citizen agrees to it."""
        if place in self.involved:
            return {"agreed": False}
        agreed = self.rng.chance(SHARE_AGREED)
        (self.agreed.add if agreed else self.agreed.discard)(place)
        return {"agreed": agreed}

    def coordinate(self) -> Iterator[Move]:
        """Name a coordinator once three departments take part."""
        enough = len(self.involved) >= COORDINATE_AT
        if enough and self.wants_coordinator and not self.coordinated:
            self.coordinated = True
            self.wait(1, 25)
            yield Move(Kind.COORDINATE, self.at, self.place)

    def onward(self) -> list[str]:
        """Return where the baton may go from here, the likeliest mostly first."""
        weights = PLACES[self.place].onward
        known = {
            place: weight * self.likelihood(place)
            for place, weight in weights.items()
            if place not in self.closed_to
        }
        return sorted(known, key=lambda place: -known[place] * self.rng.random())

    def likelihood(self, place: str) -> float:
        """Return how much likelier a department is than its weight says.

        Who is in already is asked more often than somebody new; but who has just
        passed the baton on seldom gets it straight back.
        """
        if place == self.came_from:
            return SENT_BACK
        return 2 if place in self.involved else 1

    def go_on(self) -> Iterator[Move]:
        """Pass the baton on, or see it taken by whoever met the citizen last."""
        onward = self.onward()
        if not onward:
            self.left = 0
        elif onward[0] in self.involved and self.rng.chance(SHARE_TAKEN):
            yield from self.take(onward[0])
        else:
            if onward[0] in self.involved and self.rng.chance(SHARE_CHATTING):
                yield Move(Kind.CHAT, self.at, onward[0], self.contact(first=True))
                self.wait(1, 10)
            yield from self.pass_on(onward[0])

    def take(self, to: str) -> Iterator[Move]:
        """Let a department take the baton that has met the citizen; some object."""
        giver = self.place
        yield Move(Kind.TAKE, self.at, to, self.contact(first=True))
        self.came_from, self.place = giver, to
        self.left -= 1
        if self.rng.chance(SHARE_OBJECTING):
            self.at = after(self.at, 1, self.rng)
            yield Move(Kind.OBJECT, self.at, giver)
            if self.rng.chance(0.5):
                self.wait(3, 8)
                yield from self.pass_on(giver)

    def pass_on(self, to: str) -> Iterator[Move]:
        """Offer the baton, and see what becomes of the offer."""
        warm = self.rng.chance(PLACES[to].warm)
        more = {"warm": warm, "from": self.place, **self.basis(to)}
        yield Move(Kind.OFFER, self.at, to, more)
        fate = self.rng.pick(FATES)
        if fate == "forget":
            self.wait(*DAYS_FORGOTTEN)
            return
        middle = PLACES[to].days
        self.wait(middle * 0.2, min(middle * 2.6, LONGEST_ANSWER))
        if fate == "withdraw":
            yield Move(Kind.WITHDRAW, self.at, self.place)
        elif fate == "decline":
            code = self.rng.pick(DECLINE_CODES)
            yield Move(Kind.DECLINE, self.at, to, {"code": code})
        else:
            yield Move(Kind.ACCEPT, self.at, to)
            self.left -= 1
            yield from self.settle(to)

    def settle(self, place: str) -> Iterator[Move]:
        """Let the new contact person begin."""
        self.came_from, self.place = self.place, place
        if place not in self.involved:
            self.involved.append(place)
        if self.rng.chance(0.9):
            self.wait(0.5, 11)
            yield Move(Kind.CONTACT, self.at, place, self.contact(first=True))
        yield from self.coordinate()
        if place in MENTORS.values() and not self.mentored:
            yield from self.meet_mentor()
        if self.rng.chance(0.05):
            self.wait(5, 20)
            yield Move(Kind.REASSIGN, self.at, place)
        if place in self.agreed and self.rng.chance(SHARE_REVOKED):
            yield from self.revoke()

    def meet_mentor(self) -> Iterator[Move]:
        """Let a mentor of the department begin to visit, for some months."""
        if self.rng.chance(SHARE_MENTORED):
            self.mentored = True
            self.wait(2, 12)
            until = after(self.at, self.rng.uniform(70, 170), self.rng)
            yield Move(Kind.MENTOR, self.at, self.place, {"until": until})

    def revoke(self) -> Iterator[Move]:
        """Let the citizen take a consent back; the coordinator inherits the baton."""
        if self.coordinated and LEAD not in self.closed_to | {self.place}:
            self.wait(5, 30)
            yield Move(Kind.REVOKE, self.at, self.place)
            self.closed_to.add(self.place)
            self.involved.remove(self.place)
            self.came_from, self.place = "", LEAD
            self.involved += [LEAD] if LEAD not in self.involved else []

    def contact(self, *, first: bool = False) -> dict[str, Any]:
        """Return how the citizen was met."""
        kind = self.rng.pick(MEETINGS)
        return {"kind": kind, "attended": first or self.rng.chance(0.88)}
