"""Filling the municipality: citizens, two years of cases, and what they answered."""

import gc
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context

from django.db import connections
from django.utils import timezone

from cases.case import actions as case_actions
from cases.case.models import Case
from cases.involvement.models import Basis
from coordination.models import Municipality
from coordination.person import load_person
from coordination.workflow import historical, whole
from demo import citizens, texts
from demo.answering import Respondent
from demo.dice import Dice
from demo.leading import aim_and_note
from demo.moves import Move
from demo.openings import openings
from demo.plot import plot
from demo.remarks import read_remarks
from demo.rounds import Rounds
from demo.staff import Town, found_town
from demo.stage import Stage
from demo.story import SOURCE as STORY
from demo.story import Story
from demo.today import Today
from feedback.answer import closing
from feedback.round.models import Round
from feedback.target.models import Target

# Of 40 throws, the one by which the year's table of paths shows most, whenever the demo
# is loaded: five to eight means of eight or nine, where others show two or three.
SEED = "Eksempel Kommune 10"
SOURCE = "demo:"
PREPARED = {"server_side_binding": True, "prepare_threshold": 3}


def dice(number: int, purpose: str) -> Dice:
    """Return the same throws for the same case, whoever plays it and when."""
    return Dice(f"{SEED}:{number}:{purpose}")


def course_of(number: int, opened_at: datetime, *, now: datetime) -> list[Move]:
    """Return what happens in a case up to now."""
    return plot(dice(number, "plot"), opened_at=opened_at, now=now)


class Loader:
    """Loads the municipality as seen from one moment, `now`."""

    def __init__(self, *, count: int, now: datetime) -> None:
        self.count = count
        self.now = now
        self.town: Town = found_town()
        self.story = Story(self.town, now=self.now)

    def open_all(self) -> list[int]:
        """Open every case in the order of time; return those still to be played."""
        days = openings(dice(0, "openings"), self.count, now=self.now)
        known = dict(Case.objects.values_list("source", "sequence"))
        waiting = [] if STORY in known else [self.story]
        for number, opened_at in enumerate(days, start=1):
            if waiting and self.story.on(0) < opened_at:
                waiting.pop().open()
            if f"{SOURCE}{number}" not in known:
                self.open(number, opened_at)
        for story in waiting:
            story.open()
        return [
            n for n in range(1, self.count + 1) if known.get(f"{SOURCE}{n}", 1) == 1
        ]

    @whole
    def open(self, number: int, opened_at: datetime) -> Case:
        """Register a citizen and open the case."""
        opening = course_of(number, opened_at, now=self.now)[0]
        place, need = opening.place, opening.more["need"]
        rng = dice(number, "citizen")
        holder = self.town.caseworkers(place)[rng.randrange(2)]
        with historical():
            citizen = citizens.register(number, need, rng, by=holder, at=opened_at)
            return case_actions.open_case(
                citizen,
                by=holder,
                department=self.town.departments[place],
                reason=need.reason,
                target_group=need.group,
                by_application=rng.chance(0.3),
                basis=Basis.STATUTE,
                basis_text=texts.PROVISIONS.get(place, texts.PROVISION),
                source=f"{SOURCE}{number}",
                at=opened_at,
            )

    @whole
    def play(self, number: int) -> int:
        """Play one case from its opening to now, all of it or nothing."""
        case = Case.objects.select_related("citizen").get(source=f"{SOURCE}{number}")
        baton = case.baton
        if baton is None or case.opened_at is None:
            return number
        rng = dice(number, "stage")
        moves = course_of(number, case.opened_at, now=self.now)
        holder = self.town.person(baton.holder.username)
        stage = Stage(self.town, case, moves[0].place, holder, rng, self.now)
        who = case.citizen.recipient_id
        respondent = Respondent(self.town, who, dice(number, "answers"))
        with historical():
            for move in moves[1:]:
                respondent.live_until(move.at)
                stage.play(move)
                respondent.hear(move.kind)
            stage.rest(moves)
            respondent.live_until(self.now)
        return number

    def play_all(self, numbers: Iterable[int], *, processes: int) -> Iterator[int]:
        """Play the cases, several at a time; return how many are done, one by one."""
        if processes == 1:
            yield from enumerate_done(map(self.play, numbers))
            return
        connections.close_all()
        with ProcessPoolExecutor(
            processes, get_context("fork"), initializer=enter, initargs=(self,)
        ) as pool:
            yield from enumerate_done(pool.map(_play, numbers))

    def close_months(self) -> int:
        """Count the answers of every month that is over; return how many."""
        return sum(closing.close(month) for month in closing.to_close(self.now))

    def tell_story(self) -> None:
        """Play the one case that the guide follows."""
        if Case.objects.filter(source=STORY, sequence=1).exists():
            self.story.tell()

    def lead(self) -> None:
        """Let a leader say what is aimed for, and write on the charts what was done."""
        if not Target.objects.exists():
            leader = load_person(self.town.person("lone").pk)
            if leader:
                aim_and_note(leader, today=timezone.localdate(self.now))

    def hold_rounds(self) -> None:
        """Ask many at once: one round that is over, one that goes on."""
        if not Round.objects.exists():
            Rounds(self.town, now=self.now, rng=dice(0, "rounds")).hold()

    def read_remarks(self) -> None:
        """Let leaders read what citizens wrote; some of it still waits."""
        read_remarks(today=timezone.localdate(self.now))

    @whole
    def finish(self) -> None:
        """Put today's work on the desks, and note that everything is loaded."""
        with historical():
            Today(self.town, now=self.now, rng=dice(0, "today")).fill()
        row = Municipality.objects.get(pk=1)
        row.demo = True
        row.save()


_loader: Loader


def enter(loader: Loader) -> None:
    """Let a child process know what it is loading."""
    global _loader  # noqa: PLW0603 - a process of its own, filled once
    _loader = loader
    gc.freeze()  # what is loaded by now stays; looking through it again costs time
    gc.set_threshold(50_000)
    # A few statements, each of them thousands of times: PostgreSQL plans them once.
    connections["default"].settings_dict["OPTIONS"] |= PREPARED


def _play(number: int) -> int:
    return _loader.play(number)


def enumerate_done(done: Iterable[int]) -> Iterator[int]:
    """Count what comes."""
    for count, _number in enumerate(done, start=1):
        yield count


def usual_processes() -> int:
    """Return how many cases to play at a time on this machine."""
    return max(1, min(4, len(os.sched_getaffinity(0))))
