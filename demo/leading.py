"""What the made-up municipality aims for, and what its leaders wrote on the charts."""

from datetime import date
from decimal import Decimal

from coordination.models import User
from coordination.workflow import whole
from feedback.note import actions as note_actions
from feedback.target import actions as target_actions

TARGETS = {
    "coherent": Decimal("3.8"),
    "response-rate": Decimal(50),
    "first-contact": Decimal(10),
}
# What was done, so many months ago, on which chart, and if it began anew there.
NOTES = [
    ("first-contact", 15, "Modtageren ringer samme uge, som stafetten er taget.", True),
    ("first-contact", 7, "Telefonen er bemandet hver formiddag.", False),
    ("coherent", 9, "Afdelingerne mødes hver mandag om de nye stafetter.", False),
]


@whole
def aim_and_note(leader: User, *, today: date) -> None:
    """Set the targets and pin the notes, as the lead department's leader does."""
    target_actions.change(TARGETS, by=leader)
    for indicator, ago, what, rebase in NOTES:
        month = months_before(today, ago)
        note_actions.pin(
            by=leader, indicator=indicator, month=month, what=what, rebase=rebase
        )


def months_before(day: date, count: int) -> date:
    """Return the first day of a month so many months earlier."""
    place = day.year * 12 + day.month - 1 - count
    return date(place // 12, place % 12 + 1, 1)
