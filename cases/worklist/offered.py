"""Views of the worklist that other apps have: each offers its own, by name.

The cases know of no mentors; the app above registers the view, and the page shows it
among the others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from coordination.models import User


@dataclass(frozen=True)
class OfferedView:
    """One more way to look at the work."""

    name: str
    label: Any
    # the rows that this person may see, the most urgent first: cases, or what has a
    # `case_id`
    rows: Callable[[User], QuerySet[Any]]
    # the column that says since when a row waits
    since: str
    columns: Callable[[], list[dict[str, Any]]]
    # the partials that write the cells of one `item`, and what an empty view means
    row: str
    empty: str
    # who sees the tab even when nothing waits
    is_for: Callable[[User], bool]
    # the column of numbers that its pages go on by, where work moves a row in the list
    place: str = ""
    # those of the rows that wait and are counted, if not all do
    waiting: Callable[[User], QuerySet[Any]] | None = None
    # what the tab then says after the number, and a sentence above the list about it
    counted_as: Any = ""
    about: Callable[[int], str] | None = None
    # whether its rows are cases that may be found here by their number
    by_number: bool = False

    def counted(self, user: User) -> QuerySet[Any]:
        """Return the rows that the tab counts."""
        return (self.waiting or self.rows)(user)


_offered: dict[str, OfferedView] = {}


def offer_view(view: OfferedView) -> None:
    """Let the worklist show a view."""
    _offered[view.name] = view


def offered_views() -> list[OfferedView]:
    """Return the views of other apps, in the order in which they were offered."""
    return list(_offered.values())


def find_by_number(user: User, key: int | None) -> tuple[OfferedView, Any] | None:
    """Return what another view shows of the case with this number, if one may."""
    views = [view for view in offered_views() if view.by_number and key is not None]
    for view in views:
        if row := view.rows(user).filter(pk=key).first():
            return view, row
    return None


def find_view(name: str) -> OfferedView | None:
    """Return the view of that name, if an app offers it."""
    return _offered.get(name)
