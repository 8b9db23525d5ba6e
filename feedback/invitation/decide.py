"""Whether to ask about a handover, decided from the event's facts alone."""

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from coordination.models import Event, Municipality
from feedback.instrument.catalogue import HANDOVER_PULSE
from feedback.invitation.mode import mode_of
from feedback.invitation.models import Invitation

Reason = Invitation.Reason

# One statement, because every accepted handover pays for each round trip. The step
# has locked the recipient's row, so this sees what a simultaneous handover of another
# case of the same citizen has decided.
DECIDE = """
WITH recent AS (
    SELECT 1 FROM feedback_invitation
    WHERE recipient_id = %(recipient)s
        AND (state = 'sent' OR sent_at > %(gap)s AND (went_out OR state <> 'expired'))
    LIMIT 1
), verdict AS (
    SELECT CASE
        WHEN %(reason)s <> '' THEN %(reason)s
        WHEN EXISTS (SELECT FROM recent) THEN 'asked_recently'
        ELSE '' END AS reason
), replaced AS (
    UPDATE feedback_invitation SET state = 'superseded', version = version + 1
    WHERE recipient_id = %(recipient)s AND state = 'queued'
        AND (SELECT reason FROM verdict) = ''
    RETURNING 1
)
INSERT INTO feedback_invitation (
    version, event_id, handover, recipient_id, giver, receiver, warm, mentor,
    course_band, departments, target_group, mode, language, may_not_interview,
    instrument, reason, due_at, counted, state
)
SELECT
    1, %(event)s, %(handover)s, %(recipient)s, %(giver)s, %(receiver)s, %(warm)s,
    %(mentor)s, %(course_band)s, %(departments)s, %(target_group)s, %(mode)s,
    %(language)s, %(may_not_interview)s::jsonb, %(instrument)s, verdict.reason,
    CASE WHEN verdict.reason = '' THEN %(due)s::timestamptz END,
    false,
    CASE WHEN verdict.reason = '' THEN 'queued' ELSE 'withheld' END
FROM verdict, (SELECT count(*) FROM replaced) AS first_of_all
"""


def decide(event: Event) -> None:
    """Record one decision about one accepted handover, in its own transaction."""
    facts = event.facts
    recipient, reason = consider(facts)
    rules = Municipality.current()
    values = {
        "event": event.pk,
        "recipient": recipient,
        "reason": reason,
        "gap": event.at - timedelta(days=rules.survey_gap_days),
        "due": event.at + timedelta(days=rules.survey_latest_days),
        "instrument": HANDOVER_PULSE,
        **{name: facts[name] for name in ("handover", "giver", "receiver")},
        "warm": bool(facts.get("warm")),
        "mentor": bool(facts.get("mentor")),
        "course_band": facts.get("course_band", ""),
        "departments": facts.get("departments", 0),
        "target_group": facts.get("target_group", ""),
        "mode": mode_of(facts.get("channel", "")),
        "language": facts.get("language") or settings.LANGUAGE_CODE,
        "may_not_interview": json.dumps(facts.get("no_interview", [])),
    }
    with connection.cursor() as cursor:
        cursor.execute(DECIDE, values)


def consider(facts: dict[str, Any]) -> tuple[str | None, str]:
    """Return the id of whom to ask and, if there is one, the reason not to."""
    if facts.get("historical"):
        return None, Reason.HISTORICAL
    recipient = facts.get("recipient")
    if not recipient:
        return None, Reason.NO_RECIPIENT
    return recipient, facts.get("not_asked", "")
