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
    asked = not bound.field.required if optional is None else optional
    return {
        "bound": bound,
        "kind": kind,
        "label": label or bound.label,
        "hint": bound.help_text,
        "errors": bound.errors,
        "optional": asked and kind != "tick",
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
