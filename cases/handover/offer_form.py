"""What is asked of whoever offers the baton."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.baton.load import (
    LoadedDepartmentField,
    seats_with_load,
    staffed_departments,
    with_load,
)
from cases.involvement.basis import BasisForm
from coordination.calendar import today
from coordination.forms import field_of

YES, NO = "yes", "no"

# The chosen department's people, and whether it needs a basis, are asked for again, as
# when somebody goes back: what is typed comes along, and in no address. Without script
# everybody is listed and the server checks who works where.
SHOW_ITS_PEOPLE = {
    "hx-post": "",
    "hx-vals": '{"go": "edit"}',
    "hx-select": "#people",
    "hx-target": "#people",
    "hx-swap": "outerHTML",
    "hx-select-oob": "#basis",
}


class EitherOr(forms.TypedChoiceField):
    """A question with two answers, both written out; the first means yes."""

    def __init__(self, *, yes: Any, no: Any, **wishes: Any) -> None:
        super().__init__(
            choices=[(YES, yes), (NO, no)],
            coerce=lambda answer: answer == YES,
            widget=forms.RadioSelect,
            **wishes,
        )


class OfferForm(BasisForm):
    """To whom the baton is offered, why, and how it is handed over."""

    receiver = LoadedDepartmentField(
        label=gettext_lazy("Which department?"),
        help_text=gettext_lazy("The number says how many batons it holds now."),
    )
    to_person = forms.TypedChoiceField(
        label=gettext_lazy("Somebody in particular?"),
        help_text=gettext_lazy("Leave it empty if the department decides who."),
        required=False,
        empty_value=None,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why now, and what do you ask of them?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    warm = EitherOr(
        label=gettext_lazy("How is the baton handed over?"),
        yes=gettext_lazy("Together with the citizen: a meeting, a call or a visit"),
        no=gettext_lazy("In writing only"),
        initial=YES,
    )
    meeting_on = forms.DateField(
        label=gettext_lazy("Day of the joint meeting, call or visit"),
        help_text=gettext_lazy("Leave it empty if the day is not set yet."),
        required=False,
    )
    planned = EitherOr(
        label=gettext_lazy("Is the change planned?"),
        yes=gettext_lazy("Yes, it is agreed with the citizen"),
        no=gettext_lazy("No, something happened"),
        initial=YES,
    )
    our_part_ends = EitherOr(
        label=gettext_lazy("What happens with your own part?"),
        yes=gettext_lazy("It ends when the citizen has met the new contact person"),
        no=gettext_lazy("We still take part in the case"),
        initial=NO,
    )
    field_order = [
        "receiver",
        "to_person",
        "reason",
        "warm",
        "meeting_on",
        "planned",
        "our_part_ends",
        "basis",
        "basis_text",
    ]

    def __init__(
        self,
        *args: Any,
        giver: int,
        taking_part: Collection[int],
        chosen: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        self.taking_part = taking_part
        listed = {d.pk: d for d in staffed_departments().exclude(pk=giver)}
        self.chosen = listed.get(int(chosen)) if chosen.isdecimal() else None
        self.seats = seats_with_load([self.chosen.pk] if self.chosen else listed)
        receiver = field_of(self, "receiver", LoadedDepartmentField)
        receiver.offer(listed)
        receiver.widget.attrs.update(SHOW_ITS_PEOPLE)
        self._offer_people()
        asked = {self.chosen.pk} if self.chosen else {*listed} - {*taking_part}
        self.offer_consents(lambda department: department.pk in asked)

    @property
    def needs_basis(self) -> bool:
        """Whether the chosen department does not take part in the case yet."""
        return self.chosen is not None and self.chosen.pk not in self.taking_part

    def _offer_people(self) -> None:
        field: Any = self.fields["to_person"]
        people = {seat.user_id: seat.user for seat in self.seats}
        groups: dict[str, dict[int, str]] = {}
        for seat in self.seats:
            group = groups.setdefault(seat.department.name, {})
            group[seat.user_id] = with_load(seat.user.name, seat.load)
        grouped = [(name, list(group.items())) for name, group in groups.items()]
        listed = grouped[0][1] if self.chosen and grouped else grouped
        field.choices = [("", _("The department decides")), *listed]
        field.coerce = lambda pk: people[int(pk)]

    def clean_meeting_on(self) -> Any:
        """Return the day, which cannot be over."""
        day = self.cleaned_data["meeting_on"]
        if day and day < today():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        """Check that the person works there, and that the basis holds."""
        told = self.cleaned_data
        receiver, person = told.get("receiver"), told.get("to_person")
        if not told.get("warm"):
            told["meeting_on"] = None
        if receiver is None:
            return told
        works_there = {s.user_id for s in self.seats if s.department_id == receiver.pk}
        if person and person.pk not in works_there:
            sentence = _("%(person)s does not work in %(department)s.")
            names = {"person": person, "department": receiver}
            self.add_error("to_person", sentence % names)
        if receiver.pk in self.taking_part:
            told.update(basis="", basis_text="", consent=None)
        else:
            told.update(self.read_basis(receiver))
        return told
