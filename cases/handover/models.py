"""A handover: one department offers its baton, another takes it, or does not."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from cases.handover.conditions import (
    by_contact_person,
    by_former_holder,
    by_giver,
    by_receiver,
    case_is_running,
    giver_holds,
    goes_to_another,
    nobody,
    not_escalated_yet,
    not_objected_yet,
    not_reminded_yet,
    nothing_else_is_offered,
    receiver_may_know,
    still_time_to_object,
)
from cases.handover.escalation import find_help
from cases.handover.facts import survey_facts
from cases.handover.next_step import next_steps_of
from cases.handover.queries import HandoverQuerySet, Party
from cases.handover.words import DeclineCode, Origin, Reached, State
from cases.involvement.models import Basis, Involvement
from coordination.calendar import last_day
from coordination.models import Department, User
from coordination.workflow import Part


class Handover(Part):
    """One department offers its baton to another; the giver holds until it is taken."""

    State, Origin, DeclineCode = State, Origin, DeclineCode

    too_late = {
        "accepted": _("The handover is already accepted."),
        "completed": _("The handover is already accepted and completed."),
        "declined": _("The handover has been declined."),
        "withdrawn": _("The offer has been withdrawn."),
        "lapsed": _(
            "The offer lapsed without an answer. Ask the giver to offer again."
        ),
    }

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(Department, models.PROTECT, related_name="+")
    giver_name = models.CharField(max_length=120)
    giver_person = models.ForeignKey(User, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("to")
    )
    receiver_name = models.CharField(max_length=120)
    to_person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    origin = models.CharField(
        max_length=20, choices=Origin.choices, default=Origin.OFFER
    )
    reason = models.TextField(_("why now, and what you ask for"), blank=True)
    warm = models.BooleanField(_("we meet the citizen together"), default=True)
    planned = models.BooleanField(_("planned"), default=True)
    meeting_on = models.DateField(
        _("joint meeting, call or visit"), null=True, blank=True
    )
    our_part_ends = models.BooleanField(_("our part ends"), default=False)
    basis = models.CharField(max_length=10, choices=Basis.choices, blank=True)
    basis_text = models.CharField(max_length=300, blank=True)
    consent = models.ForeignKey(
        "cases.Consent", models.PROTECT, null=True, blank=True, related_name="+"
    )
    charter = models.JSONField(default=dict)
    offered_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    escalate_at = models.DateTimeField(null=True)
    lapse_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    escalated_to = models.CharField(
        max_length=20, choices=Reached.choices, blank=True, db_default=""
    )
    accepted_at = models.DateTimeField(null=True)
    contact_person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    read_back = models.TextField(_("read-back"), blank=True)
    ended_at = models.DateTimeField(null=True)
    decline_code = models.CharField(
        max_length=20, choices=DeclineCode.choices, blank=True
    )
    decline_text = models.TextField(blank=True)
    withdrawn_because = models.CharField(max_length=500, blank=True, db_default="")
    completed_at = models.DateTimeField(null=True)
    not_met_because = models.CharField(max_length=300, blank=True)
    objected_at = models.DateTimeField(null=True)
    objection = models.CharField(max_length=500, blank=True)
    state = FSMField(
        choices=State.choices, default="new", protected=True, max_length=20
    )
    # found with the row that is accepted: whose part ends when the baton goes on, and
    # the next step that somebody at the giver was to do
    givers_leaving: list[int]
    step_of_giver: int | None
    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state="offered"),
                name="one_open_handover_per_case",
            ),
            models.CheckConstraint(
                condition=~Q(giver=models.F("receiver")),
                name="handover_goes_to_another_department",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "offered",
                        "accepted",
                        "completed",
                        "declined",
                        "withdrawn",
                        "lapsed",
                    ]
                ),
                name="handover_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["accepted", "completed"],
                    accepted_at__isnull=False,
                    contact_person__isnull=False,
                )
                | ~Q(state__in=["accepted", "completed"]) & Q(accepted_at__isnull=True),
                name="accepted_handover_names_its_contact_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["receiver", "remind_at"],
                condition=Q(state="offered"),
                name="handover_waiting_for",
            ),
            models.Index(fields=["case", "-offered_at"], name="handover_of_case"),
            models.Index(fields=["accepted_at"], name="handover_by_acceptance"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_name} → {self.receiver_name}"

    def get_absolute_url(self) -> str:
        """Return the address of the handover's page."""
        return f"/handovers/{self.pk}/"

    @property
    def answer_by(self) -> date | None:
        """The last day on which an answer is in time."""
        return last_day(self.remind_at)

    @classmethod
    def for_step(cls, rows: Any, step: str) -> Any:
        """Bring along the citizen, who takes part and who leaves, as accepting asks.

        It locks the recipient too: two cases of one citizen must not decide on a
        survey at once.
        """
        if step != "accept":
            return super().for_step(rows, step)
        taking_part = Involvement.objects.active().filter(case=OuterRef("case"))
        person = JSONObject(
            kind=F("kind"), department_id=F("department_id"), person_id=F("person_id")
        )
        rows = rows.select_for_update(
            no_key=True, of=("self", "case__citizen__recipient")
        )
        leaving = cls.objects.waiting_for_contact().filter(
            case=OuterRef("case"), our_part_ends=True
        )
        steps = next_steps_of(
            OuterRef(OuterRef("giver")), but_not=OuterRef(OuterRef("receiver"))
        ).filter(case=OuterRef("case"))
        return rows.select_related("case__citizen__recipient").annotate(
            _parties=ArraySubquery(taking_part.order_by("pk").values(row=person)),
            givers_leaving=ArraySubquery(leaving.order_by().values("giver")),
            step_of_giver=Subquery(steps.order_by().values("pk")[:1]),
        )

    @property
    def parties(self) -> list[Party]:
        """Everybody with a part in the case, as this step found them."""
        if "_parties" not in self.__dict__:
            active = Involvement.objects.active().filter(case=self.case_id)
            columns = ("kind", "department_id", "person_id")
            self._parties = list(active.order_by("pk").values(*columns))
        return [Party(**row) for row in self._parties]

    # -- steps ---------------------------------------------------------------

    @transition(
        state,
        source="new",
        target=State.OFFERED,
        conditions=[
            case_is_running,
            goes_to_another,
            giver_holds,
            nothing_else_is_offered,
            receiver_may_know,
        ],
        permission=by_giver,
    )
    def offer(self, *, at: Any) -> dict[str, Any]:
        """Ask a department to take the baton; the giver holds it meanwhile."""
        self.offered_at = at
        return self._edge()

    @transition(
        state,
        source=State.OFFERED,
        target=State.ACCEPTED,
        conditions=[case_is_running, receiver_may_know],
        permission=by_receiver,
    )
    def accept(
        self, *, at: Any, contact_person: User, read_back: str
    ) -> dict[str, Any]:
        """Take the baton; from this moment the receiver holds it."""
        self.accepted_at = at
        self.contact_person, self.read_back = contact_person, read_back
        return self._edge() | self._answered() | survey_facts(self)

    @transition(
        state, source=State.OFFERED, target=State.DECLINED, permission=by_receiver
    )
    def decline(self, *, at: Any, code: str, text: str) -> dict[str, Any]:
        """Say no, with a reason; the giver still holds."""
        self.ended_at, self.decline_code, self.decline_text = at, code, text
        return self._edge() | self._answered() | {"code": code}

    @transition(
        state, source=State.OFFERED, target=State.WITHDRAWN, permission=by_giver
    )
    def withdraw(self, *, at: Any, because: str = "") -> dict[str, Any]:
        """Take the offer back."""
        self.ended_at, self.withdrawn_because = at, because
        return self._edge()

    @transition(state, source=State.OFFERED, target=State.LAPSED, permission=nobody)
    def lapse(self, *, at: Any) -> dict[str, Any]:
        """Let the offer end unanswered; the giver holds, the coordinator decides."""
        self.ended_at = at
        return self._edge()

    @transition(
        state,
        source=State.OFFERED,
        target=None,
        conditions=[not_reminded_yet],
        permission=nobody,
    )
    def remind(self, *, at: Any) -> dict[str, Any]:
        """Note that the receiver was reminded."""
        self.reminded_at = at
        return self._edge()

    @transition(
        state,
        source=State.OFFERED,
        target=None,
        conditions=[not_escalated_yet],
        permission=nobody,
    )
    def escalate(self, *, at: Any) -> dict[str, Any]:
        """Ask for help: of the receiver's leader and the coordinator, or the next."""
        self.escalated_at = at
        self.escalated_to, people = find_help(self)
        told = {"reached": self.escalated_to, "told": [person.pk for person in people]}
        return self._edge() | told

    @transition(
        state,
        source=State.ACCEPTED,
        target=State.COMPLETED,
        permission=by_contact_person,
    )
    def complete(
        self, *, at: Any, not_met_because: str = "", met_at: Any = None
    ) -> dict[str, Any]:
        """Note that the new contact person has met the citizen, or why not.

        The waits end when they met, also where that is written down days later.
        """
        met_at = max(self.accepted_at, min(met_at or at, at))
        self.completed_at, self.not_met_because = met_at, not_met_because
        return {
            "handover": self.pk,
            "met": not not_met_because,
            "met_at": met_at.isoformat(),
        }

    @transition(
        state,
        source=[State.ACCEPTED, State.COMPLETED],
        target=None,
        conditions=[still_time_to_object, not_objected_yet],
        permission=by_former_holder,
    )
    def object_to(self, *, at: Any, objection: str) -> dict[str, Any]:
        """Object to a takeover by the last-contact rule."""
        self.objected_at, self.objection = at, objection
        return self._edge()

    def _answered(self) -> dict[str, Any]:
        # whoever answers acts for the receiver, whatever other seats they have
        return {"department": self.receiver_id}

    def _edge(self) -> dict[str, Any]:
        return {
            "handover": self.pk,
            "giver": self.giver_id,
            "receiver": self.receiver_id,
            "origin": self.origin,
        }
