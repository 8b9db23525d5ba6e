"""What is asked when somebody names a deputy."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.calendar import COPENHAGEN, today
from coordination.forms import PersonField, field_of
from coordination.models import Membership, User
from coordination.models.organisation import Role


def colleagues_of(user: User) -> list[User]:
    """Return everybody who works in the person's departments, by name."""
    departments = {seat.department_id for seat in user.seats}
    seats = Membership.objects.in_force().filter(department__in=departments)
    return list(User.objects.filter(pk__in=seats.values("user")).order_by("name"))


class DeputyForm(forms.Form):
    """Who is away, who stands in, and from when until when."""

    absent = PersonField(label=gettext_lazy("Who is away?"), empty_label=None)
    deputy = PersonField(
        label=gettext_lazy("Who stands in?"), empty_label=gettext_lazy("Choose")
    )
    first = forms.DateField(label=gettext_lazy("First day"))
    last = forms.DateField(label=gettext_lazy("Last day"))

    def __init__(self, *args: Any, me: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues_of(me)
        self.me = me
        field_of(self, "deputy", PersonField).offer(people)
        if me.has_role(Role.LEADER):
            others = [person for person in people if person.pk != me.pk]
            absent = field_of(self, "absent", PersonField)
            absent.offer([me, *others])
            choices: Any = absent.choices
            absent.choices = list(choices)[1:]  # oneself first, and no empty line
            absent.initial = me.pk
        else:
            del self.fields["absent"]
        self.fields["first"].initial = today()

    def clean(self) -> dict[str, Any]:
        """Return who, whom, and the moments at which it begins and ends."""
        told = self.cleaned_data
        absent = told.get("absent") or self.me
        first, last = told.get("first"), told.get("last")
        if told.get("deputy") == absent:
            self.add_error("deputy", _("Choose somebody else than who is away."))
        if last and last < today():
            self.add_error("last", _("Choose today or a later day."))
        elif first and last and last < first:
            self.add_error("last", _("The last day must not be before the first."))
        return {
            "absent": absent,
            "deputy": told.get("deputy"),
            "since": first and midnight(first),
            "until": last and midnight(last + timedelta(days=1)),
        }


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in the office."""
    return datetime.combine(day, time(), COPENHAGEN)
