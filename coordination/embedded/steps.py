"""What must be done before the site can start, and only where something changed."""

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coordination.embedded import CannotStart, commands
from coordination.embedded.catalogues import ROOT, find_catalogues
from coordination.embedded.lifeline import Lifeline
from coordination.embedded.logs import last_lines
from coordination.embedded.progress import Progress

SIGN_OF_LIFE_SECONDS = 10


@dataclass(frozen=True)
class Step:
    """A command, and a fingerprint of everything its result depends on."""

    title: str
    command: list[str]
    fingerprint: Callable[[], str]


class Steps:
    """Runs steps whose fingerprint is not the one of their last good run."""

    def __init__(
        self,
        state: Path,
        *,
        lifeline: Lifeline,
        env: Mapping[str, str],
        progress: Progress,
    ) -> None:
        self.record = state / "steps.json"
        self.log = state / "log" / "steps.log"
        self.lifeline = lifeline
        self.env = env
        self.progress = progress
        self.done: dict[str, str] = {}
        if self.record.exists():
            self.done = json.loads(self.record.read_text())

    def run(self, *steps: Step) -> None:
        """Run the stale ones side by side; the first that fails stops the start."""
        stale = [step for step in steps if not self._is_done(step)]
        self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        started: list[tuple[Step, subprocess.Popen[bytes], Path]] = []
        for step in stale:
            self.progress.tell(f"{step.title} …")
            log = self.log.with_stem(f"steps-{len(started)}")
            with log.open("wb") as opened:
                process = self.lifeline.start(
                    step.command, log=opened, cwd=ROOT, env=self.env
                )
            started.append((step, process, log))
        began = time.monotonic()
        for step, process, log in started:
            self._wait(step, process, began)
            self.lifeline.release(process.pid)
            if process.returncode:
                raise CannotStart(
                    f"{step.title}: this step failed.\n{last_lines(log, 25)}"
                )
            self.progress.tell(f"{step.title}: done")
            self.done[step.title] = step.fingerprint()
            self.record.write_text(json.dumps(self.done))

    def _is_done(self, step: Step) -> bool:
        return self.done.get(step.title) == step.fingerprint()

    def _wait(
        self, step: Step, process: "subprocess.Popen[bytes]", began: float
    ) -> None:
        while True:
            try:
                process.wait(SIGN_OF_LIFE_SECONDS)
            except subprocess.TimeoutExpired:
                self.progress.tell(
                    f"{step.title}: still at it after {time.monotonic() - began:.0f} s"
                )
            else:
                return


def catalogues() -> Step:
    """Compile the languages."""
    return Step(
        "Languages",
        [sys.executable, "-m", "coordination.embedded.catalogues"],
        lambda: fingerprint(
            found
            for source in find_catalogues(ROOT)
            for found in (source, source.with_suffix(".mo"))
        ),
    )


def static_files() -> Step:
    """Collect style sheets, scripts and pictures."""
    return Step(
        "Style sheets and pictures",
        commands.manage("collectstatic", "--no-input", "--clear", "--verbosity=0"),
        lambda: fingerprint(
            [*files("static/**/*"), *files("staticfiles/staticfiles.json"), lock()]
        ),
    )


def tables(cluster: str) -> Step:
    """Bring the tables up to date, and the web role's rights."""
    return Step(
        "Database tables",
        commands.manage("migrate", "--no-input", "--skip-checks", "--verbosity=0"),
        lambda: (
            cluster
            + fingerprint(
                [
                    *files("*/migrations/*.py"),
                    *files("*/management/commands/migrate.py"),
                    lock(),
                ]
            )
        ),
    )


def municipality(cluster: str) -> Step | None:
    """Load the demo municipality, once for each set of data."""
    if not files("*/management/commands/load_demo.py"):
        return None
    return Step("Demo municipality", commands.manage("load_demo"), lambda: cluster)


def files(pattern: str) -> list[Path]:
    """Give the clone's files that match."""
    return sorted(found for found in ROOT.glob(pattern) if found.is_file())


def lock() -> Path:
    """Give the file that names what is installed."""
    return ROOT / "requirements" / "demo.txt"


def fingerprint(sources: Iterable[Path]) -> str:
    """Give a value that changes when one of the files does, or goes."""
    seen = hashlib.sha256()
    for source in sources:
        found = source.stat() if source.exists() else None
        seen.update(str(source.relative_to(ROOT)).encode())
        seen.update(str(found and (found.st_size, found.st_mtime_ns)).encode())
    return seen.hexdigest()[:16]
