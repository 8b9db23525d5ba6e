"""A person together with what they may do and are named for now, in one query."""

import json
from functools import cache
from typing import Any, cast

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from coordination.models import User
from coordination.notices.queries import count_unseen

ANYBODY = -1


def load_person(pk: Any) -> User | None:
    """Return the person with all that their menu rests on, unless deactivated."""
    statement, values = person_query()
    asked = [pk if value == ANYBODY else value for value in values]
    people: Any = User.objects.raw(statement, asked)
    for person in people:
        person._seats = [json.loads(row) for row in person._seats]
        person.meets = {way for row in person.meets for way in json.loads(row)}
        return cast("User", person)
    return None


@cache
def person_query() -> tuple[str, tuple[Any, ...]]:
    """Return the query that every request and every step asks, composed once.

    Composing it takes ten times as long as PostgreSQL's answer.
    """
    people = note_rounds(count_unseen(User.objects.with_seats()))
    return people.filter(pk=ANYBODY).order_by().query.sql_with_params()


def note_rounds(users: "QuerySet[User]") -> "QuerySet[User]":
    """Let each person come with the ways they meet those who are asked in rounds."""
    rounds = apps.get_model("feedback", "Round").objects.filter(
        interviewers=OuterRef("pk"), state="open", walk_ins=False
    )
    return users.annotate(meets=ArraySubquery(rounds.order_by().values("modes")))
