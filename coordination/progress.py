"""Showing how far a long piece of work has come."""

from time import monotonic
from typing import Protocol

WIDTH = 30
LINE_EVERY = 10  # seconds; for logs, where a bar cannot move


class Output(Protocol):
    """Where the bar is drawn."""

    def write(self, msg: str, *, ending: str | None = None) -> object: ...
    def isatty(self) -> bool: ...
    def flush(self) -> object: ...


class Bar:
    """A bar in a terminal; elsewhere a line now and then."""

    def __init__(self, output: Output, *, total: int, title: str) -> None:
        self.output = output
        self.total = max(total, 1)
        self.title = title
        self.done = 0
        self.began = self.told = monotonic()

    def reach(self, done: int) -> None:
        """Show that so much is done."""
        self.done = done
        if self.output.isatty():
            self._draw("\r")
        elif monotonic() - self.told >= LINE_EVERY:
            self.told = monotonic()
            self._draw("\n")

    def end(self) -> None:
        """Leave the bar as it stands."""
        self._draw("\n", start="\r" if self.output.isatty() else "")

    def _draw(self, ending: str, start: str = "") -> None:
        share = min(self.done / self.total, 1)
        bar = ("█" * int(share * WIDTH)).ljust(WIDTH, "░")
        left = (monotonic() - self.began) * (1 / share - 1) if share else 0
        self.output.write(
            f"{start}{self.title} {bar} {self.done}/{self.total}  {left:4.0f} s ",
            ending=ending,
        )
        self.output.flush()
