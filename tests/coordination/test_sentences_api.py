"""What the fields of the API say of what they cannot use."""

import pytest
from django.urls import get_resolver
from django.utils import translation
from rest_framework import serializers

from tests.calls import Caller
from tests.matrix.saying import is_ours
from tests.matrix.texts import APPS


def said_in(language, sentence):
    with translation.override(language):
        return str(sentence)


def every_field():
    """Return each field that a call can fill in, those inside others included."""
    assert get_resolver().url_patterns  # whose import declares them
    waiting = [kind() for kind in declared(serializers.Serializer)]
    found = []
    while waiting:
        field = waiting.pop()
        if field.read_only:
            continue
        found.append(field)
        waiting += getattr(field, "fields", {}).values()
        waiting += filter(None, [getattr(field, "child", None)])
    return found


def declared(kind):
    for each in kind.__subclasses__():
        if each.__module__.startswith(APPS):
            yield each
        yield from declared(each)


def test_every_field_says_a_sentence_of_ours():
    wrong = set()
    for field in every_field():
        for code, sentence in field.error_messages.items():
            if not is_ours(said_in("en", sentence), said_in("da", sentence)):
                wrong.add(f"{type(field).__name__} {code}: {sentence}")
    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.parametrize(
    ("field", "value", "danish"),
    [
        ("warm", "maybe", "Skriv true for ja eller false for nej."),
        ("warm", None, "Udfyld feltet."),
        ("reason", "", "Udfyld feltet."),
        ("reason", [], "Skriv en tekst."),
        ("reason", "a\x00b", "Der er et tegn i det, som ikke kan gemmes."),
        ("reason", "\ud800", "Der er et tegn i det, som ikke kan gemmes."),
        ("meeting_on", "31. februar", "Skriv dagen som 2026-12-24."),
        ("basis", "magic", "Det kan ikke vælges her."),
    ],
)
def test_a_caller_reads_it_in_danish(case, jonas, housing, field, value, danish):
    said = {"receiver": housing.pk, "reason": "Flytter", field: value}
    answer = Caller(jonas).post(f"cases/{case.pk}/offer/", language="da", **said)
    assert answer.status_code == 400
    [sentence] = answer.json()["problems"][field]
    assert sentence.startswith(danish)


@pytest.mark.parametrize("said", ["nothing", "null"])
@pytest.mark.parametrize(
    ("step", "field", "danish"),
    [
        ("cases/{case}/offer/", "receiver", "Vælg en afdeling."),
        ("cases/{case}/measure/", "responsible", "Vælg en person."),
        ("handovers/{handover}/decline/", "code", "Vælg en mulighed."),
    ],
)
def test_a_missing_choice_says_what_to_choose_as_the_forms_do(
    handover, jonas, hanne, step, field, danish, said
):
    address = step.format(case=handover.case_id, handover=handover.pk)
    words = {} if said == "nothing" else {field: None}
    person = hanne if "decline" in step else jonas
    answer = Caller(person).post(address, language="da", **words)
    assert answer.status_code == 400
    assert answer.json()["problems"][field] == [danish]
