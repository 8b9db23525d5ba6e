"""What is asked of whoever prepares a round, names interviewers, or ends it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.calendar import today
from coordination.forms import VersionedForm, field_of
from coordination.models import Department, Membership, User
from coordination.models.organisation import MEETING_ROLES
from feedback.instrument.catalogue import Instrument, load, readable
from feedback.invitation.mode import Mode
from feedback.leaders.names import GROUPS
from feedback.round.models import Round
from feedback.round.own import OwnQuestions, own_questions, texts_of
from feedback.round.plan import MOST_WAVES

# Asked after each handover, by itself: a round would ask the same people again.
NOT_FOR_ROUNDS = "handover-pulse-"
BY_RULE, WHOEVER = "rule", "whoever"
LARGEST_SAMPLE = 1_000_000
YEARS_AHEAD = 3 * 366
LONGEST_REASON = 500


class Days(forms.DateField):
    """A day within a few years: further off it is a slip of the finger."""

    def clean(self, value: Any) -> Any:
        """Return the day."""
        found: date | None = super().clean(value)
        if found and abs((found - today()).days) > YEARS_AHEAD:
            raise forms.ValidationError(_("Choose a day within three years."))
        return found


class PlanForm(OwnQuestions):
    """What is asked, whom, when and in which ways."""

    depends = ("met_since", "met_until")

    name = forms.CharField(
        label=_("Name of the round"), max_length=60, help_text=_("As: Autumn 2026")
    )
    instrument = forms.ChoiceField(label=_("Questionnaire"))
    whom = forms.ChoiceField(
        label=_("Who can answer?"),
        choices=[
            (BY_RULE, _("Citizens found by a rule")),
            (WHOEVER, _("Whoever comes to the counter")),
        ],
        widget=forms.RadioSelect,
        initial=BY_RULE,
    )
    min_contacts = forms.IntegerField(
        label=_("At least so many contacts"),
        help_text=_(
            "Calls, meetings and visits at which the citizen was there. A rule needs"
            " both of the days below."
        ),
        min_value=1,
        max_value=100,
        initial=2,
        required=False,
    )
    met_since = Days(label=_("Contacts from"), required=False)
    met_until = Days(label=_("Until and including"), required=False)
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("Only where the baton is with"),
        help_text=_("Choose none for all departments."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    target_groups = forms.MultipleChoiceField(
        label=_("Only these target groups"),
        choices=list(GROUPS["target_group"].items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    course_bands = forms.MultipleChoiceField(
        label=_("Only courses of this length"),
        choices=list(GROUPS["course_band"].items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sample_size = forms.IntegerField(
        label=_("Draw at random, at most"),
        help_text=_("Leave it open to ask everybody the rule finds."),
        min_value=1,
        max_value=LARGEST_SAMPLE,
        required=False,
    )
    modes = forms.MultipleChoiceField(
        label=_("Ways to answer"),
        choices=Mode.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Mode.WEB, Mode.LETTER],
        help_text=_(
            "Each citizen is asked by their own channel. Who cannot be reached is"
            " interviewed, if you choose that."
        ),
    )
    since = Days(label=_("First day"))
    until = Days(label=_("Last day"))
    waves = forms.IntegerField(
        label=_("Number of waves"),
        min_value=1,
        max_value=MOST_WAVES,
        initial=1,
        required=False,
    )
    days_between = forms.IntegerField(
        label=_("Days between the waves"),
        min_value=1,
        max_value=90,
        initial=7,
        required=False,
    )
    remind_after = forms.IntegerField(
        label=_("Remind once, after days"),
        help_text=_("Leave it open to send no reminder."),
        min_value=1,
        max_value=90,
        initial=10,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(each.code, each.title) for each in for_rounds()]
        field_of(self, "instrument", forms.ChoiceField).choices = offered
        places: Any = self.fields["departments"]
        places.queryset = Department.objects.active()

    def clean(self) -> dict[str, Any]:
        """Name the days that a rule needs along with whatever else is missing."""
        said = super().clean()
        if said.get("whom") == BY_RULE:
            for name in ("met_since", "met_until"):
                if name not in self.errors and not said.get(name):
                    self.add_error(
                        name, _("Say between which days the contacts must lie.")
                    )
        return said

    @property
    def wishes(self) -> dict[str, Any]:
        """What was decided, as `feedback.round.actions.plan` wants it."""
        said = self.cleaned_data
        asked = load(said["instrument"])
        return {
            "name": said["name"],
            "instrument": asked,
            "walk_ins": said["whom"] == WHOEVER,
            "since": said["since"],
            "until": said["until"],
            "min_contacts": said["min_contacts"] or 1,
            "met_since": said["met_since"],
            "met_until": said["met_until"],
            "departments": [place.pk for place in said["departments"]],
            "target_groups": said["target_groups"],
            "course_bands": said["course_bands"],
            "sample_size": said["sample_size"],
            "waves": said["waves"] or 1,
            "days_between": said["days_between"] or 7,
            "remind_after": said["remind_after"],
            "modes": said["modes"],
            "local_items": own_questions(self.questions, asked),
        }


def for_rounds() -> list[Instrument]:
    """Return the newest version of each questionnaire that a round can ask."""
    found: dict[str, Instrument] = {}
    for each in sorted(readable(), key=version_of):
        if not each.code.startswith(NOT_FOR_ROUNDS):
            found[each.code.rpartition("-")[0]] = each
    return [each for _name, each in sorted(found.items())]


def version_of(instrument: Instrument) -> int:
    """Return the number at the end of its code."""
    return int(instrument.code.rpartition("-")[2])


def planned(held: Round) -> dict[str, Any]:
    """Return what a round in preparation is, as the form shows it."""
    rule = held.rule
    days = [date.fromisoformat(wave["on"]) for wave in held.waves]
    between = (days[1] - days[0]) if len(days) > 1 else timedelta(days=7)
    return {
        "version": held.version,
        "name": held.name,
        "instrument": held.instrument,
        "whom": WHOEVER if held.walk_ins else BY_RULE,
        "since": held.since,
        "until": held.until,
        "min_contacts": rule.get("min_contacts"),
        "met_since": rule.get("since"),
        "met_until": rule.get("until"),
        "departments": rule.get("departments", []),
        "target_groups": rule.get("target_groups", []),
        "course_bands": rule.get("course_bands", []),
        "sample_size": held.sample_size,
        "waves": len(days) or 1,
        "days_between": between.days,
        "remind_after": held.remind_after,
        "modes": held.modes,
        **texts_of(held.local_items),
    }


class InterviewersForm(VersionedForm):
    """Who may ask the questions aloud."""

    interviewers = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Interviewers and counter"),
        help_text=_(
            "They ask the questions aloud, or find somebody's code when they come to"
            " the tablet. Nobody does either for a citizen they work with as mentor,"
            " giver, receiver or holder of the baton: Stafet sees to that, person by"
            " person."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["interviewers"]
        people.queryset = colleagues()


def colleagues() -> Any:
    """Return who works here and may meet citizens, by name."""
    seats = Membership.objects.not_over().filter(role__in=MEETING_ROLES)
    people = User.objects.filter(is_active=True, pk__in=seats.values("user"))
    return people.order_by("name", "pk")


class TakeBackForm(VersionedForm):
    """Why the figures of a round that was brought in are shown no more."""

    because = forms.CharField(
        label=_("Why is it taken back?"),
        help_text=_("It stands on the page of the round. Do not name any citizen."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_REASON,
    )


class ConfirmForm(VersionedForm):
    """Yes."""
