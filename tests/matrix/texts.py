"""Every text the product says, found in its code and templates."""

import ast
import io
import re
from collections import defaultdict
from pathlib import Path

import allauth
import django
import rest_framework
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
APPS = ("coordination", "cases", "mentors", "feedback", "demo")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# What Django makes of a template is calls between crossed-out text.
STRING = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
CALL = re.compile(
    rf"\b(_|n?p?gettext)\(\s*u?((?:{STRING.pattern})(?:\s*,\s*(?:{STRING.pattern}|\w+))*)"
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def python_files():
    for app in APPS:
        yield from sorted((ROOT / app).rglob("*.py"))


def template_files():
    for folder in (ROOT / "templates", *(ROOT / app / "templates" for app in APPS)):
        yield from sorted(p for p in folder.rglob("*") if p.suffix in {".html", ".txt"})


def said():
    """Return each text with the places that say it."""
    found = defaultdict(set)
    for path in python_files():
        collect(found, path, path.read_bytes())
    for path in template_files():
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        for call in CALL.finditer(source):
            words = tuple(ast.literal_eval(each) for each in STRING.findall(call[2]))
            for text in texts_of(call[1], words):
                found[text].add(str(path.relative_to(ROOT)))
    return found


def collect(found, path, source):
    for line, function, words, _comments in extract_python(
        io.BytesIO(source), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        place = f"{path.relative_to(ROOT)}:{line}"
        for text in texts_of(function, words):
            found[text].add(place)


def texts_of(function, words):
    """Return (context, singular, plural) of one call, as the catalogue keys it."""
    parts = list(words) if isinstance(words, tuple) else [words]
    parts = [part for part in parts if isinstance(part, str)]
    context = parts.pop(0) if function and function.startswith(("pg", "np")) else None
    if not parts:
        return []
    plural = parts[1] if function and "ngettext" in function and parts[1:] else None
    plural = parts[1] if function and function.startswith("npg") else plural
    return [(context, parts[0], plural)] if parts[0] else []


def catalogues():
    """Return the Danish catalogue of each app."""
    found = {}
    for app in APPS:
        path = ROOT / app / "locale" / "da" / "LC_MESSAGES" / "django.po"
        if path.exists():
            with path.open("rb") as text:
                found[app] = read_po(text, abort_invalid=True)
    return found


def borrowed():
    """Return the texts of the packages we use, which we may say otherwise."""
    found = set()
    for package in (django, allauth, rest_framework):
        for path in Path(package.__file__).parent.rglob("locale/da/LC_MESSAGES/*.po"):
            with path.open("rb") as text:
                for message in read_po(text):
                    ids = message.id if isinstance(message.id, tuple) else (message.id,)
                    found.add((message.context, ids[0]))
    return found


def placeholders(text):
    """Return the names a text expects to be filled in."""
    return {match.group(0) for match in PLACEHOLDER.finditer(text)}
