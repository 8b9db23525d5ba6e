"""What feedback may know of an accepted handover: codes and ids, nothing else."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from cases.involvement.models import Kind
from coordination.courses import course_band
from coordination.workflow import is_historical

if TYPE_CHECKING:
    from cases.handover.models import Handover


def survey_facts(handover: "Handover") -> dict[str, Any]:
    """Return what the survey decision rests on.

    Keys: recipient (uuid text), not_asked (code of why not to ask, or empty),
    giver_name, receiver_name, warm, mentor (bool), course_band, departments (count),
    target_group, language and channel (the citizen's), no_interview (user ids that may
    not interview: giver, receiver, mentors), historical (bool), offered_at (ISO 8601).
    """
    case = handover.case
    recipient = case.citizen.recipient
    accepted_at = cast(datetime, handover.accepted_at)
    offered_at = cast(datetime, handover.offered_at)
    opened_at = case.opened_at or accepted_at
    mentors = [p.person_id for p in handover.parties if p.kind == Kind.MENTOR]
    parties = {p.department_id for p in handover.parties if p.kind == Kind.PARTY}
    people = [handover.giver_person_id, handover.contact_person_id, *mentors]
    return {
        "recipient": str(recipient.pk),
        "not_asked": recipient.reason_not_to_ask,
        "giver_name": handover.giver_name,
        "receiver_name": handover.receiver_name,
        "warm": handover.warm,
        "mentor": bool(mentors),
        "course_band": course_band((accepted_at - opened_at).days),
        "departments": len(parties | {handover.receiver_id}),
        "target_group": case.target_group,
        "language": recipient.language,
        "channel": recipient.channel,
        "no_interview": sorted({pk for pk in people if pk}),
        "historical": is_historical() and handover.origin == "imported",
        "offered_at": offered_at.isoformat(),
    }
