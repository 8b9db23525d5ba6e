"""What a town has brought in: the round of a supplier, and a log of old cases."""

import io
from collections import Counter

from django.core.management import call_command
from django.utils import timezone

from feedback.answer.counting import Cell
from feedback.benchmark import actions as benchmarks
from feedback.instrument.catalogue import load
from feedback.round import actions as rounds
from tests.feedback.years import months_ago

HEADER = "case:concept:name,time:timestamp,org:group,org:resource"
# as long as some departments' names are
PLACE = "Sundhed, Genoptræning og Voksenstøtte"
PLACES = [
    *("Job og Uddannelse", "Bolig", "Misbrugscenter", "Socialpsykiatri", PLACE),
    *("Borgerservice", "Ydelse", "Voksenstøtte", "Børn og Unge"),
]


def bring_in_round(leader):
    """Bring in a round that is published, and what it can be compared with."""
    cells = Counter()
    for number in range(60):
        for dimension, value in (
            ("total", ""),
            ("department", f"{PLACE} {number % 3}"),
        ):
            cells[Cell("dignity-1", dimension, value, "", "answered")] += 1
            for item in ("dignified", "latest_meeting", "overall"):
                step = str(1 + number % 5)
                cells[Cell("dignity-1", dimension, value, item, step)] += 1
    told = {"benchmark": 1, "title": "Landet", "instrument": "dignity-1"}
    theirs = {"item": "overall", "mean": "3.64"}
    benchmarks.bring_in({**told, "cells": [theirs]}, by=leader)
    return rounds.bring_in(
        "Værdighed",
        instrument=load("dignity-1"),
        cells=cells,
        since=months_ago(4),
        until=months_ago(3),
        invited=150,
        source_digest="0" * 64,
    )


def bring_in_log(folder):
    """Bring in what many departments did last year, before the town had Stafet."""
    rows, year = [HEADER], timezone.localdate().year - 1
    for number in range(1, 7):
        for month, place in enumerate([*PLACES[number % 3 :], *PLACES[:2]], start=1):
            at = f"{year}-{month:02}-{number:02}T08:00:00+01:00"
            rows.append(f"{number},{at},{place},{place} {number % 2}")
    path = folder / "log.csv"
    path.write_text("\n".join(rows) + "\n")
    call_command("import_event_log", path, stdout=io.StringIO(), stderr=io.StringIO())
