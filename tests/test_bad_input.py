"""What cannot be used: never a crash, always a sentence, nothing typed is lost."""

import html
from functools import partial

import pytest
from django.urls import reverse

from coordination.models import Membership
from mentors.visit import intake
from tests.calls import Caller
from tests.matrix.saying import judge_saying
from tests.matrix.steps import STEPS
from tests.matrix.subjects import make
from tests.matrix.trying import browser, steps_taken
from tests.matrix.turns import in_turn
from tests.matrix.world import (
    build_world,
    database,
    open_case,
    refresh,
    undone,
    write_report,
)

__all__ = ["database"]

MARKUP = "<script>alert(1)</script>{{7*7}}"
KEPT = "Skal blive stående"
BAD = {
    "empty": "",
    "blank": "   ",
    "long": "x" * 20_001,
    "nul": "a\x00b",
    "huge": "9" * 40,
    "negative": "-1",
    "nonsense": "31. februar",
    "unknown": "does-not-exist",
    "markup": MARKUP,
}
BAD_JSON = {
    **BAD,
    "null": None,
    "list": [1],
    "object": {"a": 1},
    "number": 10**30,
    "true": True,
}
# Where each step that a person takes can be tried.
STATES = {
    "coordinate": "open",
    "decline_coordination": "open",
    "end_coordination": "coordinated",
    "pause": "open",
    "resume": "paused",
    "close": "open",
    "reopen": "closed",
    "reassign": "open",
    "accept": "offered",
    "withdraw": "offered",
    "complete": "accepted",
    "object_to": "completed",
    "reach": "set",
    "change": "open",
    "finish": "open",
    "match": "proposed",
    "activate": "proposed",
    "renew": "active",
    "move": "planned",
    "cancel": "planned",
    "end": "active",
    "extend": "out",
    "come_back": "out",
    "release": "held",
    "put_away": "in_use",
    "rebase": "pinned",
    "take_back": "pinned",
    "name_interviewers": "draft",
    "start": "draft",
    "call_off": "open",
}
BY_NOUN = {
    ("handover", "decline"): "offered",
    ("consent", "withdraw"): "given",
    ("goal", "drop"): "set",
    ("measure", "drop"): "open",
    ("remark", "drop"): "held",
    ("round", "change"): "draft",
    ("round", "close"): "open",
}
TRIED = [
    (noun, name)
    for noun, steps in STEPS.items()
    for name, step in steps.items()
    if step.by and noun not in {"heldvisit", "unplacedvisit"}
]

each_step = pytest.mark.parametrize(("noun", "name"), TRIED)


@pytest.fixture(scope="module")
def world(database):
    from cases.consent import actions as consent_actions

    world = build_world()
    world.case = open_case(world, parties=("housing", "psychiatry"))
    consent_actions.give(
        world.case, by=world.jonas, kind="shared_plan", purpose="En fælles plan"
    )
    return refresh(world)


def state_of(noun, name):
    return BY_NOUN.get((noun, name)) or STATES.get(name, "new")


def target_of(world, noun, name, step):
    """Return the number in the step's address, after making the thing it is about."""
    if step.afresh:
        return None
    if step.on_case:
        return world.case.pk
    if step.on_mentorship:
        return running(world).pk
    made = make(world, noun, state_of(noun, name))
    if step.prepare:
        step.prepare(world, made)
    return made.pk


@each_step
def test_a_page_says_what_is_wrong_and_keeps_the_rest(world, noun, name):
    step, wrong = STEPS[noun][name], []
    with undone():
        pk = target_of(world, noun, name, step)
        address = reverse(step.page, args=[pk] if pk else [])
        client = browser(getattr(world, step.by))
        shown = client.get(address)
        fields = shown.context["form"].fields
        valid = step.form(world)
        texts = free_texts(fields)
        for turn, field in enumerate(fields, len(name)):
            for label, value in in_turn(BAD.items(), turn):
                others = {t: KEPT for t in texts if t != field}
                sent = {**valid, **others, field: value}
                with undone():
                    before = steps_taken()
                    answer = client.post(address, sent)
                    changed = steps_taken() != before
                where = f"{field} {label}: {answer.status_code}"
                wrong += judge_page(where, answer, field, sent, others, changed)
    assert not wrong, "\n".join(wrong)


def free_texts(fields):
    """Return the fields into which anything can be written."""
    return [
        name
        for name, field in fields.items()
        if type(field).__name__ == "CharField" and name not in {"cpr", "phone"}
    ]


# Forms that are no step of a case: who fills them in, and about what.
OTHERS = {
    "emergency": ("outsider", None),
    "case-citizen": ("jonas", lambda w: w.case.pk),
    "person-hire": ("administrator", None),
    "person-correct": ("administrator", lambda w: w.hanne.pk),
    "seat-give": ("administrator", lambda w: w.hanne.pk),
    "seat-end": ("administrator", lambda w: seat_of(w.hanne).pk),
    "department-open": ("administrator", None),
    "department-correct": ("administrator", lambda w: w.housing.pk),
    "settings": ("administrator", None),
    "targets": ("lis", None),
    "deputies": ("jonas", None),
    "visit-log": ("mona", lambda w: running(w).pk),
    "visit-correct": ("mona", lambda w: visited(w).pk),
    "field-address": ("mona", lambda w: running(w).pk),
}


