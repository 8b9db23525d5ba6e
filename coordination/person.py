"""A person together with what they may do and are named for now, in one query.

The municipality's settings come along: most requests need them, and ask for no more.
"""

import json
from collections.abc import Callable
from functools import cache, reduce
from typing import Any, cast

from django.db.models import QuerySet

from coordination.models import Municipality, User
from coordination.notices.queries import count_unseen

Note = Callable[["QuerySet[User]"], "QuerySet[User]"]
ANYBODY = -1
_NOTES: list[Note] = [count_unseen]


def comes_along(note: Note) -> Note:
    """Let people come with what an app notes about them, by an annotation."""
    _NOTES.append(note)
    return note


def load_person(pk: Any) -> User | None:
    """Return the person with all that their menu rests on, unless deactivated."""
    statement, values = person_query()
    asked = [pk if value == ANYBODY else value for value in values]
    people: Any = User.objects.raw(statement, asked)
    for person in people:
        person._seats = [json.loads(row) for row in person._seats]
        if person._settings:
            Municipality.came_along(json.loads(person._settings))
        return cast("User", person)
    return None


@cache
def person_query() -> tuple[str, tuple[Any, ...]]:
    """Return the query that every request and every step asks, composed once.

    Composing it takes ten times as long as PostgreSQL's answer.
    """
    people = reduce(lambda found, note: note(found), _NOTES, User.objects.with_seats())
    people = people.annotate(_settings=Municipality.along())
    return people.filter(pk=ANYBODY).order_by().query.sql_with_params()
