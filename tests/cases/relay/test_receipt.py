"""A real municipality's log gives the figures that its own rows give."""

import csv
import json
import resource
import time
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from io import StringIO
from itertools import groupby, islice, pairwise
from operator import itemgetter
from pathlib import Path
from statistics import quantiles

import pytest
from django.core.management import call_command
from django.test import Client

from cases.relay import importing
from coordination.invariants import broken
from feedback.analytics.charts.figure import decimal
from tests.feedback.kept import words_of

RECEIPT = Path(__file__).parents[4] / "shared" / "data" / "receipt.csv"
DAY = timedelta(days=1)
PAGE = resource.getpagesize()
KNOWN_CASES = 1_348
# MB; what the process may keep of the last three quarters of the cases
ROOM = 8

pytestmark = pytest.mark.skipif(not RECEIPT.exists(), reason="the log is not here")


@pytest.fixture(scope="module")
def rows():
    with RECEIPT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cases_of(rows):
    """Return each case's events in order; none of a case whose groups are unknown."""
    found = defaultdict(list)
    for row in rows:
        at = datetime.fromisoformat(row["time:timestamp"])
        found[row["case:concept:name"]].append(
            (at, row["org:group"], row["org:resource"])
        )
    return {
        name: sorted(events, key=itemgetter(0))
        for name, events in found.items()
        if any(group != "EMPTY" for _at, group, _person in events)
    }


def stays_of(events):
    """Return the groups that a case was in, in order, and its days there."""
    known = [event for event in events if event[1] != "EMPTY"]
    came = [(g, next(at for at, *_ in es)) for g, es in groupby(known, itemgetter(1))]
    left = [at for _group, at in came[1:]] + [events[-1][0]]
    return [(g, (end - at) / DAY) for (g, at), end in zip(came, left, strict=True)]


def new_persons(events):
    """Return how often another person of the same group went on."""
    known = [event[1:] for event in events if event[1] != "EMPTY"]
    return sum(a[0] == b[0] and a[1] != b[1] for a, b in pairwise(known))


def read_figures(cases):
    """Return what the relay report must tell, read from the rows alone."""
    ways = [stays_of(events) for events in cases.values()]
    paths = Counter((a, b) for way in ways for (a, _), (b, _) in pairwise(way))
    days = defaultdict(list)
    for group, held in (stay for way in ways for stay in way):
        days[group].append(held)
    return {
        "cases": len(ways),
        "departments": len(days),
        "cases_with_3_departments": sum(len({g for g, _ in w}) >= 3 for w in ways),
        "handovers": paths.total(),
        "returns": sum(
            a[0] == b[0] for way in ways for a, b in zip(way, way[2:], strict=False)
        ),
        "reassignments": sum(map(new_persons, cases.values())),
        "paths": paths,
        "days_held": {
            group: (len(held), median_and_p90(held)) for group, held in days.items()
        },
    }


def median_and_p90(days):
    tenths = quantiles(days * 2 if len(days) == 1 else days, n=10, method="inclusive")
    return pytest.approx((tenths[4], tenths[8]), abs=1e-4)


def told_like_it():
    """Return what `relay_report --json` says, in the same shape."""
    out = StringIO()
    call_command("relay_report", "--json", stdout=out)
    told = json.loads(out.getvalue())
    del told["since"], told["until"]
    told["paths"] = {(p["from"], p["to"]): p["count"] for p in told["paths"]}
    told["days_held"] = {
        d["department"]: (d["stays"], (d["median"], d["p90"]))
        for d in told["days_held"]
    }
    return told


def shown_to(leader):
    """Return the same figures as the leader's page writes them, where it has them."""
    client = Client()
    client.force_login(leader)
    reply = client.get("/ledelse/veje/")
    log, page = reply.context["log"], words_of(reply)
    for row in [*log["paths"].rows, *log["held"].rows]:
        assert " ".join(" ".join(map(str, row)).split()) in page
    names = log["paths"].columns[1:]
    shown = {"cases_with_3_departments": log["complex"], "days_held": {}}
    for department, median, p90, stays in log["held"].rows:
        shown["days_held"][department] = (stays, (median, p90))
    shown["paths"] = {
        (giver, receiver): count
        for giver, *counts in log["paths"].rows
        for receiver, count in zip(names, counts, strict=True)
        if count
    }
    for each in ("cases", "departments", "handovers", "returns"):
        shown[each] = log[each]
    return shown


def as_written(found):
    """Return figures as a page writes them; it has no new contact persons."""
    days = {
        department: (stays, tuple(decimal(figure, 1) for figure in figures.expected))
        for department, (stays, figures) in found["days_held"].items()
    }
    return {
        **{name: told for name, told in found.items() if name != "reassignments"},
        "days_held": days,
    }


def part_of(rows, names, folder):
    """Write a log of these cases alone, its rows in the order they had."""
    path = folder / "part.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row for row in rows if row["case:concept:name"] in names)
    return path


def resident():
    """Return how much memory this process has, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 2**20


@pytest.fixture
def watch(monkeypatch):
    """Return the memory used after each case that is replayed."""
    used, replay = [], importing.replay

    def replay_and_look(course, directory):
        case = replay(course, directory)
        used.append(resident())
        return case

    monkeypatch.setattr(importing, "replay", replay_and_look)
    return used


def test_a_real_log_read_by_itself_gives_the_figures_known_of_it(rows):
    """The figures in the data's own description: the tests' reading is the same."""
    found = read_figures(cases_of(rows))

    assert found["cases"] == KNOWN_CASES
    assert found["departments"] == 9
    assert found["cases_with_3_departments"] == 1_143
    assert found["handovers"] == 3_853
    assert found["returns"] == 165
    assert found["reassignments"] == 39
    assert found["paths"]["Group 3", "Group 2"] == 994
    assert found["paths"]["Group 4", "Group 3"] == 857
    assert found["paths"]["Group 2", "Group 1"] == 810


def test_a_dry_run_counts_the_cases_of_a_real_log(bring_in):
    said = bring_in(RECEIPT, "--dry-run")

    assert str(KNOWN_CASES) in said
    assert "86" in said


@pytest.mark.alone
def test_a_real_log_gives_its_figures_in_steady_memory(
    rows, bring_in, lone, volume, record, watch, tmp_path
):
    """`make prove` imports the whole log, `make test` some cases of it."""
    count = volume(30, KNOWN_CASES)
    cases = dict(islice(cases_of(rows).items(), count))
    path = RECEIPT if count == KNOWN_CASES else part_of(rows, cases, tmp_path)

    began = time.monotonic()
    bring_in(path)
    took = time.monotonic() - began

    found = read_figures(cases)
    assert told_like_it() == found
    assert shown_to(lone) == as_written(found)
    assert broken() == {}
    assert len(watch) == count
    early, late = watch[count // 4], watch[-1]
    record({"import_s": round(took), "early_mb": round(early), "late_mb": round(late)})
    assert late - early < ROOM