def seat_of(person):
    return Membership.objects.get(user=person)


def running(world):
    return make(world, "mentorship", "active")


def visited(world):
    return intake.receive(write_report(running(world)), by=world.mona).visit


@pytest.mark.parametrize("name", OTHERS)
def test_every_other_form_does_the_same(world, name):
    who, about = OTHERS[name]
    wrong = []
    with undone():
        address = reverse(name, args=[about(world)] if about else [])
        client = browser(getattr(world, who))
        form = client.get(address).context["form"]
        valid = {
            bound.name: value
            for bound in form
            if (value := bound.value()) not in (None, False, [])
        }
        texts = free_texts(form.fields)
        for turn, field in enumerate(form.fields, len(name)):
            for label, value in in_turn(BAD.items(), turn):
                others = {t: KEPT for t in texts if t != field}
                sent = {**valid, **others, field: value}
                with undone():
                    before = steps_taken()
                    answer = client.post(address, sent)
                    changed = steps_taken() != before
                where = f"{field} {label}: {answer.status_code}"
                if name == "field-address" and answer.status_code == 200:
                    continue  # the look, with its reason on record
                wrong += judge_page(where, answer, field, sent, others, changed)
    assert not wrong, "\n".join(wrong)


def judge_page(where, answer, field, sent, others, changed):
    """Return what is wrong with the answer to a form."""
    if answer.status_code == 302:
        return []  # it could be used: an optional word left out, or plain text
    if answer.status_code not in {200, 409, 412, 422}:
        return [where]
    found = [f"{where}, and something changed"] if changed else []
    body = answer.content.decode()
    if MARKUP in body:
        found.append(f"{where}: writes markup")
    if answer.status_code == 200:
        return found  # the look back before an offer is sent
    form = answer.context["form"] if answer.context else None
    if form is None or not form.errors:
        return [*found, f"{where}: names no mistake"]
    # an offer to a department that takes part already asks for no basis
    asked = [name for name in others if f'name="{name}"' in body]
    if body.count(KEPT) < len(asked):
        found.append(f"{where}: loses some of {asked}")
    for errors in form.errors.values():
        for error in errors:
            if html.escape(str(error)) not in body and str(error) not in body:
                found.append(f"{where}: does not show “{error}”")
            if not str(error).rstrip().endswith((".", "!", "?")):
                found.append(f"{where}: no sentence “{error}”")
    return found


@each_step
def test_a_call_says_what_is_wrong(world, noun, name):
    step, wrong = STEPS[noun][name], []
    with undone():
        pk = target_of(world, noun, name, step)
        address = step.api.format(pk)
        program = Caller(getattr(world, step.by))
        valid = step.words(world)
        if step.page == "case-open":
            valid["citizen"] = world.case.citizen_id
        for turn, field in enumerate(valid or ["unexpected"], len(name)):
            for label, value in in_turn(BAD_JSON.items(), turn):
                with undone():
                    before = steps_taken()
                    answer = program.post(address, **{**valid, field: value})
                    changed = steps_taken() != before
                where = f"{field} {label}: {answer.status_code}"
                if answer.status_code in {200, 201}:
                    continue
                if answer.status_code not in {400, 409}:
                    wrong.append(where)
                elif changed:
                    wrong.append(f"{where}, and something changed")
                elif not answer.json()["detail"].endswith("."):
                    wrong.append(f"{where}: {answer.json()['detail']}")
                elif answer.status_code == 400:
                    said = {**valid, field: value}
                    wrong += judge_saying(where, partial(program.post, address, **said))
    assert not wrong, "\n".join(wrong)


@each_step
def test_mistakes_are_named_in_the_persons_language(world, noun, name):
    step = STEPS[noun][name]
    with undone():
        pk = target_of(world, noun, name, step)
        address = reverse(step.page, args=[pk] if pk else [])
        said = {}
        for language in ("da", "en"):
            client = browser(getattr(world, step.by), language)
            bad = dict.fromkeys(client.get(address).context["form"].fields, "a\x00b")
            answer = client.post(address, {**step.form(world), **bad})
            said[language] = [
                str(error)
                for errors in answer.context["form"].errors.values()
                for error in errors
            ]
    assert said["da"]
    assert not set(said["da"]) & set(said["en"])


def test_what_is_written_is_never_run(world):
    """Markup in a text is shown as it was typed."""
    from cases.plan import actions as plan_actions

    with undone():
        plan_actions.set_goal(world.case, by=world.jonas, words=MARKUP)
        body = browser(world.jonas).get(f"/cases/{world.case.pk}/").content.decode()
        assert MARKUP not in body
        assert html.escape(MARKUP) in body
