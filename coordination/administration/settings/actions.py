"""Changing what the municipality decides for itself."""

from typing import Any

from django.utils.translation import gettext as _

from coordination.administration.gate import admit
from coordination.models import Department, Municipality, User
from coordination.record import announce
from coordination.workflow import Refused, Stale, whole

# A group is published when at least so many were asked, and so many answered
# (DESIGN §3, Published tables).
LEAST_INVITED = 10
LEAST_ANSWERS = 5


@whole
def change(*, by: User, version: int | None = None, **wanted: Any) -> None:
    """Change the settings, each old and new value on record; `Stale` if outdated."""
    admit(by)
    found = Municipality.objects.select_for_update(no_key=True).get(pk=1)
    if version is not None and version != found.version:
        raise Stale
    before = {name: getattr(found, name) for name in wanted}
    for name, value in wanted.items():
        setattr(found, name, value)
    refuse_impossible(found)
    changed = {
        name: [coded(before[name]), coded(value)]
        for name, value in wanted.items()
        if before[name] != value
    }
    found.version += 1
    found.save()
    announce("municipality.change", subject=found, by=by, facts={"changed": changed})


@whole
def switch_on(language: str, *, by: User | None) -> None:
    """Let a language be on, unless it is; without `by`, on the machine itself."""
    if by is not None:
        admit(by)
    found = Municipality.objects.select_for_update(no_key=True).get(pk=1)
    before = list(found.languages)
    if not before or language in before:
        return
    found.languages = [*before, language]
    found.version += 1
    found.save(update_fields=["languages", "version"])
    changed = {"languages": [before, found.languages]}
    announce("municipality.change", subject=found, by=by, facts={"changed": changed})


def coded(value: Any) -> Any:
    """Return a setting as the record keeps it: numbers and ids, no words."""
    if isinstance(value, Department):
        return value.pk
    return None if isinstance(value, str) else value


def refuse_impossible(found: Municipality) -> None:
    """Refuse settings that would break a promise."""
    lead = found.lead_department
    if lead is None or not lead.internal or lead not in Department.objects.active():
        raise Refused(_("The lead department must be an open one of our own."))
    if (
        found.publish_answers_min < LEAST_ANSWERS
        or found.publish_invited_min < LEAST_INVITED
    ):
        raise Refused(
            _(
                "Figures rest on at least 5 answers among at least 10 who were asked."
                " Choose higher limits."
            )
        )
    if found.survey_after_contact_days > found.survey_latest_days:
        raise Refused(
            _(
                "The survey cannot be due later after a contact than it is at latest."
                " Make one shorter or the other longer."
            )
        )
