"""What a person types about a contact with the citizen."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.case.models import Case
from cases.contact.models import Contact, has_happened
from coordination.forms import DepartmentField, MomentField, field_of
from coordination.models import Department, User

TAKE = [("yes", _("Yes, we take the baton")), ("no", _("No"))]


class ContactForm(forms.Form):
    """A contact, filled in as far as can be known: now, a call, the citizen there."""

    depends = ("note", "take", "not_taken_because")

    note = forms.CharField(
        label=_("Your note"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea,
        help_text=_(
            "What was said, and what was agreed. Needed for a call, if only a few"
            " words; otherwise you can leave it empty."
        ),
    )
    kind = forms.ChoiceField(
        label=_("How"),
        choices=Contact.Kind.choices,
        initial=Contact.Kind.CALL,
        widget=forms.RadioSelect,
    )
    attended = forms.BooleanField(
        label=_("The citizen was there, or answered"), required=False, initial=True
    )
    happened_at = MomentField(label=_("When"))
    sent_as = forms.UUIDField(
        required=False, widget=forms.HiddenInput, initial=uuid.uuid4
    )
    department = DepartmentField(
        label=_("You write for"), queryset=Department.objects.none(), empty_label=None
    )
    take = forms.ChoiceField(
        label=_("The citizen last spoke with you. Do you take the baton?"),
        choices=TAKE,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "The department with the last contact carries the baton on. A letter, a"
            " note or a missed meeting does not count."
        ),
    )
    not_taken_because = forms.CharField(
        label=_("Why not?"),
        max_length=300,
        required=False,
        help_text=_(
            "Needed if you answer no. For example: it was only a question about a"
            " letter."
        ),
    )

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        baton = case.baton
        self.holder_id = baton.department_id if baton else None
        self.fields["happened_at"].initial = timezone.localtime
        parties = [part.department_id for part in case.parties()]
        own = list(dict.fromkeys(user.department_ids))
        self.may_take = {pk for pk in own if pk in parties} - {self.holder_id}
        departments = field_of(self, "department", forms.ModelChoiceField)
        departments.queryset = Department.objects.filter(pk__in=own)
        own.sort(key=lambda pk: (pk != self.holder_id, pk not in parties))
        departments.initial = own[0] if own else None
        if len(own) == 1:
            departments.widget = forms.HiddenInput()
        if not self.may_take:
            del self.fields["take"], self.fields["not_taken_because"]

    def clean(self) -> dict[str, Any]:
        """Ask who carries the baton on, if the contact counts as the last one."""
        said = super().clean() or self.cleaned_data
        if self.lacks_words(said):
            self.add_error("note", _("Write in a few words what the call was about."))
        department = said.get("department")
        if department is None or department.pk not in self.may_take:
            return said
        contact = Contact(
            case=self.case,
            department=department,
            kind=said.get("kind", ""),
            attended=said.get("attended", False),
            happened_at=said.get("happened_at") or timezone.now(),
        )
        if not has_happened(contact):
            return said  # the action says so
        if contact.is_the_last():
            if not said.get("take"):
                self.add_error("take", _("Choose whether you take the baton."))
            elif said["take"] == "no" and not said.get("not_taken_because"):
                self.add_error(
                    "not_taken_because",
                    _("Say in a few words why the baton stays where it is."),
                )
        elif contact.counts:
            self.ask_no_more()
        return said

    @staticmethod
    def lacks_words(said: dict[str, Any]) -> bool:
        """Say whether one press may have sent this: that alone is no contact yet."""
        call = said.get("kind") == Contact.Kind.CALL and said.get("attended")
        silent = "note" in said and not said["note"] and not said.get("take")
        return bool(call) and silent

    def ask_no_more(self) -> None:
        """Leave the question out: another department met the citizen later."""
        for name in ("take", "not_taken_because"):
            del self.fields[name]
            self.errors.pop(name, None)

    def inputs(self) -> dict[str, Any]:
        """Return what logging a contact takes."""
        said = {
            name: self.cleaned_data[name]
            for name in (
                "note",
                "kind",
                "attended",
                "happened_at",
                "department",
                "sent_as",
            )
        }
        take = self.cleaned_data.get("take", "")
        because = self.cleaned_data.get("not_taken_because", "")
        return said | {
            "take_baton": take == "yes",
            "not_taken_because": because if take == "no" else "",
        }
