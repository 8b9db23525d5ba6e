"""What callers may say: days, moments, people, departments; all of them bounded."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from coordination.calendar import end_of_day
from coordination.models import Department, User

# Further off, arithmetic with time zones and working days leaves Python's calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_TEXT = 10_000
LARGEST_ID = 2**63 - 1

FAR_OFF = _("Choose a year from 1900 to 2199.")
UNCHOSEN = _("Choose an option.")
NO_CHOICE = _("This cannot be chosen here. Look up what can.")


class Day(serializers.DateField):
    """A day that a caseworker could mean."""

    def to_internal_value(self, value: Any) -> date:
        """Return the day."""
        day = super().to_internal_value(value)
        if not FIRST_YEAR <= day.year < LAST_YEAR:
            raise serializers.ValidationError(FAR_OFF)
        return day


class Moment(serializers.DateTimeField):
    """A moment that a caseworker could mean."""

    def enforce_timezone(self, value: datetime) -> datetime:
        """Return the moment, if our clocks show it exactly once."""
        moment = super().enforce_timezone(value)
        # the framework's own check never finds anything with zones of the standard
        # library: in the hours it looks for, no two zones are equal (PEP 495)
        other = moment.replace(fold=1 - moment.fold)
        if timezone.is_naive(value) and other.utcoffset() != moment.utcoffset():
            self.fail("make_aware")
        return moment

    def to_internal_value(self, value: Any) -> datetime:
        """Return the moment."""
        moment = super().to_internal_value(value)
        if not FIRST_YEAR < moment.year < LAST_YEAR - 1:
            raise serializers.ValidationError(FAR_OFF)
        return moment.astimezone(UTC)


class Text(serializers.CharField):
    """A text as long as a person writes."""

    def __init__(self, **wishes: Any) -> None:
        wishes.setdefault("max_length", LONGEST_TEXT)
        super().__init__(**wishes)


class Until(Moment):
    """A moment at which something ends; it must still be to come."""

    def to_internal_value(self, value: Any) -> datetime:
        """Return the moment."""
        moment = super().to_internal_value(value)
        if moment <= timezone.now():
            raise serializers.ValidationError(_("Choose a moment that is to come."))
        return moment


class FromToday(Day):
    """A day that is not over."""

    def to_internal_value(self, value: Any) -> date:
        """Return the day."""
        day = super().to_internal_value(value)
        if day < timezone.localdate():
            raise serializers.ValidationError(_("Choose today or a later day."))
        return day


class LastDay(FromToday):
    """The last day on which something holds, as pages ask for it; its end is kept."""

    def to_internal_value(self, value: Any) -> datetime:
        """Return the moment at which the day is over."""
        return end_of_day(super().to_internal_value(value))


class Choice(serializers.PrimaryKeyRelatedField[Any]):
    """One of the rows that may be chosen, by its id."""

    default_error_messages = {
        "required": UNCHOSEN,
        "null": UNCHOSEN,
        "does_not_exist": NO_CHOICE,
        "incorrect_type": _("Name it by its id, a whole number."),
    }

    def to_internal_value(self, data: Any) -> Any:
        """Return the row; only a whole number is an id."""
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("incorrect_type")
        return super().to_internal_value(data)


class DepartmentChoice(Choice):
    """A department that works today."""

    default_error_messages = dict.fromkeys(
        ("required", "null"), _("Choose a department.")
    )

    def __init__(self, **wishes: Any) -> None:
        super().__init__(queryset=Department.objects.active(), **wishes)


class PersonChoice(Choice):
    """A colleague who works today."""

    default_error_messages = dict.fromkeys(("required", "null"), _("Choose a person."))

    def __init__(self, **wishes: Any) -> None:
        people = User.objects.filter(is_active=True)
        super().__init__(queryset=people, **wishes)


class PartChoice(Choice):
    """A part of the very case that the call is about, if the caller may see it."""

    def __init__(self, *, of: Callable[[], Any], **wishes: Any) -> None:
        self.of = of
        super().__init__(queryset=of(), **wishes)

    def get_queryset(self) -> Any:
        """Return the parts that may be chosen in this call."""
        subject = self.context.get("subject")
        if subject is None:
            return self.of().none()
        rows = self.of().visible_to(self.context["request"].user)
        return rows.filter(case=subject)

    def __deepcopy__(self, memo: dict[int, Any]) -> "PartChoice":
        """Return the field for one more call; DRF copies fields by their arguments."""
        field: Any = self
        wishes = {k: v for k, v in field._kwargs.items() if k != "of"}
        return type(self)(of=self.of, **wishes)


class Person(serializers.Serializer[User]):
    """A colleague as others see them."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()


class Named(serializers.Serializer[Department]):
    """A department by its name."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()


class NoFilters(serializers.Serializer[Any]):
    """A list that is only paged."""


class IdFilter(serializers.IntegerField):
    """An id that a list is kept to."""

    def __init__(self, **wishes: Any) -> None:
        bounds = {"min_value": 1, "max_value": LARGEST_ID}
        super().__init__(**{"required": False, **bounds, **wishes})


class OfCase(serializers.Serializer[Any]):
    """A list that may be kept to one case."""

    case = IdFilter()
