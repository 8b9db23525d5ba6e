"""What a person types about a citizen."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases.citizen import cpr
from cases.citizen.checks import check_birth, check_phone
from cases.citizen.models import Citizen
from coordination.forms import VersionedForm
from coordination.models.message import Channel, Stop

LANGUAGES = [
    ("da", _("Danish")),
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("fa", _("Persian")),
    ("pl", _("Polish")),
    ("ro", _("Romanian")),
    ("so", _("Somali")),
    ("ti", _("Tigrinya")),
    ("tr", _("Turkish")),
    ("uk", _("Ukrainian")),
    ("ur", _("Urdu")),
    ("vi", _("Vietnamese")),
]
NEEDED = {
    Channel.EMAIL: ("email", _("Write the e-mail address, or choose another way.")),
    Channel.SMS: ("phone", _("Write the phone number, or choose another way.")),
    Channel.LETTER: ("address", _("Write the address, or choose another way.")),
}
DETAILS = (
    "name",
    "called",
    "born_on",
    "phone",
    "email",
    "address",
    "address_protected",
    "channel",
    "language",
    "interpreter",
    "representative",
)


class CitizenForm(forms.Form):
    """Who the citizen is, and how to reach them."""

    name = forms.CharField(label=_("Name"), max_length=120)
    called = forms.CharField(
        label=_("Is called"),
        max_length=60,
        required=False,
        help_text=_("If the citizen uses another name than the one above."),
    )
    cpr = forms.CharField(
        label=_("CPR number"),
        max_length=14,
        required=False,
        help_text=_(
            "Leave it empty if the citizen has none, or you do not know it yet."
        ),
    )
    born_on = forms.DateField(
        label=_("Date of birth"), required=False, validators=[check_birth]
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=20, required=False, validators=[check_phone]
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    address_protected = forms.BooleanField(
        label=_("The address is protected"),
        required=False,
        help_text=_(
            "It is then hidden on all pages and never printed. Every look at it is"
            " written down with its reason."
        ),
    )
    channel = forms.ChoiceField(
        label=_("Wants to be reached by"),
        choices=[("", _("Not known yet")), *Channel.choices],
        required=False,
        help_text=_(
            "This is how the citizen hears who the contact person is, and is asked how"
            " the handover went."
        ),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial="da")
    interpreter = forms.BooleanField(label=_("Needs an interpreter"), required=False)
    representative = forms.CharField(
        label=_("Representative or companion"),
        max_length=200,
        required=False,
        help_text=_("Name and phone number of whoever the citizen wants along."),
    )

    def clean_cpr(self) -> str:
        """Return the ten digits, or nothing."""
        text: str = self.cleaned_data["cpr"].strip()
        return cpr.clean(text) if text else ""

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way of writing needs."""
        said = super().clean() or self.cleaned_data
        needed, sentence = NEEDED.get(said.get("channel", ""), ("", ""))
        if needed and not said.get(needed) and needed not in self.errors:
            self.add_error(needed, sentence)
        return said

    def details(self) -> dict[str, Any]:
        """Return the citizen's details, as the actions take them."""
        return {name: self.cleaned_data[name] for name in (*DETAILS, "cpr")} | (
            {"fictive": True} if settings.DEMO else {}
        )


class CorrectForm(VersionedForm, CitizenForm):
    """Changes to a citizen's details; what is hidden stays unless it is replaced."""

    cpr = forms.CharField(
        label=_("New CPR number"),
        max_length=14,
        required=False,
        help_text=_("Leave it empty to keep the number as it is."),
    )
    stop = forms.ChoiceField(
        label=_("Do not write to the citizen or ask anything now"),
        choices=[("", _("No reason to hold back")), *Stop.choices],
        required=False,
    )

    def __init__(self, sent: Any = None, *, citizen: Citizen) -> None:
        shown = (*DETAILS, "stop", "version")
        known = {name: getattr(citizen, name) for name in shown}
        super().__init__(sent, initial=known)
        self.citizen = citizen
        if citizen.address_protected:
            # hidden here as everywhere: typed anew, or left as it is
            self.initial["address"] = ""
            self.fields["address"].label = _("New address")
            self.fields["address"].help_text = _(
                "Leave it empty to keep the protected address as it is."
            )

    def clean(self) -> dict[str, Any]:
        """Keep a hidden address that nobody replaced."""
        hidden = self.citizen.address_protected
        if hidden and not self.cleaned_data.get("address"):
            self.cleaned_data["address"] = self.citizen.address
        return super().clean()

    def details(self) -> dict[str, Any]:
        """Return the details as they should be now."""
        said = {name: self.cleaned_data[name] for name in (*DETAILS, "stop")}
        number = self.cleaned_data["cpr"]
        return said | ({"cpr": number} if number else {})


class RevealForm(forms.Form):
    """Why somebody must see what is hidden."""

    what = forms.ChoiceField(
        label=_("What do you need to see?"),
        choices=[("address", _("Address")), ("cpr", _("CPR number"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why do you need to see it?"), max_length=200)
