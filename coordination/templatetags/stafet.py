"""The words a template uses: dates, numbers, buttons, and what a person may do."""

from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from coordination import controls, figures, formats
from coordination.calendar import last_day

register = template.Library()

for spoken in (
    formats.day,
    formats.month,
    formats.short_day,
    formats.moment,
    formats.clock,
    formats.days,
    formats.decimal,
    formats.whole,
    formats.percent,
    formats.capped,
    formats.days_since,
    formats.deadline_tone,
    last_day,
):
    register.filter(spoken.__name__, spoken)


TONES = {"success": "good", "error": "danger", "warning": "warning"}


@register.filter
def tone(level: str) -> str:
    """Return the tone in which a message of this level is shown."""
    return TONES.get(level, "info")


@register.simple_tag
def when(at: date | datetime | None, form: str = "day") -> str | SafeString:
    """Write a day or a moment so that people and machines can read it."""
    if not at:
        return formats.NOTHING
    shown = getattr(formats, form)(at)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), shown)


@register.simple_tag
def icon(name: str, *, label: str = "") -> SafeString:
    """Draw one of our own icons: a decoration unless it is given a label."""
    sprite = static("icons.svg")
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>',
            label,
            sprite,
            name,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', sprite, name
    )


@register.inclusion_tag("components/badge.html")
def badge(label: str, *, tone: str = "neutral") -> dict[str, Any]:
    """Show a word with a colour."""
    return {"label": label, "tone": tone}


@register.inclusion_tag("components/deadline.html")
def deadline(due: date | None, *, done: bool = False) -> dict[str, Any]:
    """Show a day with how it stands, in a word and a colour."""
    late = due and not done
    return {
        "due": due,
        "tone": formats.deadline_tone(due) if late else "neutral",
        "word": formats.deadline_word(due) if due and late else "",
    }


@register.inclusion_tag("components/button.html")
def button(
    label: str,
    *,
    href: str = "",
    tone: str = "primary",
    icon: str = "",
    name: str = "",
    value: str = "",
    small: bool = False,
    describedby: str = "",
) -> dict[str, Any]:
    """Show a link that looks like a button, or the button that sends a form."""
    return {
        "label": label,
        "href": href,
        "tone": tone,
        "icon": icon,
        "name": name,
        "value": value,
        "small": small,
        "describedby": describedby,
    }


@register.simple_tag(takes_context=True)
def allowed(context: template.RequestContext, subject: Any, step: str) -> bool:
    """Tell whether the state allows the step and the person may take it."""
    return controls.permits(subject, step, user=context.request.user)


@register.simple_tag(takes_context=True)
def place(context: template.RequestContext, name: str) -> str:
    """Return the address that an app offers this person under a name."""
    found: str = figures.ask(name, user=context.request.user)
    return found


@register.inclusion_tag("components/button.html", takes_context=True)
def step_button(
    context: template.RequestContext,
    subject: Any,
    step: str,
    label: str,
    href: str,
    *,
    tone: str = "secondary",
    icon: str = "",
) -> dict[str, Any]:
    """Show the way to a step, to those who may take it now."""
    may = controls.permits(subject, step, user=context.request.user)
    return {"label": label if may else "", "href": href, "tone": tone, "icon": icon}


@register.inclusion_tag("components/field.html")
def field(bound: Any, **wishes: Any) -> dict[str, Any]:
    """Show a form field with its label, hint and error."""
    return controls.dress(bound, **wishes)


@register.inclusion_tag("components/form_fields.html")
def form_fields(form: Any, *, only: str = "", skip: str = "") -> dict[str, Any]:
    """Show the fields of a form in their order, the hidden ones first."""
    wanted = only.split() or list(form.fields)
    shown = [form[name] for name in wanted if name not in skip.split()]
    return {
        "hidden": form.hidden_fields(),
        "fields": [bound for bound in shown if not bound.is_hidden],
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """Show what must be put right, with a way to each field, and what may be empty."""
    return {"problems": controls.problems(form), **controls.what_may_be_empty(form)}


@register.inclusion_tag("components/dialog_button.html")
def dialog_button(
    dialog_id: str, label: str, *, tone: str = "secondary", icon: str = ""
) -> dict[str, Any]:
    """Show the button that opens a dialog, without script."""
    return {"dialog_id": dialog_id, "label": label, "tone": tone, "icon": icon}


def wrap(content: str, partial: str, **inputs: Any) -> SafeString:
    """Put what stands between two tags into a component."""
    chosen = get_template(f"components/{partial}.html")
    return SafeString(chosen.render({"content": content, **inputs}))


@register.simple_block_tag
def panel(content: str, title: str, *, level: int = 2, id: str = "") -> SafeString:  # noqa: A002
    """Set a part of the page apart, under a heading."""
    return wrap(content, "panel", title=title, level=level, id=id)


@register.simple_block_tag
def notice(content: str, *, title: str = "", tone: str = "neutral") -> SafeString:
    """Tell the reader something that matters now."""
    return wrap(SafeString(content.strip()), "notice", title=title, tone=tone)


@register.simple_block_tag
def dialog(content: str, dialog_id: str, title: str) -> SafeString:
    """Keep something aside until its button is pressed."""
    return wrap(content, "dialog", dialog_id=dialog_id, title=title)


@register.simple_block_tag
def menu(content: str, label: str) -> SafeString:
    """Gather what is rare behind one button."""
    return wrap(content, "menu", label=label)
