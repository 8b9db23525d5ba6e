"""A round: many people are asked the same, once, and the answers become counts."""

from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from coordination.calendar import COPENHAGEN
from coordination.models import User
from coordination.workflow import Workflow
from feedback.audio.models import recordings
from feedback.instrument.catalogue import (
    Instrument,
    Item,
    NoInstrument,
    as_written,
    is_as_then,
    load,
)
from feedback.instrument.words import ORIGINAL
from feedback.invitation.mode import BY_POST, Mode
from feedback.round.conditions import (
    READERS,
    by_those_who_hold_rounds,
    last_day_is_ahead,
    nobody,
    was_brought_in,
    wording_is_as_planned,
)
from feedback.round.local import as_instrument, item_of, words_code


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep all for whoever reads the leaders' figures, and none for others."""
        return self if user.has_role(*READERS) else self.none()

    def running(self) -> Self:
        """Keep those that people are asked in now."""
        return self.filter(state=Round.State.OPEN)

    def closed(self) -> Self:
        """Keep those whose figures are published."""
        return self.filter(state=Round.State.CLOSED)

    def brought_in(self) -> Self:
        """Keep those that somebody else has held, also what was taken back since."""
        return self.exclude(source_digest="")


class Round(Workflow):
    """One round of one instrument, with at most five questions of the municipality's.

    `fingerprint` is that of the instrument when the round was made: rounds with
    different fingerprints are not one series. `wording` is what the instrument's file
    said then: it is asked and told with these words, whatever becomes of the file
    (empty in rounds from before they were kept). `local_items` holds code, text and
    scale of each added question. `rule` says who is asked, and `draw` what it found
    when it was run: the moment, the rule as run, the seed, how many persons, how many
    of them must wait until which day, and how many were left out for which reason.
    `waves` holds the day of each, and how many are asked on it.
    `invited` is None when nobody counted, as where whoever comes may answer.
    """

    class State(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft", _("Being prepared")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        CALLED_OFF = "called_off", _("Called off")
        TAKEN_BACK = "taken_back", _("Taken back")

    too_late = {
        "open": _("The round has started. Who is asked does not change any more."),
        "closed": _("This round is closed. Its figures do not change any more."),
        "called_off": _("This round was called off. Make a new one."),
        "taken_back": _("This round was taken back. Its figures are shown nowhere."),
    }

    name = models.CharField(_("name"), max_length=60, unique=True)
    instrument = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    wording = models.TextField(default="", db_default="")
    local_items = models.JSONField(default=list)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    rule = models.JSONField(default=dict, db_default={})
    draw = models.JSONField(default=dict, db_default={})
    sample_size = models.PositiveIntegerField(null=True)
    waves = models.JSONField(default=list, db_default=[])
    remind_after = models.PositiveSmallIntegerField(null=True)
    modes = models.JSONField(default=list, db_default=[])
    walk_ins = models.BooleanField(db_default=False)
    interviewers = models.ManyToManyField(User, related_name="+")
    reached = models.JSONField(default=dict, db_default={})
    invited = models.PositiveIntegerField(_("invited"), null=True)
    source_digest = models.CharField(max_length=64, blank=True)
    taken_back_because = models.CharField(max_length=500, blank=True, db_default="")
    closed_at = models.DateTimeField(null=True)
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-until", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__lte=F("until")), name="round_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open"], closed_at__isnull=True)
                | Q(
                    state__in=["closed", "called_off", "taken_back"],
                    closed_at__isnull=False,
                ),
                name="round_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the round's page."""
        return f"/ledelse/runder/{self.pk}/"

    @property
    def root(self) -> None:
        """Nothing: a round belongs to no case, on purpose."""
        return

    @property
    def asked(self) -> Instrument:
        """The instrument in the wording the round was made with."""
        if self.wording:
            return as_written(self.instrument, self.wording)
        return load(self.instrument)

    @property
    def title(self) -> str:
        """What the questionnaire is called; its code where the file is gone."""
        try:
            return self.asked.title
        except NoInstrument:
            return self.instrument

    @property
    def is_as_planned(self) -> bool:
        """Whether the questionnaire's file still has the wording of the round."""
        return is_as_then(self.instrument, self.fingerprint)

    @property
    def items(self) -> tuple[Item, ...]:
        """The instrument's items, then the municipality's own."""
        asked = self.asked
        return (*asked.items, *(item_of(row, asked) for row in self.local_items))

    @property
    def own_questions(self) -> Instrument:
        """The municipality's own questions, as something that can be read aloud.

        No instrument of a file can have such a code.
        """
        return as_instrument(f"round:{self.pk}", self.local_items, self.asked)

    def sounds(self, language: str) -> dict[str, str]:
        """Return where each question can be heard, by its code.

        Its own are not translated: they are heard in Danish, as they are read.
        """
        heard = recordings(self.instrument, language)
        if self.local_items:
            own = recordings(self.own_questions.code, ORIGINAL)
            codes = {words_code(row): row["code"] for row in self.local_items}
            heard |= {codes[key]: own[key] for key in own.keys() & codes.keys()}
        return heard

    @property
    def month(self) -> date:
        """The one month all of its answers are noted under, whenever they came."""
        return self.since.replace(day=1)

    @property
    def ends_at(self) -> datetime:
        """The midnight after its last day."""
        return datetime.combine(self.until + timedelta(days=1), time(), COPENHAGEN)

    @property
    def met_since(self) -> date:
        """The first day on which a contact counts for the rule."""
        return date.fromisoformat(self.rule["since"])

    @property
    def met_until(self) -> date:
        """The last day on which a contact counts for the rule."""
        return date.fromisoformat(self.rule["until"])

    @property
    def drawn_at(self) -> datetime:
        """When whom to ask was drawn."""
        return datetime.fromisoformat(self.draw["at"])

    @property
    def waiting_until(self) -> date | None:
        """The last day on which somebody is asked who could not be on their wave's."""
        until = self.draw.get("waiting_until")
        return date.fromisoformat(until) if until else None

    @property
    def turns(self) -> list[dict[str, Any]]:
        """The waves, each with its day and how many are asked on it, once drawn."""
        return [
            {"on": date.fromisoformat(wave["on"]), "size": wave["size"]}
            for wave in self.waves
        ]

    @property
    def writes(self) -> bool:
        """Whether anybody is written to, and so can be reminded."""
        return any(mode in self.modes for mode in BY_POST)

    @property
    def ways(self) -> list[str]:
        """The ways to answer that it offers, as people call them."""
        return [str(Mode(code).label) for code in self.modes]

    # -- steps -----------------------------------------------------------------

    @transition(
        state, source="new", target=State.DRAFT, permission=by_those_who_hold_rounds
    )
    def plan(self, *, at: datetime) -> dict[str, Any]:
        """Prepare a round: what is asked, whom, when and in which ways."""
        return {"instrument": self.instrument}

    @transition(
        state, source=State.DRAFT, target=None, permission=by_those_who_hold_rounds
    )
    def change(self, *, at: datetime, **plan: Any) -> dict[str, Any]:
        """Change what is prepared; nobody is asked yet."""
        for name, value in plan.items():
            setattr(self, name, value)
        return {"instrument": self.instrument}

    @transition(
        state,
        source=[State.DRAFT, State.OPEN],
        target=None,
        permission=by_those_who_hold_rounds,
    )
    def name_interviewers(self, *, at: datetime) -> None:
        """Say who meets citizens: asks aloud, or finds their code at the counter."""

    @transition(
        state,
        source=State.DRAFT,
        target=State.OPEN,
        conditions=[last_day_is_ahead, wording_is_as_planned],
        permission=by_those_who_hold_rounds,
    )
    def start(
        self, *, at: datetime, draw: dict[str, Any], waves: list[dict[str, Any]]
    ) -> dict[str, Any]:
        """Draw whom to ask, once; the waves go out on their days."""
        self.draw, self.waves = draw, waves
        return {name: draw.get(name) for name in ("rule", "found", "drawn", "left_out")}

    @transition(
        state,
        source=State.OPEN,
        target=State.CLOSED,
        permission=by_those_who_hold_rounds,
    )
    def close(
        self, *, at: datetime, invited: int | None, reached: dict[str, int]
    ) -> dict[str, Any]:
        """End the round and publish its figures, for good."""
        self.closed_at, self.invited, self.reached = at, invited, reached
        return {"invited": invited}

    @transition(
        state,
        source=[State.DRAFT, State.OPEN],
        target=State.CALLED_OFF,
        permission=by_those_who_hold_rounds,
    )
    def call_off(self, *, at: datetime, answers: int) -> dict[str, Any]:
        """End the round without figures; what was answered is deleted."""
        self.closed_at = at
        return {"answers": answers}

    @transition(state, source="new", target=State.CLOSED, permission=nobody)
    def bring_in(self, *, at: datetime) -> dict[str, Any]:
        """Take over a round that somebody else has held and finished."""
        self.closed_at = at
        return {"instrument": self.instrument, "source": self.source_digest}

    @transition(
        state,
        source=State.CLOSED,
        target=State.TAKEN_BACK,
        conditions=[was_brought_in],
        permission=by_those_who_hold_rounds,
    )
    def take_back(self, *, at: datetime, because: str) -> dict[str, Any]:
        """Show the figures of a round that was brought in nowhere any more."""
        self.taken_back_because = because
        return {"instrument": self.instrument, "source": self.source_digest}
