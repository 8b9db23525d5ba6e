"""What is asked of whoever answers an offer, or follows it up."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.handover.models import Handover
from cases.handover.next_step import next_steps_of
from cases.handover.offer_form import NO, YES, EitherOr
from cases.plan.measure import Measure
from coordination.forms import VersionedForm
from coordination.models import Membership, User
from coordination.models.organisation import CASEWORK_ROLES


class AcceptForm(VersionedForm):
    """What the receiver has understood, and who becomes the contact person."""

    depends = ("contact_person", "next_by")

    read_back = forms.CharField(
        label=gettext_lazy("What have you understood?"),
        help_text=gettext_lazy(
            "Say it back in your own words: what the citizen needs, and what you do"
            " first."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    contact_person = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who becomes the citizen's contact person?"),
        required=False,
    )
    next_by = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who does the next step now?"),
        empty_label=gettext_lazy("The new contact person"),
        required=False,
    )

    def __init__(self, *args: Any, handover: Handover, me: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Membership.objects.in_force().filter(
            department=handover.receiver_id, role__in=CASEWORK_ROLES
        )
        colleagues = User.objects.filter(pk__in=seats.values("user"))
        field: Any = self.fields["contact_person"]
        # asked for only when the page is shown: accepting costs no query for it
        field.queryset = colleagues.exclude(pk=me.pk).order_by("name")
        field.empty_label = _("I do: %(name)s") % {"name": me}
        # whoever the offer was made to, unless they have left
        field.initial = handover.to_person_id
        self.steps = next_steps_of(handover.giver_id, but_not=handover.receiver_id)
        self.steps = self.steps.filter(case=handover.case_id)
        theirs = User.objects.filter(pk__in=self.steps.values("responsible"))
        field = self.fields["next_by"]
        field.queryset = (colleagues | theirs).order_by("name")
        self.fields["version"].initial = handover.version

    @cached_property
    def step_of_giver(self) -> Measure | None:
        """The next step that somebody at the giver was to do: who does it now is asked.

        Only the page looks it up; accepting does not.
        """
        return self.steps.select_related("responsible").first()


class DeclineForm(VersionedForm):
    """Why a department does not take the baton."""

    code = forms.ChoiceField(
        label=gettext_lazy("Why do you decline?"),
        choices=Handover.DeclineCode.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("What should the giver know?"),
        help_text=gettext_lazy("For example what is missing, or who could take it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class WithdrawForm(VersionedForm):
    """Why an offer is taken back."""

    note = forms.CharField(
        label=gettext_lazy("Why do you withdraw the offer?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )


class CompleteForm(VersionedForm):
    """Whether the new contact person has met the citizen."""

    met = EitherOr(
        label=gettext_lazy("Has the contact person met or spoken with the citizen?"),
        yes=gettext_lazy("Yes"),
        no=gettext_lazy("No, and it will not happen for now"),
        initial=YES,
    )
    not_met_because = forms.CharField(
        label=gettext_lazy("If not: why?"),
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason when they have not met, and forget it when they have."""
        told = self.cleaned_data
        met = told.pop("met", None)
        if met:
            told["not_met_because"] = ""
        elif self.data.get("met") == NO and not told.get("not_met_because"):
            self.add_error("not_met_because", _("Write why they have not met."))
        return told


class ObjectForm(forms.Form):
    """Why the giver objects to a takeover."""

    objection = forms.CharField(
        label=gettext_lazy("Why should the baton not have moved?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
