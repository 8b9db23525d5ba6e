"""What happens in a made-up case: a course thought out before anything is stored."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from demo.calendar import after
from demo.dice import Dice
from demo.places import PLACES

# Shares and days, chosen so that two years with 250 citizens give some 900 handovers.
LENGTHS = {1: 4, 2: 8, 3: 13, 4: 17, 5: 18, 6: 15, 7: 11, 8: 8, 9: 6}
DAYS_BETWEEN = (19, 88)
FATES = {"accept": 89, "decline": 8, "withdraw": 3}
DECLINE_CODES = {"not_ours": 38, "no_capacity": 30, "missing": 24, "citizen": 8}
MEETINGS = {"call": 50, "meeting": 38, "visit": 12}
SHARE_COORDINATED = 0.74
COORDINATE_AT = 3


class Kind(StrEnum):
    """What can happen in a made-up case."""

    OPEN = "open"
    JOIN = "join"
    COORDINATE = "coordinate"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    CONTACT = "contact"
    REASSIGN = "reassign"
    CLOSE = "close"


@dataclass(frozen=True)
class Move:
    """One thing that happens, and when."""

    kind: Kind
    at: datetime
    place: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def plot(rng: Dice, *, opened_at: datetime, now: datetime) -> list[Move]:
    """Return a case's course up to now, in the order it happens."""
    return [move for move in Course(rng, opened_at).moves() if move.at < now]


class Course:
    """A case on its way through the departments; it may reach into the future."""

    def __init__(self, rng: Dice, opened_at: datetime) -> None:
        self.rng = rng
        self.at = opened_at
        self.place = rng.pick({code: place.opens for code, place in PLACES.items()})
        self.involved = [self.place]
        self.coordinated = not rng.chance(SHARE_COORDINATED)  # or never will be
        self.left = rng.pick(LENGTHS)

    def moves(self) -> Iterator[Move]:
        """Yield everything from opening to closing."""
        yield Move(Kind.OPEN, self.at, self.place)
        if self.rng.chance(0.4):
            yield from self.join()
        while self.left:
            self.wait(*DAYS_BETWEEN)
            if self.rng.chance(0.3):
                yield Move(Kind.CONTACT, self.at, self.place, self.contact())
                self.wait(1, 10)
            yield from self.pass_on()
        self.wait(25, 130)
        yield Move(Kind.CLOSE, self.at, self.place)

    def wait(self, least: float, most: float) -> None:
        """Let days go by, short waits more often than long ones."""
        days = self.rng.triangular(least, most, least + (most - least) / 4)
        self.at = after(self.at, days, self.rng)

    def join(self) -> Iterator[Move]:
        """Let a department take part that does not hold the baton."""
        others = [place for place in self.onward() if place not in self.involved]
        self.wait(2, 20)
        self.involved.append(others[0])
        yield Move(Kind.JOIN, self.at, others[0])
        yield from self.coordinate()

    def coordinate(self) -> Iterator[Move]:
        """Name a coordinator once three departments take part."""
        if not self.coordinated and len(self.involved) >= COORDINATE_AT:
            self.coordinated = True
            self.wait(1, 25)
            yield Move(Kind.COORDINATE, self.at, self.place)

    def onward(self) -> list[str]:
        """Return where the baton may go from here, the likeliest mostly first."""
        weights = PLACES[self.place].onward
        # who is in already is asked again more often than somebody new
        known = {p: w * (2 if p in self.involved else 1) for p, w in weights.items()}
        return sorted(known, key=lambda place: -known[place] * self.rng.random())

    def pass_on(self) -> Iterator[Move]:
        """Offer the baton until a department takes it."""
        to = self.onward()[0]
        warm = self.rng.chance(PLACES[to].warm)
        yield Move(Kind.OFFER, self.at, to, {"warm": warm, "from": self.place})
        fate = self.rng.pick(FATES)
        middle = PLACES[to].days
        self.wait(middle * 0.2, middle * 2.6)
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
        self.place = place
        if place not in self.involved:
            self.involved.append(place)
        if self.rng.chance(0.9):
            self.wait(0.5, 11)
            yield Move(Kind.CONTACT, self.at, place, self.contact(first=True))
        yield from self.coordinate()
        if self.rng.chance(0.05):
            self.wait(5, 20)
            yield Move(Kind.REASSIGN, self.at, place)

    def contact(self, *, first: bool = False) -> dict[str, Any]:
        """Return how the citizen was met."""
        kind = self.rng.pick(MEETINGS)
        return {"kind": kind, "attended": first or self.rng.chance(0.88)}


def openings(rng: Dice, count: int, *, now: datetime) -> list[datetime]:
    """Return when the cases begin: over two years, the first somewhat closer."""
    days = sorted(rng.betavariate(1.05, 0.9) * 724 + 3 for _ in range(count))
    return [after(now - timedelta(days=back), 0, rng) for back in reversed(days)]
