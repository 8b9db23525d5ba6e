"""What is asked when a visit is planned or moved."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.calendar import (
    COPENHAGEN,
    add_working_days,
    closing_days,
    is_working_day,
)
from coordination.forms import MomentField, VersionedForm
from mentors.mentorship.models import Mentorship
from mentors.planned.actions import FURTHEST, GRACE
from mentors.planned.models import USUAL_MINUTES, PlannedVisit
from mentors.visit.models import LONGEST_VISIT, Visit

ONCE = 1
SERIES = (4, 6, 8, 12)  # weeks
# When a visit is suggested to begin, and in the morning when it is too late for that.
FIRST_HOUR, LAST_HOUR, MORNING = 8, 15, 9


class MoveForm(VersionedForm):
    """When and how they meet."""

    starts_at = MomentField(label=gettext_lazy("When do you meet?"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=1,
        max_value=LONGEST_VISIT,
        initial=USUAL_MINUTES,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How do you meet?"),
        choices=Visit.Kind.choices,
        widget=forms.RadioSelect,
        initial=Visit.Kind.HOME,
    )
    place = forms.CharField(
        label=gettext_lazy("Where do you meet?"),
        help_text=gettext_lazy(
            "Only when it is not at the citizen's home. You and whoever stands in for"
            " you can see it."
        ),
        max_length=120,
        required=False,
    )

    def clean_starts_at(self) -> datetime:
        """Check that it lies ahead, at most a year."""
        planned: datetime = self.cleaned_data["starts_at"]
        check_planned(planned)
        return planned


class PlanForm(MoveForm):
    """When and how they meet, once or every week."""

    weeks = forms.ChoiceField(
        label=gettext_lazy("How many times?"),
        choices=[
            (ONCE, gettext_lazy("Only this once")),
            *(
                (weeks, format_lazy(gettext_lazy("Every week for {n} weeks"), n=weeks))
                for weeks in SERIES
            ),
        ],
        required=False,
    )
    field_order = ["version", "starts_at", "weeks", "minutes", "kind", "place"]

    def clean(self) -> dict[str, Any]:
        """Leave out the version: a plan is made, not changed."""
        told = self.cleaned_data
        told.pop("version", None)
        told["weeks"] = int(told.get("weeks") or ONCE)
        return told


class CancelForm(VersionedForm):
    """Nothing but which version of the plan was read."""


def check_planned(planned: datetime | None) -> None:
    """Refuse a plan for the past, or for more than a year ahead."""
    now = timezone.now()
    if planned and not now - GRACE < planned < now + FURTHEST:
        raise forms.ValidationError(
            _("Choose a time that lies ahead, at most a year from now.")
        )


def details_of(planned: PlannedVisit) -> dict[str, Any]:
    """Return what is planned, for a form that changes it."""
    names = ("starts_at", "minutes", "kind", "place", "version")
    return {name: getattr(planned, name) for name in names}


def as_planned(mentorship: Mentorship, number: int | None) -> dict[str, Any]:
    """Return what a planned visit says of itself, for the form that writes it down."""
    waiting = PlannedVisit.objects.waiting().filter(mentorship=mentorship)
    planned = waiting.filter(pk=number).first() if number else None
    if planned is None:
        return {}
    told = {"planned": planned.pk, "kind": planned.kind, "minutes": planned.minutes}
    begun = planned.starts_at < timezone.now()
    return told | ({"started_at": planned.starts_at} if begun else {})


def suggested() -> dict[str, Any]:
    """Return what a new plan suggests: in a week at this hour, if people work then."""
    hour = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    return {"starts_at": when_at_work(hour + timedelta(days=7))}


def when_at_work(wanted: datetime) -> datetime:
    """Return the moment, or the first morning after it when it is no hour to meet."""
    today, closed = wanted.date(), closing_days()
    works = is_working_day(today, closed)
    if works and FIRST_HOUR <= wanted.hour <= LAST_HOUR:
        return wanted
    early = works and wanted.hour < FIRST_HOUR
    day = today if early else add_working_days(today, 1)
    return datetime.combine(day, time(MORNING), COPENHAGEN)
