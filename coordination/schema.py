"""How the API's documentation is made: our authentication, our refusals, once."""

from functools import cache
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema_serializer,
    inline_serializer,
)
from rest_framework import serializers

READS = ("GET",)


class Refusal(serializers.Serializer[Any]):
    """Why a call was not met, in a sentence that says what to do."""

    detail = serializers.CharField()
    problems = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="Only with 400: what is wrong with each field.",
    )
    current = serializers.DictField(
        required=False,
        allow_null=True,
        help_text="Only with 412: the thing as it is now.",
    )


# (status, only for steps, only about one thing, what it means, an example)
REFUSALS = [
    (400, False, False, "The words cannot be used.", "Name it by its id."),
    (401, False, False, "Nobody is signed in.", "This token is not valid any more."),
    (403, False, False, "Somebody else may do this.", "The coordinator can."),
    (404, False, True, "Not found, or not yours to see.", "Ask the coordinator."),
    (409, True, False, "Not possible now.", "The handover is already accepted."),
    (412, True, False, "Changed since If-Match.", "Read it again first."),
    (413, True, False, "Larger than 1 MB.", "Send less than 1 MB."),
    (415, True, False, "Not JSON.", "Only JSON is read here."),
    (422, True, False, "The key stands for another call.", "Use a new key."),
    (429, False, False, "Too many calls.", "Wait a minute."),
]

KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="At most 80 characters. The same key and body get the same answer.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The ETag that was read; 412 if somebody changed it since.",
)
CURSOR = OpenApiParameter(
    "cursor",
    OpenApiTypes.STR,
    OpenApiParameter.QUERY,
    description="Where the page before ended; part of its `next`.",
)


@cache
def page_of(row: type[serializers.Serializer[Any]]) -> Any:
    """Return how a page of these lines is written."""
    fields = {
        "next": serializers.CharField(allow_null=True),
        "results": row(many=True),
    }
    page = inline_serializer(f"{row.__name__}Page", fields)
    return extend_schema_serializer(many=False)(type(page))


class Described(AutoSchema):
    """Adds to every operation the refusals and headers that all of them share."""

    view: Any

    def is_step(self) -> bool:
        """Say whether this call changes something."""
        return self.method not in READS

    def is_about_one(self) -> bool:
        """Say whether the address names one thing."""
        return "{" in self.path

    def get_override_parameters(self) -> list[Any]:
        """Return the headers of a step."""
        given = list(super().get_override_parameters())
        # a short list has neither filters nor pages
        filters = getattr(self.view, "filters", None)
        if filters and getattr(self.view, "action", "") == "list":
            return [*given, filters, CURSOR]
        # a call that carries a citizen's answers: see docs/guides/api.md
        without_key = getattr(self.view, "takes_no_key", False)
        return [*given, IF_MATCH, KEY] if self.is_step() and not without_key else given

    def get_response_serializers(self) -> Any:
        """Return what a noun shows: one of them, or a page of lines."""
        action = getattr(self.view, "action", "")
        if action == "retrieve":
            return self.view.output
        if action == "list":
            return page_of(self.view.row)
        return super().get_response_serializers()

    def get_tags(self) -> list[str]:
        """Group calls by their noun."""
        return [self.path.removeprefix("/api/v1/").split("/")[0]]

    def get_operation_id(self) -> str:
        """Name a call as a person says it: noun, then step."""
        parts = [p for p in self.path.removeprefix("/api/v1/").split("/") if p]
        words = [part for part in parts if not part.startswith("{")]
        verb = {"GET": "read", "POST": ""}.get(self.method, self.method.lower())
        if self.method == "GET" and not parts[-1].startswith("{"):
            verb = "list" if len(parts) == 1 else "read"
        return "_".join(filter(None, [*words, verb])).replace("-", "_")

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        for code, only_steps, only_one, meaning, sentence in REFUSALS:
            fits = self.is_step() or not only_steps
            if fits and (self.is_about_one() or self.is_step() or not only_one):
                bodies[str(code)] = self._refusal(code, meaning, sentence, direction)
        return bodies

    def _refusal(self, code: int, meaning: str, sentence: str, direction: Any) -> Any:
        example = OpenApiExample(
            meaning, value={"detail": sentence}, status_codes=[str(code)]
        )
        answer = OpenApiResponse(Refusal, description=meaning, examples=[example])
        schema: Any = super()
        return schema._get_response_for_code(answer, str(code), direction=direction)


def name_refusals(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """Return the schema with each refusal written once, where calls point to it."""
    named = result["components"].setdefault("responses", {})
    for methods in result["paths"].values():
        for call in methods.values():
            for code, answer in call["responses"].items():
                if code.startswith("4"):
                    named[f"Refused{code}"] = answer
                    point = f"#/components/responses/Refused{code}"
                    call["responses"][code] = {"$ref": point}
    return result


def close_what_is_said(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """Return the schema with nothing to be said but what each call names."""
    for methods in result["paths"].values():
        for call in methods.values():
            _close(call.get("requestBody", {}), result["components"]["schemas"])
    return result


def _close(part: Any, schemas: dict[str, Any]) -> None:
    for key, value in part.items() if isinstance(part, dict) else ():
        if key == "$ref":
            named = schemas[value.rpartition("/")[2]]
            if "properties" in named and "additionalProperties" not in named:
                named["additionalProperties"] = False
                _close(named, schemas)
        elif key != "examples":
            for inside in value if isinstance(value, list) else [value]:
                _close(inside, schemas)


class TokenScheme(OpenApiAuthenticationExtension):
    """A personal token in the Authorization header."""

    target_class = "coordination.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, _auto_schema: object) -> dict[str, str]:
        """Describe the header."""
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(OpenApiAuthenticationExtension):
    """The signed-in person of a page."""

    target_class = "coordination.tokens.SessionAuthentication"
    name = "session"

    def get_security_definition(self, _auto_schema: object) -> dict[str, str]:
        """Describe the cookie."""
        from django.conf import settings

        cookie = settings.SESSION_COOKIE_NAME
        return {"type": "apiKey", "in": "cookie", "name": cookie}
