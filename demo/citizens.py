"""Citizens who do not exist, with names that say so."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cases.citizen import actions as citizen_actions
from cases.citizen.models import Citizen
from coordination.models import User
from coordination.models.message import Channel
from demo.dice import Dice

NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
STREETS = ("Prøvevej", "Eksempelgade", "Fiktivstræde", "Modelallé", "Papirstien")
TOWN = "9999 Eksempelby"

CHANNELS = {Channel.EMAIL: 46, Channel.SMS: 28, Channel.LETTER: 20, "": 6}


def name_of(number: int) -> str:
    """Return a name; no two of the first 1,600 are the same."""
    first, last = NAMES["first"], NAMES["last"]
    surname = last[(number + number // len(first)) % len(last)]
    return f"{first[number * 7 % len(first)]} {surname}"


def details_of(number: int, rng: Dice, today: date) -> dict[str, Any]:
    """Return everything the register knows about a citizen."""
    name = name_of(number)
    born = date(
        today.year - rng.randint(19, 72), rng.randint(1, 12), rng.randint(1, 28)
    )
    foreign = rng.chance(0.08)
    return {
        "name": name,
        "cpr": cpr_of(born, number),
        "born_on": born,
        "channel": rng.pick(CHANNELS),
        "email": f"borger{number}@example.org",
        "phone": f"00 00 {20 + number // 100} {number % 100:02}",
        "address": f"{rng.choice(STREETS)} {rng.randint(1, 98)}, {TOWN}",
        "address_protected": rng.chance(0.03),
        "language": "en" if foreign else "da",
        "interpreter": foreign and rng.chance(0.5),
        "stop": rng.choice(("crisis", "hospital")) if rng.chance(0.02) else "",
        "fictive": True,
    }


def cpr_of(born: date, number: int) -> str:
    """Return a number with a month that no real one has."""
    return f"{born.day:02}{born.month + 20:02}{born.year % 100:02}-{1000 + number}"


def register(number: int, rng: Dice, *, by: User, at: datetime) -> Citizen:
    """Return a new citizen who does not exist."""
    return citizen_actions.register(by=by, at=at, **details_of(number, rng, at.date()))
