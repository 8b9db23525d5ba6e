"""What can be done with a benchmark, one function for each verb."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coordination.models import User
from coordination.workflow import Refused, Stale, perform, whole
from feedback.benchmark.content import check
from feedback.benchmark.models import Benchmark
from feedback.benchmark.own import is_ours
from feedback.round.columns import NotAnswers


@whole
def bring_in(told: Any, *, by: User | None) -> Benchmark:
    """Return the benchmark that a file's content becomes, whole or not at all.

    Refuses a file of our own: we would be compared with ourselves as with others.
    """
    try:
        content = check(told)
    except NotAnswers as error:
        raise Refused(str(error)) from error
    brought = Benchmark(
        title=content["title"], instrument=content["instrument"], content=content
    )
    try:
        with transaction.atomic():
            perform(brought.bring_in, by=by, by_whom=by)
    except (IntegrityError, Stale) as error:
        raise Refused(
            _(
                "“%(title)s” is here already. Put the old one away first, if this is a"
                " newer file."
            )
            % {"title": content["title"]}
        ) from error
    if is_ours(content):
        raise Refused(
            _(
                "“%(title)s” is our own figures, and nobody else's to compare with."
                " Ask another municipality for its file."
            )
            % {"title": content["title"]}
        )
    return brought


@whole
def put_away(benchmark: Benchmark, *, by: User, version: int | None = None) -> None:
    """Offer a benchmark for comparison no more."""
    perform(benchmark.put_away, by=by, version=version)
