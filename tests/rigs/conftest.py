"""What `make prove` found, written to docs/benchmarks/, one file for each rig."""

import json
import os
import platform
from pathlib import Path

import pytest
from django.utils import timezone

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "benchmarks"
VOLUMES = pytest.StashKey[list[int]]()


@pytest.fixture
def volume(request):
    """Choose the volume, and remember it for the record."""
    chosen = request.node.stash.setdefault(VOLUMES, [])

    def choose(reduced, full):
        chosen.append(full if os.environ.get("STAFET_PROVE") else reduced)
        return chosen[-1]

    return choose


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    volumes = item.stash.get(VOLUMES, [])
    proving = os.environ.get("STAFET_PROVE")
    if proving and volumes and report.when == "call" and report.passed:
        keep(item.name.removeprefix("test_"), volumes, call.duration)
    return report


def keep(name, volumes, seconds):
    """Write what held at which volume.

    Seconds say little on shared machines; that nothing broke says it all.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = {
        "rig": name.replace("_", " "),
        "volumes": volumes,
        "seconds": round(seconds, 1),
        "on": timezone.localdate().isoformat(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }
    text = json.dumps(found, indent=2, ensure_ascii=False)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")
