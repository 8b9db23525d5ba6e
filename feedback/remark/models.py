"""What citizens wrote: held until a named person has read it and let it out."""

import uuid
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.models import User
from coordination.models.encrypted import EncryptedTextField
from coordination.models.organisation import Role
from coordination.workflow import Refused, Workflow
from feedback.remark.screening import Kind, certain, find
from feedback.remark.text import says_something, without, words_of


def leads_elsewhere(remark: "Remark", user: User) -> bool:
    """Leaders who have no part in the department that took the baton."""
    works_there = {seat.department_id for seat in user.seats}
    return user.has_role(Role.LEADER) and remark.receiver not in works_there


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Remarks in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep those a leader may read before release: none about their own place.

        Who works where the baton went would know the citizen by what they write, and
        the citizen has been told that they will not (DOMAIN.md §3.2, threat T7).
        """
        if not user.has_role(Role.LEADER):
            return self.none()
        own = {seat.department_id for seat in user.seats}
        return self.exclude(receiver__in=own)

    def held(self) -> Self:
        """Keep those that nobody has decided about; random keys are their order."""
        return self.filter(state=Remark.State.HELD).order_by("pk")

    def released(self) -> Self:
        """Keep those that were let out; random keys are their order."""
        return self.filter(state=Remark.State.RELEASED).order_by("pk")

    def of_quarter(self, first: date) -> Self:
        """Keep those after handovers whose answers a quarter's figures count."""
        return self.filter(round=None, month=first)

    def unpublished(self) -> Self:
        """Keep those after handovers whose answers are not published yet."""
        return self.filter(round=None, month=None)


class Remark(Workflow):
    """What a citizen wrote, with its quarter and receiver, or its round, and no more.

    `month` is the first of the quarter in which its answers are published, or of the
    round: nothing finer is kept. It has none while its answers wait for a month with
    enough of them; it may be read and decided about meanwhile, and is shown nowhere.
    The words as they came are gone once somebody has decided: `text` then holds what
    was let out, or nothing. They lie encrypted: with the receiver, and who was asked,
    a copy of the database would tell whose they are.
    """

    class State(models.TextChoices):
        """What became of it."""

        HELD = "held", _("Waits to be read")
        RELEASED = "released", _("Released")
        DROPPED = "dropped", _("Erased")

    too_late = {
        "released": _("This is released already."),
        "dropped": _("This is dropped, and its words are gone."),
    }
    # the closing of its month or round leaves it, on behalf of nobody
    begins_as = ("held",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.DateField(null=True)
    round = models.ForeignKey(
        "feedback.Round", models.PROTECT, null=True, related_name="remarks"
    )
    receiver = models.BigIntegerField(null=True)
    text = EncryptedTextField(keys="ANSWER_KEYS", blank=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = RemarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(released_by__isnull=True, released_at__isnull=True)
                | Q(released_by__isnull=False, released_at__isnull=False),
                name="remark_is_released_by_a_named_person",
            ),
            models.CheckConstraint(
                condition=Q(round__isnull=True) ^ Q(receiver__isnull=True),
                name="remark_is_about_a_department_or_a_round",
            ),
            models.CheckConstraint(
                condition=Q(state="held", released_by__isnull=True)
                | Q(state="released", released_by__isnull=False)
                | Q(state="dropped", released_by__isnull=True, text=""),
                name="remark_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"remark ({self.state})"

    @property
    def root(self) -> None:
        """Nothing: a remark belongs to no case, on purpose."""
        return

    @property
    def words(self) -> list[str]:
        """Its words, each of which can be taken out."""
        return words_of(self.text)

    # -- steps -----------------------------------------------------------------

    @transition(
        state, source=State.HELD, target=State.RELEASED, permission=leads_elsewhere
    )
    def release(
        self, *, at: datetime, by_whom: User, out: Collection[int]
    ) -> dict[str, Any]:
        """Let the words out, without those at the places `out`; nothing is rewritten.

        Numbers, addresses and links that could lead to somebody cannot be let out.
        """
        words = self.words
        taken = {place for place in out if 0 <= place < len(words)}
        kept = without(words, taken)
        if left := certain(kept):
            named = ", ".join(str(Kind(kind).label).lower() for kind in left)
            raise Refused(
                gettext("Something must be taken out first: %(what)s.")
                % {"what": named},
                about=self,
            )
        if not says_something(kept):
            raise Refused(
                gettext("Nothing would be left. Drop the remark instead."), about=self
            )
        found = {mark.kind.value for mark in find(words)}
        self.text, self.released_by, self.released_at = kept, by_whom, at
        return {"found": sorted(found), "taken_out": len(taken)}

    @transition(
        state, source=State.HELD, target=State.DROPPED, permission=leads_elsewhere
    )
    def drop(self, *, at: datetime) -> None:
        """Erase the words; nobody reads them any more."""
        self.text = ""
