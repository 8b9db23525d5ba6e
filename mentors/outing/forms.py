"""What is asked of a mentor who goes in alone, and of whoever hears from them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.forms import PersonField
from coordination.http import LONGEST_NUMBER
from coordination.models import User
from mentors.mentorship.models import Mentorship
from mentors.outing.models import LONGEST, USUAL_EXTENSION, Outing
from mentors.outing.watch import usual_colleague
from mentors.planned.models import PlannedVisit

USUAL = 60
LENGTHS = [
    (30, gettext_lazy("30 minutes")),
    (USUAL, gettext_lazy("1 hour")),
    (90, gettext_lazy("1½ hours")),
    (120, gettext_lazy("2 hours")),
]
MORE = [(minutes, words) for minutes, words in LENGTHS if minutes <= USUAL]
LAST_SECOND = 4_102_444_800  # the year 2100


class BeginForm(forms.Form):
    """How long the mentor stays, and who rings if they do not check out."""

    depends = ("colleague",)

    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How long do you stay?"),
        choices=LENGTHS,
        coerce=int,
        empty_value=None,
        initial=USUAL,
        required=False,
        widget=forms.RadioSelect,
    )
    until = forms.TimeField(
        label=gettext_lazy("Or until what time?"),
        help_text=gettext_lazy("Then this counts, not the choice above."),
        required=False,
    )
    colleague = PersonField(
        label=gettext_lazy("Who should ring you if you do not check out?"),
        required=False,
        empty_label=gettext_lazy("The mentors who are at work"),
    )
    planned = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, mentor: User, colleagues: list[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.mentor = mentor
        field: Any = self.fields["colleague"]
        field.offer(colleagues)
        usual = usual_colleague(mentor)
        if usual in colleagues:
            self.initial["colleague"] = usual

    def clean_planned(self) -> PlannedVisit | None:
        """Return the planned visit; one that is not the mentor's is left out.

        Nothing about it can be wrong in a way that keeps anybody from checking in.
        """
        asked = self.cleaned_data["planned"]
        if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER):
            return None
        mine = Mentorship.objects.of_mentor(self.mentor)
        rows = PlannedVisit.objects.filter(pk=int(asked), mentorship__in=mine)
        return rows.select_related("mentorship").first()

    def clean(self) -> dict[str, Any]:
        """Add the moment that was meant."""
        told = self.cleaned_data
        until, minutes = told.pop("until", None), told.pop("minutes", None)
        planned = told.pop("planned", None)
        told["mentorship"] = planned.mentorship if planned else None
        now = timezone.localtime()
        if self.errors:
            return told
        if until is None:
            end = now + timedelta(minutes=minutes or USUAL)
            told["expected_back_at"] = end.replace(second=0, microsecond=0)
            return told
        end = timezone.make_aware(datetime.combine(now.date(), until))
        if end <= now:
            tomorrow = now.date() + timedelta(days=1)
            end = timezone.make_aware(datetime.combine(tomorrow, until))
        if end > now + LONGEST:
            self.add_error("until", _("Choose a time within the next 12 hours."))
        told["expected_back_at"] = end
        return told


class HeardForm(forms.Form):
    """What somebody other than the mentor has heard."""

    heard = forms.CharField(
        label=gettext_lazy("How do you know that all is well?"),
        help_text=gettext_lazy(
            "For example that you have spoken with them. Do not write about the"
            " citizen."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )

    def __init__(self, *args: Any, outing: Outing, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if outing.mentor_id == by.pk:
            del self.fields["heard"]


class ExtendForm(HeardForm):
    """How much longer it takes."""

    minutes = forms.TypedChoiceField(
        label=gettext_lazy("How much longer?"),
        choices=MORE,
        coerce=int,
        initial=USUAL_EXTENSION,
        widget=forms.RadioSelect,
    )
    seen = forms.IntegerField(
        min_value=0, max_value=LAST_SECOND, required=False, widget=forms.HiddenInput
    )
    field_order = ["minutes", "heard", "seen"]

    def __init__(self, *args: Any, outing: Outing, by: User, **kwargs: Any) -> None:
        super().__init__(*args, outing=outing, by=by, **kwargs)
        self.initial["seen"] = int(outing.expected_back_at.timestamp())

    def clean_seen(self) -> datetime | None:
        """Return the agreed time that the page showed."""
        seconds = self.cleaned_data["seen"]
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
