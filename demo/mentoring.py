"""Mentors, the citizens they visit, and their visits."""

from datetime import datetime, timedelta
from uuid import UUID

from cases.case.models import Case
from coordination.calendar import COPENHAGEN
from coordination.models import User
from demo import texts
from demo.calendar import after
from demo.dice import Dice
from demo.places import MENTORS
from demo.staff import Town
from mentors.mentorship import actions
from mentors.mentorship.models import Mentorship
from mentors.planned import actions as planned
from mentors.visit.intake import receive
from mentors.visit.models import Visit
from mentors.visit.report import Report

OUTCOMES = {"done": 82, "nobody_home": 12, "cancelled": 6}
KINDS = {"home": 60, "walk": 18, "phone": 12, "meeting": 10}
ENDINGS = {"goal_reached": 7, "other_help": 2, "other": 1}
LEAST, MOST, USUAL = 6, 22, 13  # days between visits
# When a mentor's citizens are visited next, one after the other: days ahead and hour.
AHEAD = ((0, 9), (0, 11), (0, 14), (1, 10), (3, 13))
MISSED = 3  # this one was to be visited yesterday as well
WEEKS = 4
HOME_AGAIN = timedelta(minutes=95)


def support(
    town: Town,
    case: Case,
    *,
    mentor: User,
    by: User,
    begins: datetime,
    until: datetime,
    rng: Dice,
) -> Mentorship:
    """Return a mentorship that began then, with its visits until a moment."""
    place = MENTORS[mentor.username]
    mentorship = actions.propose(
        case,
        by=by,
        department=town.departments[place],
        mentor=mentor,
        goal=rng.choice(texts.GOALS),
        frequency=Mentorship.Frequency.FORTNIGHTLY,
        tasks="Følge med til aftaler og øve det sammen",
        until=(begins + timedelta(days=175)).date(),
        summary="Vil gerne mødes hjemme. Ring, før du kommer.",
        basis="statute",
        basis_text="Serviceloven § 85",
        at=begins,
    )
    started = after(begins, 4, rng)
    actions.activate(mentorship, by=mentor, at=started)
    visit(mentorship, mentor=mentor, begins=started, until=until, rng=rng)
    return mentorship


def part_with(
    mentorship: Mentorship,
    *,
    by: User,
    at: datetime,
    rng: Dice,
    because: str = "",
    takes_along: str = "",
) -> None:
    """Let a mentor say goodbye."""
    actions.end(
        mentorship,
        by=by,
        because=because or rng.pick(ENDINGS),
        takes_along=takes_along or rng.choice(texts.TAKEN_ALONG),
        at=at,
    )


def mentor_of(town: Town, place: str, case: Case) -> User:
    """Return one of a department's mentors, each for every other case."""
    mentors = [name for name, here in MENTORS.items() if here == place]
    return town.person(mentors[case.pk % len(mentors)])


def visit(
    mentorship: Mentorship,
    *,
    mentor: User,
    begins: datetime,
    until: datetime,
    rng: Dice,
) -> None:
    """Log a visit about every other week."""
    moment = after(begins, 3, rng)
    while moment + HOME_AGAIN < until:
        outcome = rng.pick(OUTCOMES)
        met = outcome == Visit.Outcome.DONE
        receive(
            Report(
                client_id=UUID(int=rng.getrandbits(128), version=4),
                mentorship=mentorship.pk,
                kind=rng.pick(KINDS) if met else "home",
                outcome=outcome,
                started_at=moment,
                minutes=rng.randrange(30, 95, 5) if met else None,
                wishes=rng.choice(texts.WISHES) if met else "",
                agreed=rng.choice(texts.AGREED) if met else "",
            ),
            by=mentor,
            received_at=moment + HOME_AGAIN,
        )
        moment = after(moment, rng.triangular(LEAST, MOST, USUAL), rng)


def plan_ahead(
    mentorship: Mentorship, *, mentor: User, number: int, now: datetime
) -> None:
    """Plan the next weeks' visits, so that every mentor has some today."""
    days, hour = AHEAD[number % len(AHEAD)]
    today = now.astimezone(COPENHAGEN).replace(minute=0, second=0, microsecond=0)
    first = today.replace(hour=hour) + timedelta(days=days)
    then = now - timedelta(hours=1)
    planned.plan(mentorship, by=mentor, starts_at=first, weeks=WEEKS, at=then)
    if number % len(AHEAD) == MISSED:
        yesterday = first - timedelta(days=days + 1)
        planned.plan(mentorship, by=mentor, starts_at=yesterday, at=then)
