"""Nouns with verbs: what every model with a state machine has."""

from typing import Any, Self, cast

from django.db import models
from django_fsm import ConcurrentTransitionMixin, FSMFieldMixin, Transition

from coordination.models import User


class SafeFSM(ConcurrentTransitionMixin, models.Model):
    """A state machine whose state can be re-read without lifting its protection.

    django-fsm-2 4.2.4 lifts the protection of the shared field while refreshing,
    for every thread and for good if the row is gone; here the loaded value is
    forgotten instead, which the field's descriptor allows.
    """

    class Meta:
        abstract = True

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Any = None,
        from_queryset: models.QuerySet[Any] | None = None,
    ) -> None:
        """Load the row again, its state included."""
        if fields is None and not self.get_deferred_fields():
            # named, or Django takes the forgotten state for a deferred field
            fields = [field.attname for field in self._meta.concrete_fields]
        names = [f for f in self._protected() if fields is None or f in fields]
        saved = {n: self.__dict__.pop(n) for n in names if n in self.__dict__}
        try:
            models.Model.refresh_from_db(self, using, fields, from_queryset)
        except BaseException:
            self.__dict__.update(saved)
            raise
        self._update_initial_state()

    def clean_fields(self, exclude: Any = None) -> None:
        """Check every field but the protected ones, which nobody may type."""
        super().clean_fields({*(exclude or ()), *self._protected()})

    @classmethod
    def _protected(cls) -> list[str]:
        fields = cls._meta.concrete_fields
        return [
            field.attname
            for field in fields
            if isinstance(field, FSMFieldMixin) and field.protected
        ]


class Workflow(SafeFSM):
    """A noun with verbs: its steps are transitions, taken through `perform`."""

    version = models.PositiveIntegerField(default=0, editable=False)

    # Each noun declares its own, with its own states.
    state: Any
    get_state_display: Any

    class Meta:
        abstract = True

    # What a person reads who comes too late, by the state the thing is now in.
    too_late: dict[str, Any] = {}
    # States in which another noun's step leaves a new row, besides its own first step.
    begins_as: tuple[str, ...] = ()

    @property
    def root(self) -> "Workflow | None":
        """The case this is a part of; the case itself; or nothing."""
        return self

    def onward(self, step: str) -> Transition | None:
        """Return how this step leads on from the present state, if it does."""
        return cast(
            "Transition | None",
            getattr(self, step)._django_fsm.get_transition(self.state),
        )

    @classmethod
    def by_number(cls, pk: int) -> Self:
        """Return a stand-in for a row; the step taken on it finds out if it exists."""
        stand_in = cls(pk=pk)
        stand_in._state.adding = False
        return stand_in

    @classmethod
    def for_step(cls, rows: Any, step: str) -> Any:
        """Lock the row a step re-reads, and bring along what its conditions ask for."""
        return rows.select_for_update(no_key=True, of=("self",))

    def is_seen_by(self, user: User) -> bool:
        """Say whether this person sees it; without such a rule, everybody does."""
        rows: Any = type(self)._default_manager.filter(pk=self.pk)
        return not hasattr(rows, "visible_to") or rows.visible_to(user).exists()

    def only_reads(self, user: User) -> bool:
        """Say whether this person opened the case in an emergency, so only to read."""
        return False

    @classmethod
    def noun(cls) -> str:
        """Return the word events use for this model."""
        return cast(str, cls._meta.model_name)


def open_to(rows: Any, user: User, step: str) -> Any:
    """Keep the rows on which this person may try a step: those they see.

    A noun of which more can be tried than is seen says so in its queryset.
    """
    if hasattr(rows, "open_to"):
        return rows.open_to(user, step)
    return rows.visible_to(user)


class Part(Workflow):
    """A noun that belongs to a case: the case is locked before it."""

    case: Any
    case_id: int | None

    class Meta:
        abstract = True

    @property
    def root(self) -> Workflow:
        """The case this is a part of."""
        return cast(Workflow, self.case)

    def only_reads(self, user: User) -> bool:
        """Say whether this person opened the case in an emergency, so only to read."""
        return self.case_id in user.emergencies

    def may_be_begun_by(self, user: User) -> bool:
        """Say whether this person sees where the new part belongs: in the case."""
        cases: Any = type(self.case)._default_manager
        return bool(cases.visible_to(user).filter(pk=self.case_id).exists())
