"""What can be done with a language, one function for each verb."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.administration.settings import actions as settings
from coordination.models import User
from coordination.models.organisation import Role
from coordination.record import announce
from coordination.workflow import NotVisible, Refused, Stale, fresh, whole
from feedback.instrument.translation import PAGE, Language, languages
from feedback.language import offered
from feedback.language.models import Check
from feedback.language.offered import is_complete


def language_of(code: str) -> Language:
    """Return the language of that code, if there are files for it."""
    found = languages().get(code)
    if found is None:
        raise NotVisible
    return found


@whole
def check(
    code: str, *, by: User | None, checked_by: str, checked_on: date | None = None
) -> None:
    """Record that a named native speaker has checked a language as it is now.

    From then on it is on, and citizens are offered it for every questionnaire of which
    it has all the words. What was checked before and says something else now is
    refused: it would be a new wording in an old series.
    """
    admit(by)
    language = language_of(code)
    day = checked_on or timezone.localdate()
    if not checked_by.strip():
        raise Refused(_("Write the name of the native speaker who has checked it."))
    if day > timezone.localdate():
        raise Refused(_("Choose the day on which it was checked, today at the latest."))
    if language.page_holes:
        raise Refused(
            _(
                "Some of the words on the pages around the questions are missing. Have"
                " them translated before the language is checked."
            )
        )
    parts = [part for part in sorted(language.parts) if is_complete(language, part)]
    for part in parts:
        told = language.parts[part]
        earlier = Check.objects.of(told)
        if part != PAGE and earlier.exclude(digest=told.digest).exists():
            raise Refused(
                _(
                    "The wording of %(part)s has changed since it was checked. Give the"
                    " questionnaire a new version number."
                )
                % {"part": part}
            )
        end(earlier, by=by)
        try:
            with transaction.atomic():
                Check.objects.create(
                    language=code,
                    part=part,
                    digest=told.digest,
                    checked_by=checked_by.strip(),
                    checked_on=day,
                    by=by,
                )
        except IntegrityError as error:
            raise Stale from error
    announce(
        "language.check",
        subject_type="language",
        by=by,
        facts={"language": code, "parts": parts},
    )
    settings.switch_on(code, by=by)
    offered.forget()


@whole
def stop(code: str, *, by: User | None) -> None:
    """Offer a language no longer; answers already given in it are counted."""
    admit(by)
    language = language_of(code)
    if not end(Check.objects.filter(language=language.code), by=by):
        raise Refused(_("This language is not offered. There is nothing to stop."))
    announce("language.stop", subject_type="language", by=by, facts={"language": code})
    offered.forget()


def end(checks: QuerySet[Check], *, by: User | None) -> int:
    """Take back the checks that are in force; say how many there were."""
    return checks.filter(ended_at=None).update(ended_at=timezone.now(), ended_by=by)


def admit(by: User | None) -> None:
    """Let administrators go on, and whoever runs commands on the machine itself."""
    if by is not None and not fresh(by).has_role(Role.ADMINISTRATOR):
        raise PermissionDenied
