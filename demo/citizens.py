"""Citizens who do not exist, with names that say so."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from cases.citizen import actions as citizen_actions
from cases.citizen.models import Citizen
from coordination.calendar import COPENHAGEN
from coordination.models import User
from coordination.models.message import Channel
from demo.dice import Dice
from demo.needs import Need

NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
STREETS = ("Prøvevej", "Eksempelgade", "Fiktivstræde", "Modelallé", "Papirstien")
TOWN = "9999 Eksempelby"
THIS_CENTURY = 2000
SHARE_FOREIGN = 0.16  # who would rather read English

CHANNELS = {Channel.EMAIL: 46, Channel.SMS: 28, Channel.LETTER: 20, "": 6}


def name_of(number: int) -> str:
    """Return a name; no two of the first 1,500 are the same."""
    first, last = NAMES["women"] + NAMES["men"], NAMES["last"]
    surname = last[(number + number // len(first)) % len(last)]
    return f"{first[number * 7 % len(first)]} {surname}"


def details_of(number: int, need: Need, rng: Dice, day: date) -> dict[str, Any]:
    """Return everything the register knows about a citizen from that day on."""
    name = name_of(number)
    born = born_before(day, need.age, rng)
    foreign = rng.chance(SHARE_FOREIGN)
    return {
        "name": name,
        "cpr": cpr_of(name, born, number),
        "born_on": born,
        "channel": rng.pick(CHANNELS),
        "email": f"borger{number}@example.org",
        "phone": f"00 00 {20 + number // 100} {number % 100:02}",
        "address": f"{rng.choice(STREETS)} {rng.randint(1, 98)}, {TOWN}",
        "address_protected": rng.chance(0.03),
        "language": "en" if foreign else "da",
        "interpreter": foreign and rng.chance(0.4),
        "stop": rng.choice(("crisis", "hospital")) if rng.chance(0.02) else "",
        "fictive": True,
    }


def born_before(day: date, age: int, rng: Dice) -> date:
    """Return a date of birth of somebody who is that old on the day."""
    return day - timedelta(days=round(age * 365.25) + 1 + rng.randrange(360))


def cpr_of(name: str, born: date, number: int) -> str:
    """Return a number with a month that no real one has.

    All else is as on a card: digit 7 tells the century, and a woman's is even.
    """
    century = 4000 if born.year >= THIS_CENTURY else 1000
    man = name.split(maxsplit=1)[0] in NAMES["men"]
    serial = century + (2 * number + man) % 3000
    return f"{born.day:02}{born.month + 20:02}{born.year % 100:02}-{serial}"


def register(number: int, need: Need, rng: Dice, *, by: User, at: datetime) -> Citizen:
    """Return a new citizen who does not exist."""
    details = details_of(number, need, rng, at.astimezone(COPENHAGEN).date())
    return citizen_actions.register(by=by, at=at, **details)
