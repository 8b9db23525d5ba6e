"""Process figures that one app computes and another shows, asked for by name."""

from collections.abc import Callable
from typing import Any

_figures: dict[str, Callable[..., Any]] = {}


def figure(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Offer a figure under a name."""

    def register(compute: Callable[..., Any]) -> Callable[..., Any]:
        _figures[name] = compute
        return compute

    return register


def ask(name: str, **window: Any) -> Any:
    """Return a figure; `KeyError` when no app offers it."""
    return _figures[name](**window)


def offered() -> list[str]:
    """Return the names of all figures."""
    return sorted(_figures)
