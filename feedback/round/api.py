"""Rounds over HTTP."""

from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.api.fields import Day, DepartmentChoice, PersonChoice, Text
from coordination.api.idempotency import once
from coordination.api.nouns import Nouns
from coordination.api.steps import Receipt, available_steps, receipt, step
from coordination.paging import Pages
from feedback.instrument.catalogue import load
from feedback.invitation.mode import Mode
from feedback.leaders.names import GROUPS
from feedback.round import actions
from feedback.round.drawing import count_drawn
from feedback.round.enough import why_too_few
from feedback.round.forms import LARGEST_SAMPLE, LONGEST_REASON, for_rounds
from feedback.round.hints import hints
from feedback.round.local import MOST
from feedback.round.models import Round
from feedback.round.own import LONGEST_QUESTION, own_questions
from feedback.round.plan import MOST_WAVES
from feedback.round.progress import Progress, few_together, progress_of

KEEP = gettext_lazy("Make the questions easier, or send true to ask them as they are.")


class RoundRow(serializers.Serializer[Round]):
    """A round as one line of a list."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    instrument = serializers.CharField()
    state = serializers.ChoiceField(Round.State.choices)
    since = serializers.DateField()
    until = serializers.DateField()
    version = serializers.IntegerField()


class ProgressOutput(serializers.Serializer[Any]):
    """How many people, never who; `withheld` by recorded reason, "other" of few people.

    `invited` were given a link or put on an interviewer's list; the message of `queued`
    of them still waits to leave. `sent` counts whose message a carrier has taken, and
    whom an interviewer has asked. `declined` said no to an interviewer this time,
    `opted_out` to any further questions. `reached` holds what suppliers have reported,
    and is empty if none has.
    """

    drawn = serializers.IntegerField()
    waiting = serializers.IntegerField()
    invited = serializers.IntegerField()
    sent = serializers.IntegerField()
    queued = serializers.IntegerField()
    completed = serializers.IntegerField()
    unasked = serializers.IntegerField()
    bounced = serializers.IntegerField()
    declined = serializers.IntegerField()
    opted_out = serializers.IntegerField()
    expired = serializers.IntegerField()
    withheld = serializers.SerializerMethodField()
    reached = serializers.DictField(child=serializers.IntegerField())

    def get_withheld(self, progress: Progress) -> dict[str, int]:
        """Return how many were not asked for which reason."""
        return few_together(progress.withheld)


class RoundNow(RoundRow):
    """A round as whoever has an old copy is told of it: nobody is drawn to say it."""

    walk_ins = serializers.BooleanField()
    rule = serializers.JSONField()
    draw = serializers.SerializerMethodField()
    sample_size = serializers.IntegerField(allow_null=True)
    waves = serializers.JSONField()
    remind_after = serializers.IntegerField(allow_null=True)
    modes = serializers.ListField(child=serializers.CharField())
    local_items = serializers.JSONField()
    invited = serializers.SerializerMethodField()
    taken_back_because = serializers.CharField()
    progress = serializers.SerializerMethodField()
    available_steps = serializers.SerializerMethodField()

    def get_draw(self, held: Round) -> dict[str, Any]:
        """Return what the rule found; nothing before the start."""
        drawn: dict[str, Any] = dict(held.draw)
        if "left_out" in drawn:
            drawn["left_out"] = few_together(drawn["left_out"])
        return drawn

    def get_invited(self, held: Round) -> int | None:
        """Return how many were invited, unless its figures are shown nowhere."""
        return None if held.state == Round.State.TAKEN_BACK else held.invited

    @extend_schema_field(ProgressOutput)
    def get_progress(self, held: Round) -> Any:
        """Return how far it has come."""
        return ProgressOutput(progress_of(held)).data

    def get_available_steps(self, held: Round) -> list[str]:
        """Return the steps the caller could take now."""
        return available_steps(held, self.context["request"].user)


class RoundOutput(RoundNow):
    """A round: its rule, what the rule found when it was run, and how far it is.

    Of those drawn, `draw.waiting` could not be asked on their wave's day: they are
    asked by `draw.waiting_until`. The size of a wave leaves them out. While it is
    prepared, `cannot_start` says why it would ask nobody, or too few for any figures;
    it is empty where it can start.
    """

    cannot_start = serializers.SerializerMethodField()

    def get_cannot_start(self, held: Round) -> str:
        """Return why it cannot start as it is prepared."""
        return self.too_few

    def get_available_steps(self, held: Round) -> list[str]:
        """Return the steps the caller could take now."""
        steps = super().get_available_steps(held)
        return [each for each in steps if each != "start" or not self.too_few]

    @cached_property
    def too_few(self) -> str:
        """Why a draw would find too few to start with, looked at once, undrawn."""
        held = self.instance
        if held is None or held.state != Round.State.DRAFT:
            return ""
        return why_too_few(held, count_drawn(held, at=timezone.now()))


class RoundInput(serializers.Serializer[Any]):
    """What is asked, whom, when and in which ways."""

    name = Text(max_length=60)
    instrument = serializers.CharField(max_length=40)
    walk_ins = serializers.BooleanField(default=False)
    since = Day()
    until = Day()
    min_contacts = serializers.IntegerField(min_value=1, max_value=100, default=1)
    met_since = Day(default=None, allow_null=True)
    met_until = Day(default=None, allow_null=True)
    departments = serializers.ListField(child=DepartmentChoice(), default=list)
    target_groups = serializers.MultipleChoiceField(
        choices=list(GROUPS["target_group"].items()), default=set
    )
    course_bands = serializers.MultipleChoiceField(
        choices=list(GROUPS["course_band"].items()), default=set
    )
    sample_size = serializers.IntegerField(
        min_value=1, max_value=LARGEST_SAMPLE, default=None, allow_null=True
    )
    modes = serializers.MultipleChoiceField(choices=Mode.choices)
    waves = serializers.IntegerField(min_value=1, max_value=MOST_WAVES, default=1)
    days_between = serializers.IntegerField(min_value=1, max_value=90, default=7)
    remind_after = serializers.IntegerField(
        min_value=1, max_value=90, default=None, allow_null=True
    )
    questions = serializers.ListField(
        child=Text(max_length=LONGEST_QUESTION), max_length=MOST, default=list
    )
    keep_words = serializers.BooleanField(
        default=False,
        help_text=gettext_lazy(
            "Ask the questions as they are, though they are hard to read."
        ),
    )

    def validate_instrument(self, code: str) -> Any:
        """Return the questionnaire."""
        found = {each.code: each for each in for_rounds()}.get(code)
        if found is None:
            raise serializers.ValidationError(
                _("There is no such questionnaire. There are: %(codes)s.")
                % {"codes": ", ".join(each.code for each in for_rounds())}
            )
        return found

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """Return it as the action wants it."""
        questions, keep_words = said.pop("questions"), said.pop("keep_words")
        hard = {str(place): hint for place, hint in hints(questions).items()}
        if hard and not keep_words:
            raise serializers.ValidationError({"questions": hard, "keep_words": KEEP})
        said["departments"] = [place.pk for place in said["departments"]]
        said["local_items"] = own_questions(questions, load(said["instrument"].code))
        return said


class InterviewersInput(serializers.Serializer[Any]):
    """Who may ask aloud, and find codes at the counter; nobody else may."""

    interviewers = serializers.ListField(child=PersonChoice(), max_length=1000)


class TakeRoundBackInput(serializers.Serializer[Any]):
    """Why its figures are shown no more; no citizen is named."""

    because = Text(max_length=LONGEST_REASON)


class RoundFilters(serializers.Serializer[Any]):
    """Which rounds to list."""

    state = serializers.ChoiceField(Round.State.choices, required=False)


class Rounds(Nouns):
    """Rounds of questions: prepared, open, and over. For leaders and auditors."""

    model = Round
    filters, row, output = RoundFilters, RoundRow, RoundOutput

    def current(self, request: Request, pk: str) -> Any:
        """Return the round as it is now, without a draw to see if it could start."""
        return RoundNow(self.read(pk), context=self.get_serializer_context()).data

    def list(self, request: Request) -> Response:
        """Return a page of the rounds; there is no citizen in them."""
        asked = self.filters(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        rows = self.narrowed(Round.objects.order_by("-pk"), asked.validated_data)
        pages = Pages(request)
        page: Any = pages.fill(rows, self.newest)
        return pages.answer(self.row(page, many=True).data)

    @extend_schema(request=RoundInput, responses={201: Receipt})
    def create(self, request: Request) -> Response:
        """Prepare a round; nobody is asked before it starts."""

        def work() -> Response:
            made = actions.plan(by=self.by(), **self.understand(RoundInput))
            return receipt(made, made=True)

        return once(request, work)

    @step(RoundInput)
    def change(self, held: Round, **said: Any) -> None:
        """Change what is prepared."""
        actions.change(held, **said)

    @step(InterviewersInput)
    def name_interviewers(self, held: Round, **said: Any) -> None:
        """Say who meets the citizens of the round, instead of those named before."""
        actions.name_interviewers(held, **said)

    @step()
    def start(self, held: Round, **said: Any) -> None:
        """Draw whom to ask; each wave is sent on its day."""
        actions.start(held, **said)

    @step()
    def close(self, held: Round, **said: Any) -> None:
        """End the round and publish its figures, for good."""
        actions.close(held, **said)

    @step()
    def call_off(self, held: Round, **said: Any) -> None:
        """End the round without figures; what was answered is deleted."""
        actions.call_off(held, **said)

    @step(TakeRoundBackInput)
    def take_back(self, held: Round, **said: Any) -> None:
        """Show the figures of a round that was brought in from a file nowhere more."""
        actions.take_back(held, **said)
