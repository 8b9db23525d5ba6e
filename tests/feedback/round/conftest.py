"""A round that goes on; files as suppliers send them, and what is made of them."""

import io
import json
import re

import pytest
from django.core.management import call_command

from feedback.round import actions
from tests.feedback.round.asked import let_rule_find, people, plan


@pytest.fixture
def held(lars, monkeypatch):
    """A round of forty people, started."""
    let_rule_find(monkeypatch, people(40))
    autumn = plan(lars)
    actions.start(autumn, by=lars)
    return autumn


@pytest.fixture
def tell():
    """Return a round's report as a program reads it."""

    def run(name, **options):
        out = io.StringIO()
        call_command("survey_report", name=name, json=True, stdout=out, **options)
        return json.loads(out.getvalue())

    return run


@pytest.fixture
def tell_text():
    """Return a round's report as a person reads it, without its columns."""

    def run(name, **options):
        out = io.StringIO()
        call_command("survey_report", name=name, stdout=out, **options)
        return re.sub(r" +", " ", out.getvalue())

    return run


@pytest.fixture
def spread():
    """Return as many ticks of each step as a histogram says."""

    def ticks(*counts):
        return [step for step, n in enumerate(counts, start=1) for _ in range(n)]

    return ticks
