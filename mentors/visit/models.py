"""Visits: each row is one version, added and never changed."""

from typing import Self

from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from coordination.access import Section, VisibleQuerySet, granted
from coordination.models import User
from mentors.mentorship.models import Mentorship

LONGEST_TEXT = 10_000
LONGEST_VISIT = 24 * 60  # minutes


class VisitQuerySet(VisibleQuerySet["Visit"]):
    """Visits in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep a mentor's own, and those of cases on which the department sees visits.

        How much of a visit a department reads is what the citizen agreed to:
        `sharing.reading` decides.
        """
        own = Q(mentorship__mentor__in=[user.pk, *user.covers])
        visits = granted(user, Section.VISITS, "case_id")
        return self.filter(visits & (own | granted(user, Section.CORE, "case_id")))

    def current(self) -> Self:
        """Keep the newest version of each visit.

        A correction may arrive before what it corrects, so the original is never
        newer than a correction, whatever the order of arrival.
        """
        corrections = Visit.objects.filter(
            mentorship=OuterRef("mentorship"), visit_id=OuterRef("visit_id")
        ).exclude(client_id=F("visit_id"))
        newer = corrections.filter(
            Q(pk__gt=OuterRef("pk")) | Q(visit_id=OuterRef("client_id"))
        )
        return self.filter(~Exists(newer))

    def original_first(self) -> Self:
        """Put the versions of a visit in their order."""
        is_original = ExpressionWrapper(Q(client_id=F("visit_id")), BooleanField())
        return self.order_by(is_original.desc(), "pk")

    def newest_first(self) -> Self:
        """Put the latest visits on top."""
        return self.order_by("-started_at", "-pk")


class Visit(models.Model):
    """One version of what a mentor wrote about one visit.

    `client_id` names this upload, `visit_id` the visit: the same for the original,
    another for a correction. `started_at` is the phone's clock, `received_at` ours.
    """

    class Kind(models.TextChoices):
        """How they met."""

        HOME = "home", _("Home visit")
        WALK = "walk", _("Walk")
        ACCOMPANY = "accompany", _("Went along")
        PHONE = "phone", _("Phone call")
        MEETING = "meeting", _("Meeting")

    class Outcome(models.TextChoices):
        """Whether they met."""

        DONE = "done", _("They met")
        NOBODY_HOME = "nobody_home", _("Nobody home")
        CANCELLED = "cancelled", _("Cancelled")

    class Late(models.TextChoices):
        """What had happened meanwhile, when a visit reached us."""

        HANDED_ON = "handed_on", _("the baton had been passed on")
        PAUSED = "paused", _("the case was paused")
        CLOSED = "closed", _("the case was closed")
        ENDED = "ended", _("the mentorship had ended")
        NOT_BEGUN = "not_begun", _("the mentorship had not begun")
        CONSENT_GONE = "consent_gone", _("the consent no longer held")
        CLOCK = "clock", _("the phone's clock seems to be wrong")

    mentorship = models.ForeignKey(
        Mentorship, models.PROTECT, related_name="visits", db_index=False
    )
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, related_name="visits", db_index=False
    )
    author = models.ForeignKey(
        User, models.PROTECT, related_name="visits", db_index=False
    )
    together_with = models.ManyToManyField(
        User, blank=True, related_name="+", verbose_name=_("together with")
    )
    client_id = models.UUIDField()
    visit_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    kind = models.CharField(_("how"), max_length=20, choices=Kind.choices)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    to_whom = models.CharField(_("where to, or to whom"), max_length=120, blank=True)
    started_at = models.DateTimeField(_("when it began"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    wishes = models.TextField(_("what the citizen wants"), blank=True)
    agreed = models.TextField(_("what you agreed"), blank=True)
    next_at = models.DateTimeField(_("next visit"), null=True, blank=True)
    received_at = models.DateTimeField(db_default=Now())
    late = models.JSONField(default=list)
    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "client_id"], name="an_upload_is_stored_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["home", "walk", "accompany", "phone", "meeting"],
                    outcome__in=["done", "nobody_home", "cancelled"],
                ),
                name="visit_kind_and_outcome_are_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["mentorship", "-started_at"], name="visit_of_mentorship"
            ),
            models.Index(fields=["mentorship", "visit_id"], name="versions_of_visit"),
            models.Index(fields=["case", "-started_at"], name="visit_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.case}"

    @property
    def is_correction(self) -> bool:
        """Whether this version corrects an earlier one."""
        return self.client_id != self.visit_id

    @property
    def late_words(self) -> list[str]:
        """Why this reached us late, in words."""
        return [str(self.Late(code).label) for code in self.late]

    def versions(self) -> VisitQuerySet:
        """Return every version of this visit, the original first."""
        same = Visit.objects.filter(
            mentorship=self.mentorship_id, visit_id=self.visit_id
        )
        return same.select_related("author").original_first()
