"""The API's documentation as a page of ours, made from the schema itself."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

KINDS = {"string": "text", "integer": "whole number", "number": "number"}


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show every call of the API: its address, words, answer and refusals."""
    return render(
        request, "coordination/api/docs.html", described(get_language() or "")
    )


@lru_cache(maxsize=4)
def described(_language: str) -> dict[str, Any]:
    """Return the schema as the page reads it; made once for each language."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    nouns: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        for method, call in methods.items():
            noun = call["tags"][0]
            nouns.setdefault(noun, []).append(_call(schema, path, method, call))
    return {"nouns": sorted(nouns.items()), "refusals": _refusals(schema)}


def _call(
    schema: dict[str, Any], path: str, method: str, call: dict[str, Any]
) -> dict[str, Any]:
    body = call.get("requestBody", {}).get("content", {}).get("application/json", {})
    code, answer = next(iter(call["responses"].items()))
    found = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return {
        "anchor": call["operationId"],
        "method": method.upper(),
        "path": path,
        "says": call.get("description", ""),
        "parameters": [
            {
                "name": each["name"],
                "kind": _kind(schema, each["schema"]),
                "says": each.get("description", ""),
            }
            for each in call.get("parameters", [])
            if each["in"] == "query"
        ],
        "words": _fields(schema, body.get("schema", {})),
        "code": code,
        "answer": _fields(schema, found),
    }


def _fields(schema: dict[str, Any], found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the fields of an object, or of the objects of a list."""
    whole = _resolved(schema, found)
    if whole.get("type") == "array":
        whole = _resolved(schema, whole["items"])
    needed = whole.get("required", [])
    return [
        {
            "name": name,
            "kind": _kind(schema, each),
            "says": each.get("description", ""),
            "required": name in needed,
        }
        for name, each in whole.get("properties", {}).items()
    ]


def _kind(schema: dict[str, Any], field: dict[str, Any]) -> str:
    whole = _resolved(schema, field)
    if "enum" in whole:
        return " | ".join(str(value) for value in whole["enum"] if value)
    if whole.get("type") == "array":
        return f"[{_kind(schema, whole['items'])}]"
    if "properties" in whole:
        return "{" + ", ".join(whole["properties"]) + "}"
    kind = str(whole.get("type", ""))
    return str(whole.get("format", KINDS.get(kind, kind)))


def _resolved(schema: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    for several in ("allOf", "oneOf", "anyOf"):
        if several in found:
            found = found[several][0]
    if "$ref" in found:
        name = found["$ref"].rsplit("/", 1)[-1]
        return _resolved(schema, schema["components"]["schemas"][name])
    return found


def _refusals(schema: dict[str, Any]) -> list[dict[str, str]]:
    named = schema["components"]["responses"]
    return [
        {"code": name.removeprefix("Refused"), "means": answer["description"]}
        for name, answer in sorted(named.items())
    ]
