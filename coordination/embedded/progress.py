"""What the person who started the demo sees while it starts."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Progress:
    """Tells each step with the seconds since the start."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    def tell(self, text: str) -> None:
        """Write a line with the time."""
        elapsed = time.monotonic() - self.began
        self.show(f"{elapsed:6.1f} s  {text}")

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Tell when a step begins and how long it took."""
        self.tell(f"{title} …")
        began = time.monotonic()
        yield
        self.tell(f"{title}: done in {time.monotonic() - began:.1f} s")

    @staticmethod
    def show(text: str) -> None:
        """Write a line at once, also into a pipe."""
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
