"""What can be done with a recording, one function for each verb."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.models import User
from coordination.models.organisation import Role
from coordination.record import announce
from coordination.workflow import NotVisible, Refused, fresh, whole
from feedback.audio.models import Recording
from feedback.audio.sound import MOST, kind_of
from feedback.instrument.catalogue import Instrument

KEEPERS = (Role.LEADER, Role.ADMINISTRATOR)


@whole
def keep(
    content: bytes, *, by: User, instrument: Instrument, language: str, item: str
) -> None:
    """Keep the sound of one question instead of the one there was."""
    admit(by)
    if instrument.item(item) is None:
        raise NotVisible
    kind = check(content)
    digest = hashlib.sha256(content).hexdigest()
    Recording.objects.update_or_create(
        instrument=instrument.code,
        language=language,
        item=item,
        defaults={
            "kind": kind,
            "digest": digest,
            "content": content,
            "by": by,
            "at": timezone.now(),
        },
    )
    note("recording.keep", instrument, language, item, by=by)


@whole
def remove(*, by: User, instrument: Instrument, language: str, item: str) -> None:
    """Remove the sound of one question."""
    admit(by)
    rows = Recording.objects.filter(
        instrument=instrument.code, language=language, item=item
    )
    if instrument.item(item) is None or not rows.delete()[0]:
        raise Refused(_("There is no recording of this question any more."))
    note("recording.remove", instrument, language, item, by=by)


def forget_others(instrument: Instrument) -> None:
    """Delete the recordings of what this instrument does not ask any more."""
    asked = [item.code for item in instrument.items]
    rows = Recording.objects.filter(instrument=instrument.code)
    rows.exclude(item__in=asked).delete()


def check(content: bytes) -> str:
    """Return what kind of sound it is; refuse one that is too long, or is none."""
    if len(content) > MOST:
        raise Refused(
            _("The recording is too large. Keep it below 1 MB: about two minutes.")
        )
    kind = kind_of(content)
    if not kind:
        raise Refused(_("This is no sound we can play. Save it as MP3, OGG or M4A."))
    return kind


def admit(by: User) -> None:
    """Let leaders and administrators go on."""
    if not fresh(by).has_role(*KEEPERS):
        raise PermissionDenied


def note(
    kind: str, instrument: Instrument, language: str, item: str, *, by: User
) -> None:
    """Put on record whose question was given a voice, or lost it."""
    facts = {"instrument": instrument.code, "language": language, "item": item}
    announce(kind, subject_type="recording", by=by, facts=facts)
