"""The two volumes of a rig: that of `make test`, and that of `make prove`.

What `make prove` found is written to docs/benchmarks/, one file for each rig.
"""

import json
import os
import platform
import re
from pathlib import Path

import pytest
from django.utils import timezone

from tests.environment import proving

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "benchmarks"
VOLUMES = pytest.StashKey[list[int]]()
FOUND = pytest.StashKey[dict]()


@pytest.fixture
def volume(request):
    """Choose the volume, and remember it for the record."""
    chosen = request.node.stash.setdefault(VOLUMES, [])

    def choose(reduced, full):
        chosen.append(full if proving() else reduced)
        return chosen[-1]

    return choose


@pytest.fixture
def record(request):
    """Put more on the record: a ratio to a floor of the same run, or memory."""
    found = request.node.stash.setdefault(FOUND, {})

    def put(measured):
        found.update(measured)
        print(measured)

    return put


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config, items):
    """Let `make prove` run what has a larger volume there, and the longest first."""
    yield
    if proving():
        config.hook.pytest_deselected(items=[i for i in items if not has_volume(i)])
        items[:] = sorted(filter(has_volume, items), key=turn)


def has_volume(item):
    """Whether more is tried of it at full volume: the rigs and the large matrices."""
    return "volume" in item.fixturenames or item.path.parent.name in ("rigs", "tests")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    volumes = item.stash.get(VOLUMES, [])
    if proving() and volumes and report.when == "call" and report.passed:
        found = item.stash.get(FOUND, {})
        keep(words(item.name), volumes, call.duration, **found)
    return report


def words(name):
    """Return what a test's name says, its case included."""
    return re.sub(r"\W+", " ", name.removeprefix("test_").replace("_", " ")).strip()


def keep(rig, volumes, seconds, **found):
    """Write what held at which volume.

    Seconds say little on shared machines; that nothing broke says it all. A ratio to
    a floor measured beside it says something: `x_p50` and `x_cpu`, at four clients.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    told = {
        "rig": rig,
        "volumes": volumes,
        "seconds": round(seconds, 1),
        "on": timezone.localdate().isoformat(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        **found,
    }
    text = json.dumps(told, indent=2, ensure_ascii=False)
    file_of(rig).write_text(text + "\n", encoding="utf-8")


def turn(item):
    """Return what puts the longest first; of those that are measured, the shortest.

    A long one leaves the server with rows to clear away, which would be measured too.
    """
    file = file_of(words(item.name))
    seconds = json.loads(file.read_text())["seconds"] if file.exists() else 0
    return seconds if item.get_closest_marker("alone") else -seconds


def file_of(rig):
    return FOLDER / f"{rig.replace(' ', '_')}.json"
