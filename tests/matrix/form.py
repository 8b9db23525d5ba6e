"""A form that is no step of a case, for the tables in forms.py and buttons.py."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.forms import Field


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form: who fills it in, what its address names, what could be used.

    Without `words`, what the page has filled in by itself can be used. `more` are
    fields that are read besides those of the form the page shows.
    """

    by: str = ""
    about: Callable[..., tuple[Any, ...]] = lambda world: ()
    words: Callable[..., dict[str, Any]] | None = None
    fields: dict[str, Field] = field(default_factory=dict)
    more: tuple[str, ...] = ()
    bad: dict[str, dict[str, Any]] = field(default_factory=dict)
    # 200 shows what was asked for, and is no form that came back
    looks: bool = False


def filled_in(shown):
    """Return a function that gives what a page has filled in by itself."""
    words = {
        bound.name: value
        for bound in shown.context["form"]
        if (value := bound.value()) not in (None, False, [])
    }
    return lambda: words
