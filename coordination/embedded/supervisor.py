"""Keeps the parts running: one that ends by itself is started again."""

import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from coordination.embedded import CannotStart
from coordination.embedded.catalogues import ROOT
from coordination.embedded.lifeline import Lifeline
from coordination.embedded.logs import open_log
from coordination.embedded.progress import Progress

LONGEST_PAUSE = 30.0
CALM_AFTER = 60.0


class Part(Protocol):
    """Something that runs until it is stopped."""

    @property
    def name(self) -> str: ...

    @property
    def log(self) -> Path: ...

    @property
    def process(self) -> "subprocess.Popen[bytes] | None": ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Program:
    """One of our own programs: the site, a worker, beat."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        lifeline: Lifeline,
        state: Path,
        env: Mapping[str, str],
    ) -> None:
        self.name = name
        self.command = command
        self.lifeline = lifeline
        self.log = state / "log" / f"{name}.log"
        self.env = env
        self.pass_fds: Sequence[int] = ()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; what it writes goes to its log."""
        with open_log(self.log) as log:
            self.process = self.lifeline.start(
                self.command,
                log=log,
                cwd=ROOT,
                env=self.env,
                pass_fds=self.pass_fds,
            )

    def stop(self) -> None:
        """Stop it with its children, and wait."""
        if self.process is not None:
            self.lifeline.stop(self.process)
            self.process = None


@dataclass
class Watched:
    """A part, and how its last starts went."""

    part: Part
    started: float = field(default_factory=time.monotonic)
    pause: float = 1.0
    again_at: float | None = None


class Supervisor:
    """Starts parts in order, mends them, and stops them in the opposite order."""

    def __init__(self, lifeline: Lifeline, progress: Progress) -> None:
        self.lifeline = lifeline
        self.progress = progress
        self.watched: list[Watched] = []

    def start(self, part: Part) -> None:
        """Start a part and watch it from now on."""
        part.start()
        self.watch(part)

    def watch(self, part: Part) -> None:
        """Watch a part that was started elsewhere."""
        self.watched.append(Watched(part))

    def mend(self) -> None:
        """Start again what has ended, after a pause that grows with each end."""
        self.lifeline.mend()
        now = time.monotonic()
        for watched in self.watched:
            if watched.again_at is not None:
                if now >= watched.again_at:
                    self._start_again(watched)
            elif (ended := watched.part.process) is None or ended.poll() is not None:
                self._note_end(watched, now)

    def stop(self) -> None:
        """Stop all parts: the later ones stand on the earlier."""
        for watched in reversed(self.watched):
            watched.part.stop()
        self.watched.clear()

    def _note_end(self, watched: Watched, now: float) -> None:
        if now - watched.started > CALM_AFTER:
            watched.pause = 1.0
        watched.again_at = now + watched.pause
        self.progress.tell(
            f"The {watched.part.name} ended by itself; it starts again in"
            f" {watched.pause:.0f} s. See {watched.part.log}"
        )
        watched.pause = min(watched.pause * 2, LONGEST_PAUSE)
        watched.part.stop()

    def _start_again(self, watched: Watched) -> None:
        watched.again_at = None
        watched.started = time.monotonic()
        try:
            watched.part.start()
        except (CannotStart, OSError) as reason:
            self.progress.tell(str(reason))
