"""What is asked about a person."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from coordination.administration.seats.forms import SeatForm
from coordination.forms import VersionedForm
from coordination.models import Department, User
from coordination.models.organisation import Role

DETAILS = ("name", "username", "email", "title", "phone", "hours", "spoken")


class DetailsForm(VersionedForm):
    """Who a person is, how they sign in and how they are reached."""

    name = forms.CharField(label=_("Name"), max_length=120)
    username = forms.CharField(
        label=_("User name"), max_length=60, validators=[UnicodeUsernameValidator()]
    )
    email = forms.EmailField(
        label=_("Work e-mail"),
        max_length=254,
        help_text=_("The link to choose a password is mailed here."),
    )
    title = forms.CharField(label=_("Title"), max_length=80, required=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        required=False,
        help_text=_("Citizens are told this when the person becomes their contact."),
    )
    hours = forms.CharField(label=_("Phone hours"), max_length=120, required=False)
    spoken = forms.CharField(
        label=_("Languages spoken"), max_length=120, required=False
    )

    @property
    def details(self) -> dict[str, Any]:
        """What the person's row holds."""
        return {name: self.cleaned_data[name] for name in DETAILS}

    @classmethod
    def of(cls, user: User, data: Any) -> "DetailsForm":
        """Return the form filled with what is known."""
        known = {name: getattr(user, name) for name in (*DETAILS, "version")}
        return cls(data, initial=known)


class HireForm(DetailsForm, SeatForm):
    """A new person and their first seat."""


class FindForm(forms.Form):
    """Whom to list."""

    q = forms.CharField(
        label=_("Name, user name or e-mail"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.order_by("name"),
        required=False,
        empty_label=_("All departments"),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=[("", _("All roles")), *Role.choices], required=False
    )
    gone = forms.BooleanField(label=_("Only those shut out"), required=False)
