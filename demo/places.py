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


PLACES = {
    "job": Place(
        "Job og Uddannelse",
        "beskæftigelse",
        days=2.0,
        warm=0.55,
        score=3.6,
        opens=36,
        onward={"ydelse": 18, "sundhed": 26, "psyk": 24, "voksen": 18, "bolig": 8},
    ),
    "ydelse": Place(
        "Ydelse",
        "ydelse",
        days=2.5,
        warm=0.2,
        score=3.1,
        opens=6,
        onward={"job": 60, "bolig": 20, "borger": 6, "voksen": 14},
    ),
    "voksen": Place(
        "Voksenstøtte",
        "voksenstøtte",
        days=3.5,
        warm=0.65,
        score=3.9,
        opens=16,
        onward={"psyk": 30, "bolig": 26, "job": 24, "sundhed": 12, "misbrug": 8},
    ),
    "psyk": Place(
        "Socialpsykiatri",
        "socialpsykiatri",
        days=5.5,
        warm=0.7,
        score=4.1,
        opens=9,
        onward={"job": 34, "voksen": 30, "misbrug": 14, "bolig": 22},
    ),
    "misbrug": Place(
        "Misbrugscenter",
        "misbrug",
        days=3.0,
        warm=0.6,
        score=3.8,
        opens=5,
        onward={"psyk": 40, "voksen": 30, "job": 20, "bolig": 10},
    ),
    "sundhed": Place(
        "Sundhed og Genoptræning",
        "sundhed",
        days=3.0,
        warm=0.5,
        score=3.9,
        opens=7,
        onward={"job": 66, "voksen": 18, "psyk": 10, "familie": 6},
    ),
    "familie": Place(
        "Familie",
        "familie",
        days=4.0,
        warm=0.6,
        score=3.5,
        opens=9,
        onward={"job": 40, "psyk": 30, "ydelse": 16, "sundhed": 14},
    ),
    "bolig": Place(
        "Bolig",
        "bolig",
        days=6.5,
        warm=0.25,
        score=2.9,
        opens=5,
        onward={"voksen": 44, "job": 34, "ydelse": 22},
    ),
    "borger": Place(
        "Borgerservice",
        "borgerservice",
        days=1.0,
        warm=0.15,
        score=3.3,
        opens=7,
        onward={"job": 44, "ydelse": 20, "bolig": 22, "familie": 14},
    ),
}
LEAD = "job"
