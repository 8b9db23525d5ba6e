"""What can be done with a counter, one function for each verb."""

import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from coordination.models import User
from coordination.workflow import perform, whole
from feedback.answer.intake import answer, answer_unasked
from feedback.counter.models import Counter
from feedback.invitation.mode import Mode
from feedback.invitation.models import Invitation
from feedback.invitation.token import digest
from feedback.round.models import Round


@whole
def open_counter(held: Round, *, by: User, place: str = "") -> tuple[Counter, str]:
    """Return a new counter and its secret, which is told this once."""
    secret = secrets.token_urlsafe(32)
    counter = Counter(
        round=held, place=place.strip(), digest=digest(secret), opened_by=by
    )
    perform(counter.open, by=by)
    return counter, secret


@whole
def close_counter(counter: Counter, *, by: User, version: int | None = None) -> None:
    """Let nobody answer on it any more; whoever is answering now comes too late."""
    perform(counter.close, by=by, version=version)


def take(
    counter: Counter,
    *,
    invitation: Invitation | None,
    key: UUID,
    answers: Mapping[str, str],
    text: str,
    call_me: bool,
    language: str,
) -> bool:
    """Store what somebody answered on the tablet, once; say whether it is stored.

    With a code it is the invitation that is spent; without one, `key` was given to
    this page alone, so that a form sent twice is one answer.
    """
    said: dict[str, Any] = {"answers": answers, "text": text, "language": language}
    if invitation is not None:
        return answer(invitation, **said, call_me=call_me, mode=Mode.TABLET)
    return answer_unasked(counter.round, **said, mode=Mode.TABLET, key=key)
