"""Interviews and answers on paper over HTTP.

Calls that carry answers take no Idempotency-Key: what is stored for one would be a
digest of the answers beside a name. A code is spent once, however often it is called.
"""

from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from coordination.api.fields import LARGEST_ID, Choice, Text
from coordination.api.words import understand
from coordination.models import User
from coordination.workflow import NotVisible
from feedback.answer.helped import SCALE
from feedback.answer.intake import LONGEST_TEXT
from feedback.instrument.catalogue import load
from feedback.interview import actions
from feedback.interview.asking import find, rounds_of, to_ask
from feedback.interview.forms import unsaid
from feedback.invitation.code import invitation_with
from feedback.invitation.forms import AnswerForm, name_of
from feedback.invitation.mode import BY_INTERVIEWER, Mode
from feedback.invitation.models import Invitation
from feedback.invitation.throttle import guessed_too_often, note_guess
from feedback.language.offered import offered
from feedback.paper import actions as paper
from feedback.round.models import Round


class PersonToAsk(serializers.Serializer[Invitation]):
    """Somebody to ask in a round, with how to reach them."""

    id = serializers.IntegerField(source="pk")
    round = serializers.IntegerField(source="round_id")
    mode = serializers.ChoiceField(Mode.choices)
    name = serializers.CharField(source="recipient.name")
    phone = serializers.CharField(source="recipient.phone")


class Told(serializers.Serializer[Any]):
    """What somebody answered: a value or words for each question's code."""

    answers = serializers.DictField(
        child=Text(max_length=LONGEST_TEXT, allow_blank=True), default=dict
    )
    text = Text(max_length=LONGEST_TEXT, default="", allow_blank=True)
    language = Text(max_length=8, default="da")
    helped = serializers.ChoiceField(sorted(SCALE.values), default="", allow_blank=True)
    call_me = serializers.BooleanField(default=False)


class InterviewInput(Told):
    """What was answered aloud, how it was asked, and who helped if anything was."""

    mode = serializers.ChoiceField(
        [(mode.value, mode.label) for mode in Mode if mode in BY_INTERVIEWER]
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        """Ask who helped with what is answered."""
        answered = bool(said["answers"] or said["text"])
        if refused := unsaid(said["helped"], answered=answered):
            raise serializers.ValidationError({"helped": [refused]})
        return said


class LeaveAloneInput(serializers.Serializer[Any]):
    """Whether somebody wants to be asked again another time."""

    for_good = serializers.BooleanField()


class PaperInput(Told):
    """What stands on a paper: with its code, or its round and a new `sheet`."""

    code = Text(max_length=40, default="", allow_blank=True)
    round = Choice(queryset=Round.objects.running(), default=None, allow_null=True)
    sheet = serializers.UUIDField(default=None, allow_null=True)


class Stored(serializers.Serializer[Any]):
    """That it is stored, and nothing about it."""

    stored = serializers.BooleanField()


class Interviews(APIView):
    """Whom the caller can ask."""

    @extend_schema(responses=PersonToAsk(many=True))
    def get(self, request: Request) -> Response:
        """Return everybody left to ask, with the look on record."""
        user = cast(User, request.user)
        found = [row for held in rounds_of(user) for row in to_ask(held, user)]
        shown: Any = PersonToAsk(cast(Any, found), many=True)
        return Response(shown.data)


class InterviewAnswers(APIView):
    """The answers of one interview."""

    takes_no_key = True

    @extend_schema(request=InterviewInput, responses={201: Stored})
    def post(self, request: Request, pk: int) -> Response:
        """Store what was answered aloud, once."""
        user = cast(User, request.user)
        invitation = find(within(pk), by=user)
        said = understand(InterviewInput, request)
        said |= checked(said, invitation=invitation, held=invitation.round)
        actions.write_down(invitation.pk, by=user, **said)
        return Response({"stored": True}, status=status.HTTP_201_CREATED)


class InterviewDecline(APIView):
    """That somebody would rather not."""

    takes_no_key = True

    @extend_schema(request=LeaveAloneInput, responses=Stored)
    def post(self, request: Request, pk: int) -> Response:
        """Note that somebody does not want to answer this time, or ever."""
        user = cast(User, request.user)
        invitation = find(within(pk), by=user)
        said = understand(LeaveAloneInput, request)
        actions.decline(invitation.pk, by=user, **said)
        return Response({"stored": True})


class Papers(APIView):
    """Answers on paper."""

    takes_no_key = True

    @extend_schema(request=PaperInput, responses={201: Stored})
    def post(self, request: Request) -> Response:
        """Store one paper, once: by its code, or its round and a new `sheet`."""
        user = cast(User, request.user)
        paper.admit(user)
        if guessed_too_often(request._request):
            raise Throttled(wait=60)
        said = understand(PaperInput, request)
        code, held, sheet = said.pop("code"), said.pop("round"), said.pop("sheet")
        if code:
            found = invitation_with(code)
            if found is None or found.token_digest is None:
                note_guess(request._request)
                raise ValidationError({"code": [unknown_code()]})
            paper.refuse_helper(user, found)
            said |= checked(said, invitation=found, held=found.round)
            paper.type_in(found, by=user, **said)
        elif held is not None and sheet is not None:
            said |= checked(said, invitation=None, held=held)
            for name in ("helped", "call_me"):
                said.pop(name)
            paper.type_in_unasked(held, by=user, key=UUID(str(sheet)), **said)
        else:
            raise ValidationError({"code": [unknown_code()]})
        return Response({"stored": True}, status=status.HTTP_201_CREATED)


def unknown_code() -> str:
    """Return what is said about a code that is none."""
    return _("There is no paper with this code. Look at each letter once more.")


def within(pk: int) -> int:
    """Return a number that a row could have."""
    if pk > LARGEST_ID:
        raise NotVisible
    return pk


def checked(
    said: dict[str, Any], *, invitation: Invitation | None, held: Round | None
) -> dict[str, Any]:
    """Return answers, words and language as the questionnaire allows them."""
    row = invitation or held
    code = row.instrument if row else ""
    instrument = held.asked if held else load(code)
    items = held.items if held else instrument.items
    known = {item.code: name_of(item) for item in items}
    if strange := sorted(set(said["answers"]) - set(known)):
        raise ValidationError({"answers": [no_question(strange[0])]})
    typed = {known[each]: value for each, value in said["answers"].items()}
    form = AnswerForm(
        {**typed, "text": said["text"], "call_me": said["call_me"] or ""},
        instrument=instrument,
        items=items,
        may_call=invitation is not None,
    )
    if not form.is_valid():
        errors = {
            "answers" if name in typed else name: list(map(str, texts))
            for name, texts in form.errors.items()
        }
        raise ValidationError({"answers": next(iter(errors.values()))})
    spoken = said["language"] if said["language"] in dict(offered(code)) else "da"
    return {"answers": form.answers, "text": said["text"], "language": spoken}


def no_question(code: str) -> str:
    """Return what is said about a code that no question has."""
    return _("There is no question with the code %(code)s.") % {"code": code[:40]}
