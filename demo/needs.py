"""Who comes with what: a reason, and an age and a target group that go with it."""

from typing import NamedTuple

from demo.dice import Dice

# From and to which age somebody can belong to a target group.
AGES = {
    "young": (18, 29),
    "job_ready": (30, 64),
    "activity_ready": (30, 64),
    "sick_pay": (20, 64),
    "pension": (42, 78),
    "family": (20, 50),
    "other": (30, 64),
}
# Whoever has a pension is not asked to work; only parents need the family department.
CLOSED_TO = {"pension": {"job", "ydelse", "sundhed", "familie"}, "family": set[str]()}
CLOSED_TO_MOST = {"familie"}


class Reason(NamedTuple):
    """Why somebody comes, and to which target groups they may belong."""

    words: str
    groups: tuple[str, ...]
    ages: tuple[int, int] = (18, 99)


REASONS = {
    "job": (
        Reason("Vil tilbage i arbejde efter sygdom", ("sick_pay",)),
        Reason("Skal afklares til fleksjob", ("activity_ready", "sick_pay"), (30, 62)),
        Reason("Mangler uddannelse og fast bopæl", ("young",)),
        Reason(
            "Har været længe uden arbejde og sover dårligt",
            ("job_ready", "activity_ready"),
        ),
    ),
    "ydelse": (
        Reason(
            "Kan ikke få økonomien til at hænge sammen",
            ("activity_ready", "young", "sick_pay"),
        ),
        Reason("Restance på huslejen", ("activity_ready", "sick_pay")),
    ),
    "voksen": (
        Reason("Har brug for støtte i egen bolig", ("activity_ready", "pension")),
        Reason("Kan ikke overskue post og aftaler", ("activity_ready", "young")),
        Reason("Er flyttet hjemmefra og mangler en hverdag", ("young",), (18, 24)),
    ),
    "psyk": (
        Reason("Udskrevet efter indlæggelse", ("activity_ready", "young", "pension")),
        Reason("Angst, isolerer sig i hjemmet", ("activity_ready", "young")),
    ),
    "misbrug": (
        Reason(
            "Vil ud af et misbrug og have et arbejde",
            ("activity_ready", "young", "job_ready"),
        ),
    ),
    "sundhed": (
        Reason("Genoptræning efter ulykke", ("sick_pay",)),
        Reason("Kroniske smerter og sygemelding", ("sick_pay",)),
    ),
    "familie": (
        Reason("Enlig forsørger, presset hverdag", ("family",), (23, 48)),
        Reason("Ung forælder uden netværk", ("family",), (20, 25)),
    ),
    "bolig": (
        Reason("Har mistet sin bolig", ("activity_ready", "young", "other")),
        Reason("Opsagt lejemål", ("job_ready", "sick_pay", "other")),
    ),
    "borger": (
        Reason(
            "Henvendte sig i Borgerservice og vidste ikke hvor",
            ("activity_ready", "sick_pay", "other"),
        ),
        Reason("Er lige flyttet til kommunen", ("job_ready", "other")),
    ),
}


class Need(NamedTuple):
    """What somebody comes with, and how old they are that day."""

    reason: str
    group: str
    age: int


def think_up(place: str, rng: Dice) -> Need:
    """Return what somebody comes with to a department."""
    reason = rng.choice(REASONS[place])
    group = rng.choice(reason.groups)
    (youngest, oldest), (least, most) = AGES[group], reason.ages
    age = rng.randint(max(youngest, least), min(oldest, most))
    return Need(reason.words, group, age)


def closed_to(group: str) -> set[str]:
    """Return the departments that have nothing to offer a target group."""
    return CLOSED_TO.get(group, CLOSED_TO_MOST)
