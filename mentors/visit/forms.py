"""The one form for a visit, on a phone in one hand or at a desk."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.forms import BIGGEST, MomentField, field_of
from coordination.models import User
from mentors.planned.forms import check_planned
from mentors.visit.models import LONGEST_TEXT, LONGEST_VISIT, Visit
from mentors.visit.report import Report

USUAL_MINUTES = 60
STEP = 5  # minutes; nobody remembers it finer
TOO_EARLY = 1900


class VisitForm(forms.Form):
    """How it went, in at most six interactions; "nobody home" is one."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    planned = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=BIGGEST, required=False
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Did you meet?"),
        choices=Visit.Outcome.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How did you meet?"),
        choices=Visit.Kind.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=Visit.Kind.HOME,
    )
    to_whom = forms.CharField(
        label=gettext_lazy("Where did you go along to?"),
        help_text=gettext_lazy("Only when you went along: the doctor, the bank, …"),
        max_length=120,
        required=False,
    )
    wishes = forms.CharField(
        label=gettext_lazy("What does the citizen want?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    agreed = forms.CharField(
        label=gettext_lazy("What did you agree?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    next_at = MomentField(label=gettext_lazy("When do you meet next?"), required=False)
    started_at = MomentField(label=gettext_lazy("When did it begin?"), required=False)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=0,
        max_value=LONGEST_VISIT,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            gettext_lazy("Write the minutes as a number from 0 to 1440."),
        ),
    )
    together_with = forms.MultipleChoiceField(
        label=gettext_lazy("Who was with you?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        kwargs["initial"] = blank() | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        people = [(str(person.pk), person.get_full_name()) for person in colleagues]
        if people:
            field_of(self, "together_with", forms.MultipleChoiceField).choices = people
        else:
            del self.fields["together_with"]

    def clean_outcome(self) -> str:
        """Return how it ended: they met, unless another button was pressed."""
        return self.cleaned_data["outcome"] or Visit.Outcome.DONE

    def clean_kind(self) -> str:
        """Return how they met: at home, when nothing is said."""
        return self.cleaned_data["kind"] or Visit.Kind.HOME

    def clean_started_at(self) -> datetime:
        """Return when it began: now, when nothing is said."""
        started_at: datetime = self.cleaned_data["started_at"] or timezone.now()
        ahead = started_at > timezone.now() + timedelta(hours=1)
        cancelled = self.data.get("outcome") == Visit.Outcome.CANCELLED
        if ahead and not cancelled:
            raise forms.ValidationError(
                _("A visit cannot lie in the future. Check the date and time.")
            )
        if started_at.year < TOO_EARLY:
            raise forms.ValidationError(_("Check the year."))
        return started_at

    def clean_next_at(self) -> datetime | None:
        """Return when they meet next, if that is agreed."""
        planned: datetime | None = self.cleaned_data["next_at"]
        check_planned(planned)
        return planned

    def report(self, mentorship_id: int, *, corrects: Visit | None = None) -> Report:
        """Return what was written, as the intake takes it."""
        told = dict(self.cleaned_data)
        people = tuple(int(pk) for pk in told.pop("together_with", ()))
        return Report(
            mentorship=mentorship_id,
            visit_id=corrects.visit_id if corrects else None,
            together_with=people,
            **told,
        )


def blank() -> dict[str, Any]:
    """Return what a new form suggests: an hour that has just ended."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    began = now - timedelta(minutes=USUAL_MINUTES + now.minute % STEP)
    return {"client_id": uuid4(), "started_at": began, "minutes": USUAL_MINUTES}


def written(visit: Visit) -> dict[str, Any]:
    """Return what a visit says, for a form that corrects it."""
    names = ("outcome", "kind", "to_whom", "wishes", "agreed", "started_at", "minutes")
    told = {name: getattr(visit, name) for name in names}
    planned = (
        visit.next_at if visit.next_at and visit.next_at > timezone.now() else None
    )
    people = [str(person.pk) for person in visit.together_with.all()]
    return told | {"next_at": planned, "together_with": people}
