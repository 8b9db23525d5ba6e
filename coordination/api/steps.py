"""A step over HTTP: find the thing, read what is said, call the action, answer."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, ClassVar, cast

from django.http import Http404
from django.urls import NoReverseMatch, reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from coordination.api.errors import stale
from coordination.api.idempotency import once
from coordination.api.words import Said, understand
from coordination.models import User
from coordination.workflow import NotVisible, Stale, Workflow, whole

Verb = Callable[..., Any]

# Long enough for every id, too short to leave the column's range.
ID = "[0-9]{1,18}"

# Where the address says it shorter than the model, which must avoid a Python word.
ADDRESSES = {"object_to": "object", "drop_goal": "drop"}


class Nothing(serializers.Serializer[Any]):
    """A step that needs no words."""


class Receipt(serializers.Serializer[Any]):
    """What a step answers: which thing, where it is now. No word about any person."""

    id = serializers.IntegerField(source="pk")
    state = serializers.CharField()
    version = serializers.IntegerField()


def version_asked(request: Request) -> int | None:
    """Return the version in If-Match; None when the caller names none."""
    tag = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not tag or tag == "*":
        return None
    try:
        return int(tag)
    except ValueError as error:
        raise Stale from error


def tagged(response: Response, version: int) -> Response:
    """Return the response with the version as its ETag."""
    response["ETag"] = f'"{version}"'
    return response


def available_steps(subject: Any, user: User) -> list[str]:
    """Return the steps this person could take now, as their addresses name them."""
    if subject.only_reads(user):
        return []
    open_now = subject.get_available_user_state_transitions(user)
    return sorted({address_of(each.name) for each in open_now})


def address_of(name: str) -> str:
    """Return how a step is written in an address."""
    return ADDRESSES.get(name, name).replace("_", "-")


def step(
    said: Said = Nothing,
    *,
    path: str = "",
    makes: bool = False,
    answers: Said = Receipt,
    keep: bool = True,
) -> Callable[[Verb], Any]:
    """Let a method that calls an action be a POST at `…/<pk>/<step>/`.

    The method gets the thing, found among what the person may see, and as keywords
    `by`, the `version` of If-Match, and what was said. One that `makes` something
    returns it, and its If-Match is about the thing it is made for. With `keep=False`
    the answer is too private to lie in the table of answers, and is made anew.
    """

    def declare(verb: Verb) -> Any:
        @wraps(verb)
        def post(self: "Steps", request: Request, pk: str) -> Response:
            def work() -> Response:
                return self.take(verb, request, pk, said=said, makes=makes)

            try:
                return once(request, work, keep=keep)
            except Stale:
                return self.changed(request, pk)

        name = path or address_of(verb.__name__)
        code = HTTPStatus.CREATED if makes else HTTPStatus.OK
        describe = extend_schema(
            request=None if said is Nothing else said,
            responses={int(code): answers},
            description=verb.__doc__,
        )
        return describe(action(detail=True, methods=["post"], url_path=name)(post))

    return declare


class Steps(GenericViewSet[Any]):
    """The steps of one noun."""

    model: ClassVar[type[Any]]
    lookup_value_regex = ID
    serializer_class = Receipt

    def by(self) -> User:
        """Return the person who calls."""
        return cast(User, self.request.user)

    def find(self, pk: str) -> Any:
        """Return the thing if this person may see it."""
        rows = self.model._default_manager.visible_to(self.by())
        if any(field.name == "case" for field in self.model._meta.fields):
            rows = rows.select_related("case")
        found = rows.filter(pk=pk).first()
        if found is None:
            raise NotVisible
        return found

    def understand(self, said: Said, **more: Any) -> dict[str, Any]:
        """Return what was said, each part as the action wants it."""
        return understand(said, self.request, **more)

    @whole
    def take(
        self, verb: Verb, request: Request, pk: str, *, said: Said, makes: bool
    ) -> Response:
        """Take the step on the thing, all or nothing."""
        subject = self.find(pk)
        words = self.understand(said, subject=subject)
        version = version_asked(request)
        if makes:
            hold_still(subject, version)
        outcome = verb(self, subject, by=self.by(), version=version, **words)
        if isinstance(outcome, dict):
            return Response(outcome)
        return receipt(outcome or subject, made=makes)

    def changed(self, request: Request, pk: str) -> Response:
        """Say that somebody was faster, and how the thing stands now."""
        try:
            current = self.current(request, pk)
        except Http404:
            current = None  # it is there no more, or was never kept
        body = {"detail": stale(), "current": current}
        return Response(body, status=HTTPStatus.PRECONDITION_FAILED)

    def current(self, request: Request, pk: str) -> Any:
        """Return the thing as a caller with an old copy of it must see it."""
        return None


def hold_still(subject: Any, version: int | None) -> None:
    """Let nobody change the thing meanwhile, if the caller names its version."""
    if version is None:
        return
    rows = type(subject)._default_manager.select_for_update(no_key=True)
    if not rows.filter(pk=subject.pk, version=version).exists():
        raise Stale


def receipt(done: Workflow, *, made: bool = False) -> Response:
    """Return the answer to a step that was taken."""
    code = HTTPStatus.CREATED if made else HTTPStatus.OK
    response = tagged(Response(Receipt(done).data, status=code), done.version)
    if made and (place := location_of(done)):
        response["Location"] = place
    return response


def location_of(done: Workflow) -> str:
    """Return the address of what was made, if it has one of its own."""
    try:
        return reverse(f"api-{done.noun()}-detail", args=[done.pk])
    except NoReverseMatch:
        return ""
