"""A question of one's own that is hard to read is asked on purpose, or not at all."""

import pytest
from django.urls import reverse
from django.utils import translation

from feedback.instrument.catalogue import load, names
from feedback.instrument.readability import sentences
from feedback.round.hints import hints
from feedback.round.models import Round
from tests.calls import Caller
from tests.feedback.round.asked import let_rule_find, people
from tests.feedback.round.test_pages import form, said
from tests.matrix.trying import browser

LONG = "Når du tænker på det, vi har talt om i dag, er du så glad for det?"
HEAVY = "Oplever du kommunens sagsbehandling tilfredsstillende?"
EASY = "Ved du, hvem du skal ringe til?"


def test_an_easy_question_needs_no_hint():
    assert hints([EASY, "", "Vi har lavet en plan. Er den god for dig?"]) == {}
    assert hints([]) == {}


def test_what_is_hard_is_named_with_a_way_out():
    with translation.override("da"):
        found = hints([EASY, LONG, HEAVY])
    assert set(found) == {1, 2}
    assert found[1].startswith("En af sætningerne har 17 ord.")
    assert "LIX er 85, gå efter højst 25" in found[2]
    assert "Oplever, kommunens, sagsbehandling, tilfredsstillende" in found[2]


def test_one_long_word_alone_is_no_matter():
    assert hints(["Er ventetiden for lang?"]) == {}


def test_what_is_a_little_heavy_counts_only_if_all_of_it_is():
    heavy = "Er du tilfreds med kommunen?"
    assert list(hints([heavy])) == [0]
    assert hints([heavy, EASY, "Er du glad for den hjælp, du får nu?"]) == {}


@pytest.mark.parametrize("code", names())
def test_our_own_questions_would_pass(code):
    assert hints([item.texts["da"] for item in load(code).items]) == {}


def test_a_text_is_measured_sentence_by_sentence():
    assert sentences("Vi har talt. Er du glad?\nHvorfor? …") == [
        "Vi har talt.",
        "Er du glad?",
        "Hvorfor?",
    ]


def test_the_form_shows_it_and_keeps_nothing_unseen(lars, monkeypatch):
    let_rule_find(monkeypatch, people(3))
    client = browser(lars)
    place = reverse("round-plan")
    assert "keep_words" not in client.get(place).content.decode()
    hard = form(question_1=HEAVY, question_3=LONG)
    shown = client.post(place, hard, headers={"accept-language": "da"})
    page = shown.content.decode()
    assert shown.status_code == 422
    assert set(shown.context["form"].errors) == {"question_1", "question_3"}
    assert "sagsbehandling, tilfredsstillende" in page
    assert "Stil vores spørgsmål, som de er" in page
    assert not Round.objects.exists()

    # another mistake does not take the way out away
    both = client.post(place, hard | {"keep_words": "on", "name": ""})
    assert set(both.context["form"].errors) == {"name"}
    assert 'name="keep_words"' in both.content.decode()

    assert client.post(place, hard | {"keep_words": "on"}).status_code == 302
    assert [row["text"] for row in Round.objects.get().local_items] == [
        HEAVY,
        EASY,
        LONG,
    ]


def test_what_was_decided_is_not_doubted_again(lars, monkeypatch):
    let_rule_find(monkeypatch, people(3))
    client = browser(lars)
    client.post(reverse("round-plan"), form(question_1=HEAVY, keep_words="on"))
    held = Round.objects.get()
    place = f"{held.get_absolute_url()}aendre/"
    again = form(question_1=HEAVY, name="Vinter")
    assert client.post(place, again).status_code == 302
    more = client.post(place, again | {"question_3": LONG})
    assert set(more.context["form"].errors) == {"question_3"}


def test_a_program_is_told_the_same(lars, monkeypatch):
    let_rule_find(monkeypatch, people(3))
    caller = Caller(lars)
    asked = said(questions=[EASY, HEAVY])
    refused = caller.post("rounds/", language="da", **asked)
    assert refused.status_code == 400
    told = refused.content.decode()
    assert "sagsbehandling, tilfredsstillende" in told
    assert "send true" in told
    assert not Round.objects.exists()
    made = caller.post("rounds/", **asked, keep_words=True)
    assert made.status_code == 201, made.content
    number = made.json()["id"]
    assert caller.post(f"rounds/{number}/change/", **asked).status_code == 400
