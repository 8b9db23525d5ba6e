"""What a page loads stays small, ours, and free of anything the policy forbids."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static").glob("*/*.js"))
FORBIDDEN = {
    "a style attribute": re.compile(r"\sstyle="),
    "a style element": re.compile(r"<style\b"),
    "a script inside the page": re.compile(r"<script(?![^>]*\bsrc=)"),
    "a handler attribute": re.compile(r"\s(on(?!ly=)[a-z]+|hx-on[:a-z-]*)="),
    "evaluated values": re.compile(r"hx-vals=['\"]?js:"),
    "another host": re.compile(r"(src|href|action)=[\"']?(https?:)?//"),
    "a data address": re.compile(r"[\"'(]data:"),
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_template_has_nothing_the_policy_forbids(page):
    text = page.read_text()

    assert [what for what, sign in FORBIDDEN.items() if sign.search(text)] == []


@pytest.mark.parametrize(
    ("sheet", "most"),
    [
        ("stafet.css", 22_000),
        ("case.css", 3_500),
        ("charts.css", 3_500),
        ("survey.css", 5_200),
        ("field/field.css", 8_192),
    ],
)
def test_a_stylesheet_stays_within_its_budget(sheet, most):
    assert (ROOT / "static" / sheet).stat().st_size <= most


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_short_and_evaluates_nothing(script):
    text = script.read_text()

    assert len(text.splitlines()) < 120
    assert not re.search(r"\beval\(|new Function|innerHTML|insertAdjacentHTML", text)


def test_every_icon_that_is_asked_for_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', sprite()))
    asked = {
        name
        for page in PAGES
        for name in re.findall(r"""(?:{% icon |icon=)"([\w-]+)\"""", page.read_text())
    }

    assert asked - drawn == set()


def sprite():
    return (ROOT / "static" / "icons.svg").read_text()
