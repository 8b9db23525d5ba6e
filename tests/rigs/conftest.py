"""What `make prove` found, written to docs/benchmarks/, one file for each rig."""

import json
import os
import platform
from pathlib import Path

import pytest
from django.utils import timezone

from tests.environment import proving

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "benchmarks"
VOLUMES = pytest.StashKey[list[int]]()
RATIO = pytest.StashKey[dict]()


@pytest.fixture
def volume(request):
    """Choose the volume, and remember it for the record."""
    chosen = request.node.stash.setdefault(VOLUMES, [])

    def choose(reduced, full):
        chosen.append(full if proving() else reduced)
        return chosen[-1]

    return choose


@pytest.fixture
def record_ratio(request):
    """Put a ratio to a floor, measured in the same run, on the record."""

    def put(found):
        request.node.stash[RATIO] = found
        print(found)

    return put


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    volumes = item.stash.get(VOLUMES, [])
    if proving() and volumes and report.when == "call" and report.passed:
        ratio = item.stash.get(RATIO, {})
        keep(item.name.removeprefix("test_"), volumes, call.duration, **ratio)
    return report


def keep(name, volumes, seconds, **ratio):
    """Write what held at which volume.

    Seconds say little on shared machines; that nothing broke says it all. A ratio to
    a floor measured beside it says something: `x_p50` and `x_cpu`, at four clients.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = {
        "rig": name.replace("_", " "),
        "volumes": volumes,
        "seconds": round(seconds, 1),
        "on": timezone.localdate().isoformat(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        **ratio,
    }
    text = json.dumps(found, indent=2, ensure_ascii=False)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")
