"""What is asked when a mentor is proposed, chosen, renewed, or says goodbye."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.involvement.basis import BasisForm
from coordination.forms import DepartmentField, PersonField, VersionedForm, field_of
from coordination.models import Department, User
from mentors.mentorship.actions import LONGEST
from mentors.mentorship.matching import described, lending_departments
from mentors.mentorship.models import Mentorship

Ending = Mentorship.Ending

# A person chooses among these; the others are set by what happened.
CHOSEN_ENDINGS = (
    Ending.GOAL_REACHED,
    Ending.CITIZEN_WISH,
    Ending.OTHER_HELP,
    Ending.TIME_UP,
    Ending.MENTOR_LEFT,
    Ending.NOT_STARTED,
    Ending.OTHER,
)


class MentorField(PersonField):
    """A choice among mentors, by name, languages and load."""

    def offer_seats(self, seats: list[Any], *, with_department: bool) -> None:
        """Let the person of one of these seats be chosen."""
        self.queryset = User.objects.filter(pk__in=[seat.user_id for seat in seats])
        named = [
            (seat.user_id, described(seat, with_department=with_department))
            for seat in seats
        ]
        self.choices = [("", self.empty_label), *named]


class ProposeForm(BasisForm):
    """What the citizen wants from a mentor, and who could be it."""

    goal = forms.CharField(
        label=gettext_lazy("The goal, in the citizen's words"), max_length=300
    )
    tasks = forms.CharField(
        label=gettext_lazy("What the mentor helps with"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )
    summary = forms.CharField(
        label=gettext_lazy("What the mentor may know"),
        help_text=gettext_lazy(
            "Agree on it with the citizen. The mentor sees this, the citizen's contact"
            " details and the next step, and nothing else from the case."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    shared = forms.ChoiceField(
        label=gettext_lazy("What may the departments see of the visits?"),
        choices=Mentorship.Shared.choices,
        widget=forms.RadioSelect,
        initial=Mentorship.Shared.SUMMARY,
    )
    frequency = forms.ChoiceField(
        label=gettext_lazy("How often do they meet?"),
        choices=Mentorship.Frequency.choices,
        initial=Mentorship.Frequency.WEEKLY,
    )
    hours_a_week = forms.IntegerField(
        label=gettext_lazy("Hours a week"), min_value=1, max_value=37, required=False
    )
    until = forms.DateField(
        label=gettext_lazy("Until and including"),
        help_text=gettext_lazy("At most six months ahead; it can be renewed later."),
    )
    department = DepartmentField(
        Department.objects.none(),
        label=gettext_lazy("Which department lends the mentor?"),
        empty_label=gettext_lazy("Choose"),
    )
    mentor = MentorField(
        label=gettext_lazy("Mentor"),
        help_text=gettext_lazy(
            "Leave it open, and the department finds one. The citizen waits meanwhile."
        ),
        required=False,
        empty_label=gettext_lazy("The department chooses"),
    )
    field_order = [
        "goal",
        "tasks",
        "frequency",
        "hours_a_week",
        "until",
        "department",
        "mentor",
        "summary",
        "shared",
        "basis",
        "basis_text",
        "version",
    ]

    def __init__(self, *args: Any, seats: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lending = lending_departments(seats)
        department: Any = self.fields["department"]
        department.queryset = Department.objects.filter(pk__in=[d.pk for d in lending])
        if len(lending) == 1:
            department.initial = lending[0]
        several = len(lending) > 1
        mentor = field_of(self, "mentor", MentorField)
        mentor.offer_seats(seats, with_department=several)
        self.fields["until"].initial = timezone.localdate() + LONGEST
        self.fields["basis"].label = _("On what basis may the mentor know?")
        lenders = {department.pk for department in lending}
        self.offer_consents(lambda department: department.pk in lenders)
        self.places = {(seat.user_id, seat.department_id) for seat in seats}

    def clean(self) -> dict[str, Any]:
        """Check that mentor and basis belong to the department."""
        told = self.cleaned_data
        department, mentor = told.get("department"), told.get("mentor")
        if department:
            told.update(self.read_basis(department))
        if department and mentor and (mentor.pk, department.pk) not in self.places:
            self.add_error(
                "mentor",
                _("%(mentor)s is not a mentor in %(department)s. Choose another.")
                % {"mentor": mentor, "department": department},
            )
        told.pop("version", None)
        return told


class MatchForm(VersionedForm):
    """Which mentor it is to be."""

    mentor = MentorField(
        label=gettext_lazy("Mentor"), empty_label=gettext_lazy("Choose")
    )

    def __init__(self, *args: Any, seats: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mentor = field_of(self, "mentor", MentorField)
        mentor.offer_seats(seats, with_department=False)


class RenewForm(VersionedForm):
    """Until when it goes on."""

    until = forms.DateField(
        label=gettext_lazy("Until and including"),
        help_text=gettext_lazy("At most six months ahead; it can be renewed later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + LONGEST


class EndForm(VersionedForm):
    """Why it ends, and what the citizen takes along."""

    because = forms.ChoiceField(
        label=gettext_lazy("Why does it end?"),
        choices=[(code.value, code.label) for code in CHOSEN_ENDINGS],
        widget=forms.RadioSelect,
    )
    takes_along = forms.CharField(
        label=gettext_lazy("What does the citizen take along?"),
        help_text=gettext_lazy(
            "What works now, who helps from here on, and what the citizen wants to"
            " keep doing. The departments on the case can read it."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )


class ActivateForm(VersionedForm):
    """Nothing but which version of the proposal was read."""
