"""A citizen's civil registration number: one app knows it, only the post asks."""

from collections.abc import Callable
from uuid import UUID

Finder = Callable[[UUID], str]

_finders: list[Finder] = []


def knows_numbers(find: Finder) -> Finder:
    """Let a function say which number somebody has, by the id of their address."""
    _finders.append(find)
    return find


def number_of(recipient_id: UUID) -> str:
    """Return somebody's ten digits, or nothing where nobody knows them.

    For what leaves the machine, and for nothing that stays here.
    """
    return next((number for find in _finders if (number := find(recipient_id))), "")
