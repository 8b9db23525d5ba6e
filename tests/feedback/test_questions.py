"""Every questionnaire can be answered on the citizen's page: small, whole, themed."""

import re

import pytest
from django.conf import settings

from feedback.answer.models import Intake
from feedback.instrument.catalogue import load, names
from feedback.instrument.scale import Kind
from feedback.invitation.token import token
from feedback.round import actions as rounds
from feedback.round.local import MOST, usual_scale
from feedback.round.models import Round
from tests.feedback.asked import ask, begin
from tests.feedback.test_answer import stranger

LOADED = ["survey.css", "js/stepper.js", "js/aloud.js", "icons.svg", "favicon.svg"]
OWN = [
    {"code": "text", "scale": "agree-5", "text": "Er ventetiden for lang?"},
    {"code": "more", "scale": "words", "text": "Hvad skal vi gøre?"},
]


@pytest.mark.parametrize("code", names())
def test_every_questionnaire_is_answered_whole(lars, code):
    asked = ask(begin(by=lars, instrument=code))
    place, instrument = f"/s/{token(asked)}/", load(code)
    page = stranger().get(place)
    body = page.content.decode()
    assert f"<h1>{instrument.title}</h1>" in body
    for item in instrument.items:
        assert item.text in body
    # no question is asked twice, and every tick is there
    ticks = sum(len(item.scale.choices) for item in instrument.items)
    assert body.count('type="radio"') == ticks

    given = {
        item.code: "Det går fint."
        if item.scale.kind == Kind.TEXT
        else item.scale.choices[-1].value
        for item in instrument.items
    }
    assert stranger().post(place, given).status_code == 303
    assert Intake.objects.get().answers == given


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize("spoken", ["da", "en", "ar"])
@pytest.mark.parametrize("code", names())
def test_the_page_stays_light_in_every_language(lars, code, spoken):
    """Also with as many own questions as can be, each as long as can be."""
    scale = usual_scale(load(code))
    own = [
        {"code": f"own_{n}", "scale": scale, "text": "Åh nej, " * 24 + "er det?"}
        for n in range(MOST)
    ]
    held = begin(by=lars, instrument=code, local_items=own)
    page = stranger().get(f"/s/{token(ask(held))}/?lang={spoken}")
    assert f'<html lang="{spoken}"' in page.content.decode()
    along = sum((settings.BASE_DIR / "static" / name).stat().st_size for name in LOADED)
    assert len(page.content) + along < 40_000


def test_an_own_question_is_answered_as_most_of_the_others_are():
    found = {code: usual_scale(load(code)) for code in names()}
    assert found["interview-guide-1"] == "yes-no"
    assert found["themes-six-1"] == "agree-5"


def test_a_rounds_own_questions_are_asked_after_the_others(lars):
    held = begin(by=lars, instrument="themes-six-1")
    Round.objects.filter(pk=held.pk).update(local_items=OWN)
    asked = ask(Round.objects.get(pk=held.pk))
    place = f"/s/{token(asked)}/"
    body = stranger().get(place).content.decode()
    legends = re.findall(r"</span> ([^<]+)</legend>", body)
    assert legends[-2:] == ["Er ventetiden for lang?", "Hvad skal vi gøre?"]
    # a question called like a field of the form keeps its own answer
    given = {"text_": "4", "more": "Ring før", "overall": "5"}
    assert stranger().post(place, given).status_code == 303
    assert Intake.objects.get().answers == {
        "text": "4",
        "more": "Ring før",
        "overall": "5",
    }


def test_a_rounds_own_question_says_on_other_pages_that_it_is_danish(lars):
    held = begin(by=lars, instrument="themes-six-1")
    Round.objects.filter(pk=held.pk).update(local_items=OWN)
    place = f"/s/{token(ask(Round.objects.get(pk=held.pk)))}/"
    english = stranger().get(f"{place}?lang=en").content.decode()
    assert re.findall(
        r'<span lang="da" dir="ltr">([^<]+)</span></legend>', english
    ) == [
        "Er ventetiden for lang?",
        "Hvad skal vi gøre?",
    ]
    assert 'dir="ltr">' not in stranger().get(place).content.decode().split("<main")[1]


def test_what_a_question_is_about_stands_above_it(lars):
    asked = ask(begin(by=lars, instrument="conversation-seven-1"))
    body = stranger().get(f"/s/{token(asked)}/").content.decode()
    assert "Spørgsmål 4 af 7 · Tillid" in body
    # the words that explain a tick stand with it, not on a step of their own
    assert body.count("<fieldset") == 8
    assert body.count('<label for="trust_why" class="ask">') == 1


def test_the_words_of_a_round_become_remarks_without_a_name(lars):
    held = begin(by=lars, instrument="dignity-1")
    asked = ask(held)
    given = {"overall": "5", "comment": "I ringer altid tilbage."}
    stranger().post(f"/s/{token(asked)}/", given)
    rounds.close(held, by=lars)
    assert [row.text for row in held.remarks.all()] == ["I ringer altid tilbage."]
