"""What an administrator says about a check."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class CheckForm(forms.Form):
    """Who has read every word, and when."""

    checked_by = forms.CharField(
        label=gettext_lazy("Native speaker who has checked it"),
        help_text=gettext_lazy("The name is kept with the check."),
        max_length=120,
    )
    checked_on = forms.DateField(
        label=gettext_lazy("Checked on"), initial=timezone.localdate
    )

    def clean_checked_on(self) -> date:
        """Refuse a day that is to come."""
        day: date = self.cleaned_data["checked_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return day
