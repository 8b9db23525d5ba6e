"""What a caller says, as an action wants it: nothing that is said is let fall."""

from collections.abc import Mapping
from typing import Any, cast

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

Said = type[serializers.Serializer[Any]]

UNKNOWN = _(
    "This call has no field “%(name)s”. The documentation at /api/docs/ names those"
    " it has."
)
IN_IF_MATCH = _("The version belongs in the header If-Match, not among the fields.")
# More names than a person has mistyped, few enough to read.
NAMED, LONGEST_NAME = 10, 60


def understand(said: Said, request: Request, **context: Any) -> dict[str, Any]:
    """Return what was said, or refuse it with all that is wrong with it."""
    words = said(data=request.data, context={"request": request, **context})
    view = request.parser_context["view"]
    # what is made anew has no version yet
    in_if_match = "pk" in view.kwargs and not getattr(view, "takes_no_key", False)
    strange = unknown(words, request.data, in_if_match=in_if_match)
    if not words.is_valid() or strange:
        raise ValidationError({**strange, **words.errors})
    return cast(dict[str, Any], words.validated_data)


def unknown(
    words: serializers.Serializer[Any], said: Any, *, in_if_match: bool = False
) -> dict[str, Any]:
    """Return a sentence for each field that the call does not have, also inside."""
    if not isinstance(said, Mapping):
        return {}
    fields = {
        name: field for name, field in words.fields.items() if not field.read_only
    }
    strange = [readable(name) for name in said if name not in fields][:NAMED]
    found: dict[str, Any] = {name: UNKNOWN % {"name": name} for name in strange}
    if in_if_match and "version" in found:
        found["version"] = IN_IF_MATCH
    for name in fields.keys() & said.keys():
        if inside := unknown_inside(fields[name], said[name]):
            found[name] = inside
    return found


def readable(name: str) -> str:
    """Return a name as it can be answered: no longer than that, and no half letters."""
    return name.encode(errors="replace").decode()[:LONGEST_NAME]


def unknown_inside(field: Any, said: Any) -> list[dict[str, Any]]:
    """Return the same for what a field holds, one or several of it."""
    each = getattr(field, "child", field)
    if not isinstance(each, serializers.Serializer):
        return []
    listed = said if isinstance(said, list) else [said]
    return [found for part in listed if (found := unknown(each, part))]
