"""How the cases' own events are told on the timeline."""

from typing import Any

from django.utils.translation import gettext_lazy

from cases.case.tellers import (
    tell_case,
    tell_consents,
    tell_contacts,
    tell_goals,
    tell_handovers,
    tell_measures,
    tell_parts,
)
from cases.case.timeline import Chip, tell

# noun, chip, icon, who tells what it said, and the title of each step
TOLD: list[tuple[str, str, str, Any, dict[str, Any]]] = [
    (
        "case",
        Chip.CASE,
        "note",
        tell_case,
        {
            "open": gettext_lazy("Case opened"),
            "coordinate": gettext_lazy("Coordinator named"),
            "decline_coordination": gettext_lazy("No coordinator needed"),
            "end_coordination": gettext_lazy("Coordination ended"),
            "inherit_coordination": gettext_lazy("Coordinator or deputy left"),
            "pause": gettext_lazy("Case paused"),
            "resume": gettext_lazy("Case resumed"),
            "close": gettext_lazy("Case closed"),
            "reopen": gettext_lazy("Case reopened"),
            "open_in_emergency": gettext_lazy("Opened in an emergency"),
        },
    ),
    (
        "case",
        Chip.HANDOVER,
        "person",
        tell_case,
        {
            "reassign": gettext_lazy("New contact person"),
            "inherit": gettext_lazy("Somebody took over in the holder's place"),
        },
    ),
    (
        "handover",
        Chip.HANDOVER,
        "baton",
        tell_handovers,
        {
            "offer": gettext_lazy("Baton offered"),
            "accept": gettext_lazy("Baton taken over"),
            "decline": gettext_lazy("Baton declined"),
            "withdraw": gettext_lazy("Offer withdrawn"),
            "lapse": gettext_lazy("Offer lapsed without an answer"),
            "remind": gettext_lazy("Reminder sent"),
            "escalate": gettext_lazy("The offer has waited too long"),
            "complete": gettext_lazy("Handover completed"),
            "object_to": gettext_lazy("Objection to the takeover"),
        },
    ),
    (
        "measure",
        Chip.PLAN,
        "check",
        tell_measures,
        {
            "add": gettext_lazy("Measure agreed"),
            "change": gettext_lazy("Measure changed"),
            "finish": gettext_lazy("Measure done"),
            "drop": gettext_lazy("Measure dropped"),
        },
    ),
    (
        "goal",
        Chip.PLAN,
        "check",
        tell_goals,
        {
            "set_goal": gettext_lazy("Goal set"),
            "reach": gettext_lazy("Goal reached"),
            "drop": gettext_lazy("Goal no longer wanted"),
        },
    ),
    (
        "consent",
        Chip.CASE,
        "note",
        tell_consents,
        {
            "give": gettext_lazy("Consent given"),
            "withdraw": gettext_lazy("Consent withdrawn"),
            "expire": gettext_lazy("Consent expired"),
        },
    ),
    (
        "involvement",
        Chip.CASE,
        "people",
        tell_parts,
        {
            "begin": gettext_lazy("Takes part from now on"),
            "end": gettext_lazy("No longer takes part"),
        },
    ),
    ("charter", Chip.PLAN, "note", None, {"keep": gettext_lazy("Charter updated")}),
    ("plan", Chip.PLAN, "note", None, {"agree": gettext_lazy("Shared plan agreed")}),
]

for noun, chip, icon, teller, steps in TOLD:
    for step, title in steps.items():
        tell(f"{noun}.{step}", title, chip=chip, icon=icon, teller=teller)
tell(
    "contact.log",
    gettext_lazy("Contact"),
    chip=Chip.CONTACT,
    icon="phone",
    teller=tell_contacts,
    private=True,
)
