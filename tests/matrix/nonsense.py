"""What nobody can use, sent in one field of a form or a call after the other."""

import html
import json
from functools import partial

from django import forms
from django.core.cache import cache

from feedback.language import offered
from tests.matrix.saying import judge_saying
from tests.matrix.turns import in_turn
from tests.matrix.watching import done_by

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
    "half a letter": "\ufffd",
    "markup": MARKUP,
}
BAD_JSON = {
    **BAD,
    "null": None,
    "list": [1],
    "object": {"a": 1},
    "number": 10**30,
    "true": True,
    "half a letter": "\ud800",
}
# What no call has among its fields, with what is said of it in English.
STRANGERS = {
    "no_such_field": ["no field “no_such_field”"],
    "version": ["header If-Match", "no field “version”"],
}


def judge_fields(client, address, fields, words, *, texts, other=None, looks=False):
    """Return what is wrong with the answers to nonsense in each field by turns.

    `words` gives what could be used, anew each time; in the `texts` stands what must
    be kept. A page that `looks` may show what was asked for.
    """
    wrong = []
    for turn, (name, field) in enumerate(fields.items(), len(address)):
        bad = (other or {}).get(name, BAD)
        for label, value in in_turn(bad.items(), turn, of=len(BAD)):
            others = {text: KEPT for text in texts if text != name}

            def send(name=name, value=value, others=others):
                given = value() if callable(value) else value
                return client.post(address, {**words(), **others, name: given})

            answer, left = done_by(send)
            forget_outside()
            where = f"{name} {label}: {answer.status_code}"
            if answer.status_code == 302 and not may_be(field, value):
                wrong.append(f"{where}: nobody was offered that")
            if looks and answer.status_code == 200:
                continue
            wrong += judge_page(where, answer, others, left)
    return wrong


def may_be(field, value):
    """Say whether a field takes a value; one to choose in, only what it offers."""
    if not isinstance(field, forms.ChoiceField) or not str(value).strip():
        return True
    return any(str(value) in options(choice) for choice in field.choices)


def options(choice):
    """Return the values of a choice, or of a group of them."""
    value, label = choice
    grouped = isinstance(label, list | tuple)
    return {str(each) for each, _text in label} if grouped else {str(value)}


def free_texts(fields):
    """Return the fields into which anything can be written."""
    return [
        name
        for name, field in fields.items()
        if type(field).__name__ == "CharField" and name not in {"cpr", "phone", "code"}
    ]


def judge_page(where, answer, others, left):
    """Return what is wrong with the answer to a form."""
    if answer.status_code in {302, 303}:
        return []  # it could be used: an optional word left out, or plain text
    if answer.status_code not in {200, 409, 410, 412, 422}:
        return [where]
    found = [f"{where}, and {sorted(left)} changed"] if left else []
    body = answer.content.decode()
    if MARKUP in body:
        found.append(f"{where}: writes markup")
    if answer.status_code == 200:
        return found  # the look back before an offer is sent
    form = answer.context["form"] if "form" in (answer.context or {}) else None
    if form is None or not form.errors:
        return found if is_a_refusal(answer) else [*found, f"{where}: names no mistake"]
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


def is_a_refusal(answer):
    """Say whether this is the page of a step that is not possible now."""
    return answer.status_code in {409, 410} and "<h1" in answer.content.decode()


def judge_words(program, address, words, body=dict):
    """Return what is wrong with the answers to nonsense in each word of a call."""
    wrong = []
    for turn, name in enumerate(words or ["unexpected"], len(address)):
        for label, value in in_turn(BAD_JSON.items(), turn, of=len(BAD)):
            said = json.dumps(body({**words, name: value}))
            send = partial(program.send, address, said)
            answer, left = done_by(send)
            where = f"{name} {label}: {answer.status_code}"
            if answer.status_code in {200, 201}:
                continue
            if answer.status_code not in {400, 409}:
                wrong.append(where)
            elif left:
                wrong.append(f"{where}, and {sorted(left)} changed")
            elif not answer.json()["detail"].endswith("."):
                wrong.append(f"{where}: {answer.json()['detail']}")
            elif answer.status_code == 400:
                forget_outside()
                wrong += judge_saying(where, send)
            forget_outside()
    return wrong


def judge_strangers(program, address, said):
    """Return what is wrong with the answers to fields that a call does not have."""
    wrong = []
    for name, where in in_turn(STRANGERS.items(), len(address), of=len(STRANGERS)):
        send = partial(program.send, address, json.dumps({**said, name: 7}))
        answer, left = done_by(send)
        problems = answer.json().get("problems", {})
        if answer.status_code != 400 or left or name not in problems:
            wrong.append(f"{name}: {answer.status_code} {problems}, {sorted(left)}")
        elif not any(each in problems[name][0] for each in where):
            wrong.append(f"{name}: says {problems[name]}")
        else:
            wrong += judge_saying(name, send)
        forget_outside()
    return wrong


def forget_outside():
    """Forget what is kept outside the database, where nothing is taken back.

    Wrong codes are counted there, and slow down who sends many.
    """
    cache.clear()
    offered.forget()
