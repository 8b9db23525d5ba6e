"""What the municipality decides for itself."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coordination import figures
from coordination.administration.settings.actions import LEAST_ANSWERS, LEAST_INVITED
from coordination.forms import DepartmentField, VersionedForm, field_of
from coordination.models import Department, Municipality

LONGEST_DAYS = 365
# RELIABILITY I26: an emergency is over after three hours at most.
MOST_EMERGENCY_HOURS = 3
MOST_KEPT_DAYS = 90


class Days(forms.IntegerField):
    """A number of days."""

    def __init__(self, label: Any, help_text: Any = "", *, least: int = 1) -> None:
        super().__init__(
            label=label, help_text=help_text, min_value=least, max_value=LONGEST_DAYS
        )


class SettingsForm(VersionedForm):
    """Deadlines, limits and timing; each is read anew within ten seconds."""

    name = forms.CharField(label=_("The municipality's name"), max_length=120)
    lead_department = DepartmentField(
        label=_("Lead department"),
        queryset=Department.objects.active().filter(internal=True),
        empty_label=_("Choose"),
        help_text=_("Its coordinators can be named for a case."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages besides Danish on the citizens' pages"),
        help_text=_(
            "Citizens are offered a language that is on here, once all of it is"
            " translated and somebody is named under Languages who has checked it."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    coordinate_at = forms.IntegerField(
        label=_("Departments that need a coordinator"),
        min_value=3,
        max_value=9,
        help_text=_("When so many take part in a case, Stafet proposes one."),
    )
    handover_days = Days(
        _("Working days to answer an offer"),
        _("Then the receiver is reminded. A department can have its own number."),
    )
    escalate_days = Days(
        _("Working days from reminder to leader"),
        _("Then the receiver's leader and the coordinator are told."),
    )
    lapse_days = Days(
        _("Working days from leader to lapse"),
        _("Then the offer lapses, and the giver still holds the baton."),
    )
    objection_days = Days(
        _("Working days to object"),
        _("After a department took the baton because it had the last contact."),
    )
    emergency_hours = forms.IntegerField(
        label=_("Hours a case opened in an emergency can be read"),
        min_value=1,
        max_value=MOST_EMERGENCY_HOURS,
    )
    survey_after_contact_days = Days(
        _("Days after the first contact"),
        _("The survey is sent so long after the new contact person met the citizen."),
        least=0,
    )
    survey_latest_days = Days(
        _("Days at latest"),
        _("So long after the baton was taken it is sent, contact or not."),
    )
    survey_reminder_days = Days(_("Days until the one reminder"))
    survey_open_days = Days(_("Days a survey stays open"))
    survey_gap_days = Days(
        _("Days between two surveys"),
        _("A citizen is asked no more often than this."),
        least=0,
    )
    publish_invited_min = forms.IntegerField(
        label=_("Asked, at least"),
        min_value=LEAST_INVITED,
        max_value=1000,
        help_text=_("A group of fewer is never shown."),
    )
    publish_answers_min = forms.IntegerField(
        label=_("Answers, at least"),
        min_value=LEAST_ANSWERS,
        max_value=1000,
        help_text=_("Holds for the months and quarters that close from now on."),
    )
    mentor_warn_at = forms.IntegerField(
        label=_("Warn when a mentor has this many citizens"),
        min_value=1,
        max_value=200,
        help_text=_("A warning only: nobody is turned away."),
    )
    outing_colleague_minutes = forms.IntegerField(
        label=_("Minutes until a colleague is asked to call"),
        min_value=1,
        max_value=60,
        help_text=_(
            "After the time at which a mentor who is out alone should be back."
        ),
    )
    outing_leader_minutes = forms.IntegerField(
        label=_("Minutes from colleague to leader"), min_value=1, max_value=60
    )
    outing_kept_days = forms.IntegerField(
        label=_("Days that check-ins are kept"),
        min_value=1,
        max_value=MOST_KEPT_DAYS,
        help_text=_("They show where mentors were, so they are kept no longer."),
    )
    visits_count_as_contact = forms.BooleanField(
        label=_("A mentor's visit counts as contact"),
        required=False,
        help_text=_(
            "It completes a handover to the mentor's own department. Where another"
            " department has the baton, the mentors' leader is asked whether to take"
            " it."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = figures.ask("languages")
        field_of(self, "languages", forms.MultipleChoiceField).choices = known

    @classmethod
    def of(cls, found: Municipality, data: Any) -> "SettingsForm":
        """Return the form filled with what holds now."""
        known = {name: getattr(found, name) for name in cls.base_fields}
        # a municipality that has not chosen has all of them on
        every = [code for code, _name in figures.ask("languages")]
        known["languages"] = found.languages or every
        return cls(data, initial=known)

    def clean_languages(self) -> list[str]:
        """Return the languages offered, Danish always among them."""
        return [settings.LANGUAGE_CODE, *self.cleaned_data["languages"]]

    @property
    def wanted(self) -> dict[str, Any]:
        """What the settings are to be."""
        given = self.cleaned_data
        return {name: given[name] for name in given if name != "version"}
