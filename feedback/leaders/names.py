"""What tables, dimensions and groups are called where a leader reads them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from feedback.invitation.mode import Mode

TABLES: dict[str, Any] = {
    "month": _("Month"),
    "quarter": _("Quarter"),
    "year": _("Year"),
}
DIMENSIONS: dict[str, Any] = {
    "total": _("Everybody"),
    "giver": _("Gave the baton"),
    "receiver": _("Took the baton"),
    "path": _("From and to"),
    "department": _("Department"),
    "warm": _("Met or not"),
    "mentor": _("Mentor"),
    "course_band": _("Length of the course"),
    "departments": _("Departments on the case"),
    "target_group": _("Target group"),
    "mode": _("How they answered"),
    "language": _("Language"),
}
# What a table is divided by, in the middle of a sentence.
DIVIDED_BY: dict[str, Any] = {
    "giver": _("the department that gave the baton"),
    "receiver": _("the department that took it"),
    "warm": _("whether they met"),
    "mentor": _("whether there is a mentor"),
    "course_band": _("the length of the course"),
    "departments": _("the number of departments"),
    "target_group": _("target group"),
    "mode": _("how they answered"),
    "language": _("language"),
}
GROUPS: dict[str, dict[str, Any]] = {
    "warm": {
        "warm": _("Handed over together"),
        "cold": _("Handed over in writing"),
    },
    "mentor": {"with": _("With a mentor"), "without": _("Without a mentor")},
    "course_band": {
        "under_3_months": _("Under 3 months"),
        "3_to_6_months": _("3 to 6 months"),
        "6_to_12_months": _("6 to 12 months"),
        "1_to_2_years": _("1 to 2 years"),
        "2_years_or_more": _("2 years or more"),
    },
    "target_group": {
        "job_ready": _("Ready for a job"),
        "activity_ready": _("Ready for activity"),
        "sick_pay": _("On sick pay"),
        "pension": _("On pension"),
        "young": _("Under 30"),
        "family": _("Family"),
        "other": _("Other"),
    },
    "mode": dict(Mode.choices),
    "language": {
        "da": _("Danish"),
        "en": _("English"),
        "ar": _("Arabic"),
    },
}

# What is not shown to protect those who answered. It does not say whether the group
# itself is small or another one beside it: that would tell of the small one.
HIDDEN: Any = _("hidden")
# Counted together with later months, as soon as there are enough.
TOO_FEW_YET: Any = _("too few yet")
NOT_CLOSED: Any = _("not closed yet")
NONE_COUNTED: Any = _("none counted")


def group_name(dimension: str, value: str, departments: dict[int, str]) -> str:
    """Return what a group is called; `departments` are names by id."""
    if dimension in {"giver", "receiver", "path"}:
        ends = [departments.get(int(end), end) for end in value.split(">")]
        return " \N{RIGHTWARDS ARROW} ".join(ends)
    return str(GROUPS.get(dimension, {}).get(value, value))
