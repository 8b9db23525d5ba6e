"""What a form field looks like, and who is shown which step."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import DateTimeBaseInput

# Browsers give these their own picker; all three send ISO.
PICKERS: dict[type[forms.Field], tuple[str, str]] = {
    forms.DateTimeField: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.DateField: ("date", "%Y-%m-%d"),
    forms.TimeField: ("time", "%H:%M"),
}

# Of fewer fields, each says for itself that it may be empty.
LONG = 5


def permits(subject: Any, step: str, *, user: Any) -> bool:
    """Tell whether the state allows a step and this person may take it."""
    if subject.only_reads(user):
        return False
    transition = subject.onward(step)
    return transition is not None and bool(transition.has_perm(subject, user))


def kind_of(bound: BoundField) -> str:
    """Tell which of the three shapes a field takes."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "control"


def use_picker(bound: BoundField) -> None:
    """Let the browser's own picker write a day or a time."""
    widget = bound.field.widget
    if not isinstance(widget, DateTimeBaseInput):
        return
    for kind, (input_type, iso) in PICKERS.items():
        if isinstance(bound.field, kind):
            widget.input_type, widget.format = input_type, iso
            return


def may_be_empty(bound: BoundField) -> bool:
    """Tell whether a field can be left out."""
    return not is_needed(bound) and not is_answered(bound)


def is_answered(bound: BoundField) -> bool:
    """Tell whether a field has an answer whatever anybody does: a box, or a choice."""
    kind, field = kind_of(bound), bound.field
    if kind == "choices":
        return bool(bound.value())
    chosen = isinstance(field, forms.ChoiceField) and not has_nothing_to_choose(field)
    return kind == "tick" or chosen


def has_nothing_to_choose(field: forms.ChoiceField) -> bool:
    """Tell whether one of the choices is none of them."""
    if isinstance(field, forms.ModelChoiceField):
        return field.empty_label is not None  # its rows are not asked for twice
    if isinstance(field.widget, forms.SelectMultiple):
        return True
    choices: Any = field.choices
    return any(not value for value, _label in choices)


def is_needed(bound: BoundField) -> bool:
    """Tell whether a field must be filled in, or must when another answer asks for it.

    Of the latter, which its form names in `depends`, the hint says when.
    """
    return bound.field.required or bound.name in getattr(bound.form, "depends", ())


def says_it_once(form: forms.BaseForm) -> bool:
    """Tell whether most of a long form may be empty, so that its head says it."""
    asked = [each for each in form.visible_fields() if kind_of(each) != "tick"]
    left_out = [each for each in asked if not is_needed(each)]
    return len(asked) >= LONG and len(left_out) > len(asked) / 2


def what_may_be_empty(form: forms.BaseForm) -> dict[str, bool]:
    """Return what the head of a form says about the fields below."""
    needed = any(must_be_filled_in(each) for each in form.visible_fields())
    return {"once": says_it_once(form), "needed": needed}


def must_be_filled_in(bound: BoundField) -> bool:
    """Tell whether somebody has to give an answer, or to leave the one there is."""
    return bound.field.required and not is_answered(bound)


def dress(
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    rows: int | None = None,
    width: str = "",
    optional: bool | None = None,
    autofocus: bool = False,
    inline: bool = False,
    large: bool = False,
) -> dict[str, Any]:
    """Return what the field component needs, with the widget already written."""
    if hint:
        bound.help_text = hint  # the widget points at the hint by itself
    kind = kind_of(bound)
    attrs: dict[str, Any] = {}
    if rows:
        attrs["rows"] = rows
    if autofocus:
        attrs["autofocus"] = True
    use_picker(bound)
    # allauth repeats the label inside the box, where it vanishes while one types
    if bound.field.widget.attrs.get("placeholder") == bound.label:
        del bound.field.widget.attrs["placeholder"]
    may = may_be_empty(bound) if optional is None else optional
    once = says_it_once(bound.form)
    return {
        "bound": bound,
        "kind": kind,
        "label": label or bound.label,
        "hint": bound.help_text,
        "errors": bound.errors,
        "optional": may and not once,
        "needed": once and must_be_filled_in(bound),
        "widget": bound.as_widget(attrs=attrs) if kind != "choices" else "",
        "classes": " ".join(
            word
            for word, wanted in {
                width: bool(width),
                "inline": inline,
                "large": large,
                "wrong": bool(bound.errors),
            }.items()
            if wanted
        ),
    }


def problems(form: forms.BaseForm) -> list[tuple[str, str]]:
    """List what must be put right: where it is on the page, and the sentence."""
    if not form.is_bound:
        return []
    found = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        place = bound.id_for_label or f"{bound.auto_id}_0"
        about = str(bound.label).rstrip("?:. ")
        found += [
            ("" if bound.is_hidden else place, f"{about}: {error}")
            for error in bound.errors
        ]
    return found
