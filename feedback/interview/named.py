"""Who has been named to meet people comes with it, so that their menu can say so."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, OuterRef, QuerySet, TextField

from coordination.models import User
from coordination.person import comes_along
from feedback.round.models import Round


@comes_along
def note_ways(users: "QuerySet[User]") -> "QuerySet[User]":
    """Note as `meets` the ways to answer in the rounds that a person is named for."""
    rounds = Round.objects.filter(
        interviewers=OuterRef("pk"), state=Round.State.OPEN, walk_ins=False
    )
    way = Func("modes", function="jsonb_array_elements_text", output_field=TextField())
    way.set_returning = True
    ways = rounds.order_by().values(way=way)
    return users.annotate(meets=ArraySubquery(ways))
