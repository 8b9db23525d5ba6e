"""A choice that nobody made says what is to be chosen, on every form."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from django.utils import translation

from coordination.models import Department, User
from tests.matrix.texts import APPS


def required_choices():
    """Return each required choice of our forms, by form and name."""
    assert get_resolver().url_patterns  # whose import declares the forms
    return {
        f"{form.__name__}.{name}": field
        for form in declared(forms.BaseForm)
        for name, field in form.base_fields.items()
        if isinstance(field, forms.ChoiceField) and field.required
    }


def declared(kind):
    for each in kind.__subclasses__():
        if each.__module__.startswith(APPS):
            yield each
        yield from declared(each)


def said_of_nothing(field):
    with translation.override("da"), pytest.raises(ValidationError) as said:
        field.validate(None)
    return said.value.messages


def test_every_required_choice_asks_for_a_choice():
    found = required_choices()
    wrong = [
        f"{name}: {said}"
        for name, field in found.items()
        for said in said_of_nothing(field)
        if not said.startswith("Vælg ")
    ]
    assert len(found) > 25
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("model", "sentence"),
    [(Department, "Vælg en afdeling."), (User, "Vælg en person.")],
)
def test_it_says_whether_a_department_or_a_person_is_missing(model, sentence):
    fields = [
        field
        for field in required_choices().values()
        if getattr(field, "queryset", None) is not None
        and field.queryset.model is model
    ]
    assert fields
    assert {said for field in fields for said in said_of_nothing(field)} == {sentence}
