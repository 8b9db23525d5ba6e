"""What is asked at the counter."""

from django import forms
from django.utils.translation import gettext_lazy as _

SHORTEST_NAME, LONGEST_NAME = 3, 120


class NameForm(forms.Form):
    """The name of whoever has come."""

    name = forms.CharField(
        label=_("The citizen's name"),
        help_text=_("At least three letters of it."),
        min_length=SHORTEST_NAME,
        max_length=LONGEST_NAME,
    )
