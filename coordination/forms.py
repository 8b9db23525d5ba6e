"""What all forms share: a refusal is shown where it arose, nothing typed is lost."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.models import Department, User
from coordination.workflow import Refused, Stale
from coordination.written import restore

if TYPE_CHECKING:
    DepartmentChoice = forms.ModelChoiceField[Department]
    PersonChoice = forms.ModelChoiceField[User]
else:
    DepartmentChoice = PersonChoice = forms.ModelChoiceField

BIGGEST = 2**31 - 1
CHOOSE_DEPARTMENT = gettext_lazy("Choose a department.")
# What a choice says that nobody has made; a field of ours says it more closely.
UNCHOSEN: dict[type[forms.Field], Any] = {
    forms.ChoiceField: gettext_lazy("Choose an option."),
    forms.MultipleChoiceField: gettext_lazy("Choose at least one."),
    forms.ModelMultipleChoiceField: gettext_lazy("Choose at least one."),
}
F = TypeVar("F", bound=forms.Field)


class Versioned(Protocol):
    """Anything that counts its changes."""

    version: int


class VersionedForm(forms.Form):
    """A form that knows which version of the thing its reader saw."""

    version = forms.IntegerField(
        required=False, widget=forms.HiddenInput, min_value=0, max_value=BIGGEST
    )


class DepartmentField(DepartmentChoice):
    """A choice among departments."""

    default_error_messages = {"required": CHOOSE_DEPARTMENT}


class PersonField(PersonChoice):
    """A choice among people, by name."""

    default_error_messages = {"required": gettext_lazy("Choose a person.")}

    def __init__(self, **wishes: Any) -> None:
        super().__init__(queryset=User.objects.none(), **wishes)

    def offer(self, people: Iterable[User]) -> None:
        """Let one of these people be chosen, in the order given."""
        listed = list(people)
        self.queryset = User.objects.filter(pk__in=[person.pk for person in listed])
        chosen = [(person.pk, person.get_full_name()) for person in listed]
        self.choices = [("", self.empty_label), *chosen]


class MomentField(forms.DateTimeField):
    """A day and a time by our clocks, which must show it exactly once."""

    def to_python(self, value: Any) -> Any:
        """Return the moment."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            if getattr(error, "code", None) != "ambiguous_timezone":
                raise
            sentence = _("The clocks are changed in that hour. Choose another time.")
            raise ValidationError(sentence, code="ambiguous_timezone") from error


def speak_plainly() -> None:
    """Let a choice that nobody made say what is to be chosen, on every form."""
    for field, sentence in UNCHOSEN.items():
        field.default_error_messages["required"] = sentence


def field_of(form: forms.BaseForm, name: str, kind: type[F]) -> F:
    """Return a form's field as what it was declared to be."""
    found = form.fields[name]
    if not isinstance(found, kind):
        raise TypeError(f"{name} is no {kind.__name__}")
    return found


@contextmanager
def refusals_shown_on(
    form: forms.Form, *, subject: Versioned | None = None
) -> Iterator[None]:
    """Show on the form why a step is not possible, with all that was typed.

    When somebody changed `subject` meanwhile, the form says so and takes the new
    version along: who sends it again has been told.
    """
    try:
        yield
    except Refused as refused:
        form.add_error(None, str(refused))
        cast("Answered", form).status = HTTPStatus.CONFLICT
    except Stale:
        form.add_error(
            None,
            _(
                "Somebody changed this while you wrote. What you wrote is kept here:"
                " look at what is new, and send again if it still holds."
            ),
        )
        cast("Answered", form).status = HTTPStatus.PRECONDITION_FAILED
        if subject is not None:
            data = cast(QueryDict, form.data).copy()
            data["version"] = str(subject.version)
            form.data = data


class Answered(forms.Form):
    """A form that was refused for another reason than what stands in it."""

    status: HTTPStatus


def status_of(form: forms.Form) -> HTTPStatus:
    """Return the status of a page that shows this form."""
    if not form.is_bound or not form.errors:
        return HTTPStatus.OK
    found: HTTPStatus = getattr(form, "status", HTTPStatus.UNPROCESSABLE_ENTITY)
    return found


def show(
    request: HttpRequest, template: str, form: forms.Form, **context: Any
) -> HttpResponse:
    """Return the page with its form, and the status that says how it went."""
    restore(request, form)
    context = {"form": form, **context}
    return render(request, template, context, status=status_of(form))
