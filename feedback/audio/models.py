"""Recordings: a question and its answers, read aloud in one language."""

from django.db import models
from django.db.models.functions import Now

from coordination.models import User
from feedback.audio.sound import KINDS


class Recording(models.Model):
    """One question of one version of an instrument, as somebody reads it aloud.

    It lies in the database: there are few and they are small, every web node has
    them, and the backup does too.
    """

    language = models.CharField(max_length=8)
    instrument = models.CharField(max_length=40)
    item = models.CharField(max_length=40)
    kind = models.CharField(max_length=4, choices=[(kind, kind) for kind in KINDS])
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "language", "item"],
                name="one_recording_of_each_question",
            )
        ]
        indexes = [models.Index(fields=["digest"], name="recording_by_digest")]

    def __str__(self) -> str:
        return f"{self.instrument} {self.language} {self.item}"

    @property
    def address(self) -> str:
        """Where it can be heard."""
        return address_of(self.digest, self.kind)


def address_of(digest: str, kind: str) -> str:
    """Return the address of a recording; another sound has another address."""
    return f"/lyd/{digest}.{kind}"


def recordings(instrument: str, language: str) -> dict[str, str]:
    """Return where each question can be heard in a language, by its code."""
    rows = Recording.objects.filter(instrument=instrument, language=language)
    return {
        item: address_of(digest, kind)
        for item, digest, kind in rows.values_list("item", "digest", "kind")
    }
