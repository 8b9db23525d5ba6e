"""Days and visits of 2025, for what leaders see of a month."""

from datetime import datetime
from uuid import uuid4

from coordination.calendar import COPENHAGEN
from mentors.visit.models import Visit


def day(month, number, hour=10):
    return datetime(2025, month, number, hour, tzinfo=COPENHAGEN)


def visit(mentorship, when, outcome="done", **details):
    """Store a visit as the intake would."""
    client_id = details.pop("client_id", uuid4())
    return Visit.objects.create(
        mentorship=mentorship,
        case=mentorship.case,
        author=mentorship.mentor,
        client_id=client_id,
        visit_id=details.pop("visit_id", client_id),
        digest=uuid4().hex,
        kind="home",
        outcome=outcome,
        started_at=when,
        **details,
    )
