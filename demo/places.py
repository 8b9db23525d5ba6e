"""The departments of Eksempel Kommune, and where batons go between them."""

from typing import NamedTuple


class Place(NamedTuple):
    """A department, and how things go there."""

    name: str
    kind: str
    days: float  # from an offer to its answer, in the middle
    warm: float  # the share of warm handovers to it
    score: float  # how well citizens find it went, from 1 to 5
    opens: int  # how many of a hundred cases begin here
    onward: dict[str, int]  # where its batons go, by weight
    beside: tuple[str, ...] = ()  # who takes part there without holding the baton


# Four pass batons on, often enough for the leaders' tables to show how it went; of few
# handovers nothing may be told. The others take part beside them, and keep what they
# open: a path now and then would hide its neighbours too.
PLACES = {
    "job": Place(
        "Job og Uddannelse",
        "beskæftigelse",
        days=2.0,
        warm=0.55,
        score=3.6,
        opens=26,
        onward={"bolig": 50, "psyk": 60},
        beside=("ydelse", "sundhed", "misbrug", "familie"),
    ),
    "ydelse": Place(
        "Ydelse",
        "ydelse",
        days=2.5,
        warm=0.2,
        score=3.1,
        opens=3,
        onward={},
        beside=("sundhed", "familie"),
    ),
    "voksen": Place(
        "Voksenstøtte",
        "voksenstøtte",
        days=3.5,
        warm=0.65,
        score=3.9,
        opens=20,
        onward={"job": 50, "bolig": 50},
        beside=("misbrug", "ydelse", "familie"),
    ),
    "psyk": Place(
        "Socialpsykiatri",
        "socialpsykiatri",
        days=5.5,
        warm=0.7,
        score=4.1,
        opens=20,
        onward={"voksen": 60, "job": 50},
        beside=("misbrug", "sundhed", "familie"),
    ),
    "misbrug": Place(
        "Misbrugscenter",
        "misbrug",
        days=3.0,
        warm=0.6,
        score=3.8,
        opens=3,
        onward={},
        beside=("sundhed", "ydelse", "familie"),
    ),
    "sundhed": Place(
        "Sundhed og Genoptræning",
        "sundhed",
        days=3.0,
        warm=0.5,
        score=3.9,
        opens=3,
        onward={},
        beside=("ydelse", "familie"),
    ),
    "familie": Place(
        "Familie",
        "familie",
        days=4.0,
        warm=0.6,
        score=3.5,
        opens=3,
        onward={},
        beside=("sundhed", "ydelse"),
    ),
    "bolig": Place(
        "Bolig",
        "bolig",
        days=6.5,
        warm=0.25,
        score=2.9,
        opens=20,
        onward={"job": 60, "psyk": 50},
        beside=("ydelse", "misbrug", "familie"),
    ),
    "borger": Place(
        "Borgerservice",
        "borgerservice",
        days=1.0,
        warm=0.15,
        score=3.3,
        opens=3,
        onward={},
        beside=("ydelse", "familie"),
    ),
}
LEAD = "job"
MENTORS = {"mona": "voksen", "malik": "voksen", "mette": "psyk"}
