"""Clients that ask again as soon as they are answered, each a process of its own.

`measure` runs two ways of doing the same in turns, round by round, and tells the
middle one of the rounds' ratios, so that it survives a noisy machine.
"""

import hashlib
import http.client
import itertools
import json
import os
import select
import statistics
import subprocess
import sys
import time
from pathlib import Path

import psycopg

TICKS = os.sysconf("SC_CLK_TCK")
THEMES, SCORES = [1, 2, 3, 4, 5], [4, 3, 5, 2, 4]

# The least that storing five answers once can be: claim, response, answers.
CLAIM = """
UPDATE floor.invite SET used_at = now()
WHERE token_hash = %s AND used_at IS NULL AND expires_at > now()
RETURNING id, department"""
RESPOND = """
INSERT INTO floor.response (invite, department, at) VALUES (%s, %s, now())
RETURNING id"""
ANSWER = """
INSERT INTO floor.answer (response, theme, score)
SELECT %s, t, s FROM unnest(%s::smallint[], %s::smallint[]) AS a(t, s)"""
# The least that reading published cells can be.
READ = """
SELECT until, value, item, category, n FROM feedback_count
WHERE "table" = %s AND dimension = %s AND instrument = %s
ORDER BY until, value, item, category"""


def submit(place):
    """Store answers by prepared statements."""
    line = psycopg.connect(place, autocommit=True, prepare_threshold=0)

    def ask(secret):
        with line.transaction():
            hashed = hashlib.sha256(secret.encode()).digest()
            claimed = line.execute(CLAIM, [hashed]).fetchone()
            response = line.execute(RESPOND, claimed).fetchone()[0]
            line.execute(ANSWER, [response, THEMES, SCORES])
        return True

    return ask


def read(place):
    """Read cells by a prepared statement."""
    line = psycopg.connect(place, autocommit=True, prepare_threshold=0)
    return lambda cells: bool(line.execute(READ, cells).fetchall())


def read_all(place):
    """Send whole statements, each prepared once, and take all they return."""
    line = psycopg.connect(place, autocommit=True, prepare_threshold=0)

    def ask(statements):
        return all(line.execute(sql).fetchall() is not None for sql in statements)

    return ask


def request(place):
    """Send requests on one connection that is kept."""
    line = http.client.HTTPConnection(place, timeout=60)

    def ask(asked):
        method, path, headers, body = asked
        # a server hangs up on a line that was silent while others got ready
        if line.sock and select.select([line.sock], [], [], 0)[0]:
            line.close()
        line.request(method, path, body=body, headers=headers)
        reply = line.getresponse()
        reply.read()
        return reply.status < 400

    return ask


def main():
    """Be one client: read how and what from standard input, ask until told."""
    asked = json.loads(sys.stdin.readline())
    ask = globals()[asked["how"]](asked["place"])
    work = asked["work"]
    refused = not ask(work.pop(0))
    print("ready", flush=True)
    sys.stdin.readline()
    took, cpu = [], time.process_time()
    end = time.perf_counter() + asked["seconds"]
    for each in itertools.cycle(work) if asked["again"] else work:
        if (began := time.perf_counter()) > end:
            break
        refused += not ask(each)
        took.append(time.perf_counter() - began)
    cpu = time.process_time() - cpu
    print(json.dumps({"took": took, "refused": refused, "cpu": cpu}))


def run(way, *, clients, seconds):
    """Return how long each request took, what was refused, and the CPU of each."""
    parts = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.rigs.closed_loop"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).resolve().parents[2],
        )
        for _ in range(clients)
    ]
    for part in parts:
        work, way["work"] = take(way)
        told = {"how": way["how"], "place": way["place"], "work": work}
        told |= {"seconds": seconds, "again": way["again"]}
        part.stdin.write(json.dumps(told) + "\n")
        part.stdin.flush()
    for part in parts:
        assert part.stdout.readline() == "ready\n"
    before = [cpu_of(pid) for pid in way["pids"]]
    for part in parts:
        part.stdin.write("\n")
        part.stdin.flush()
    found = [json.loads(part.communicate()[0]) for part in parts]
    took = sorted(second for one in found for second in one["took"])
    served = sum(map(cpu_of, way["pids"])) - sum(before)
    own = sum(one["cpu"] for one in found) if way["counts_own_cpu"] else 0
    return {
        "p50": statistics.median(took),
        "cpu": (served + own) / len(took),
        "count": len(took),
        "refused": sum(one["refused"] for one in found),
    }


def take(way):
    """Return one client's work and what is left; where it can be redone, all of it."""
    if way["again"]:
        return list(way["work"]), way["work"]
    return way["work"][: way["each"]], way["work"][way["each"] :]


def measure(floor, ours, *, clients, seconds, rounds):
    """Return p50 and CPU of ours over the floor's, with what they were made of."""
    found = [
        [run(way, clients=clients, seconds=seconds) for way in (floor, ours)]
        for _ in range(rounds)
    ]
    assert not any(one["refused"] for both in found for one in both)
    ratio = {
        what: statistics.median(b[what] / max(a[what], 1e-9) for a, b in found)
        for what in ("p50", "cpu")
    }
    spent = {
        f"{whose}{what}_ms": round(statistics.median(b[what] for b in runs) * 1e3, 2)
        for whose, runs in zip(("floor_", ""), zip(*found, strict=True), strict=True)
        for what in ("p50", "cpu")
    }
    return {
        "clients": clients,
        "rounds": rounds,
        "x_p50": round(ratio["p50"], 2),
        "x_cpu": round(ratio["cpu"], 2),
        **spent,
    }


def cpu_of(pid):
    """Return the CPU seconds of a process and all it has started."""
    started, ticks = {}, {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        number = int(place.parent.name)
        started.setdefault(int(rest[1]), []).append(number)
        ticks[number] = sum(map(int, rest[11:15]))
    todo, total = [pid], 0
    while todo:
        each = todo.pop()
        total += ticks.get(each, 0)
        todo += started.get(each, [])
    return total / TICKS


if __name__ == "__main__":
    main()
