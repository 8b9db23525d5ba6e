"""The questionnaire is easy to read, complete in both languages, and frozen."""

import hashlib

import pytest
from django.utils import translation

from feedback.analytics.statistics import Histogram
from feedback.instrument.catalogue import (
    FOLDER,
    HANDOVER_PULSE,
    NoInstrument,
    load,
    names,
    newest,
)
from feedback.instrument.readability import lix, words
from feedback.instrument.scale import Kind

# The wording that citizens have answered; a new wording gets a new file.
FROZEN = {
    "conversation-seven-1": "55cf3db70effb11f2c3a58d7b88ed0e3"
    "6e66189b1f2e77e66c93525cf56301e1",
    "degree-overall-1": "b5e161fe0c4c0baf8d6cb1a4949414e0"
    "cb458dc0421c1ebae454ee454b21717f",
    "dignity-1": "b4cba7f0601bef3006cc0a018c13e82e3ae9c934ec3f02ee1c70f6e16b2861ab",
    "handover-faces-1": "47bc6d1295b0834b79285d51164b3ee1"
    "04c38f91909925d05fa84683c2406c0d",
    "handover-pulse-1": "59371ef5ba2981f3badbe0336b0e4c49"
    "988f79bb6d520ffe1a14dc353a359b6b",
    "interview-guide-1": "14f69468e6d2612b7307c5d51ceab336"
    "b5a1d64db85abaca26a50b30b355e543",
    "themes-six-1": "3da4c88134d31830d7d94d2f0426884f3a1d98821223dd74b9a2404874e18725",
}
LONG_BUT_KNOWN = {"kontaktperson"}
NEGATIONS = {"ikke", "aldrig", "not", "never", "no"}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda p: p.stem)
def test_a_published_version_never_changes(path):
    assert hashlib.sha256(path.read_bytes()).hexdigest() == FROZEN[path.stem]


def test_the_pulse_asks_six_things_on_five_steps_and_one_way_out():
    pulse = load(HANDOVER_PULSE)

    assert [item.code for item in pulse.items] == [
        "contact_person",
        "knew_my_story",
        "same_message",
        "had_a_say",
        "next_step",
        "coherent",
    ]
    assert [c.value for c in pulse.choices] == ["1", "2", "3", "4", "5", "unknown"]
    assert [c.face for c in pulse.choices] == [1, 2, 3, 4, 5, None]
    assert pulse.overall.code == "coherent"
    assert pulse.item("missing") is None


def test_each_text_is_spoken_in_the_readers_language():
    item = load(HANDOVER_PULSE).items[0]
    with translation.override("en"):
        assert item.text == "I know who my contact person is now."
    with translation.override("da"):
        assert item.text == "Jeg ved, hvem min kontaktperson er nu."
        assert item.label == "Ved, hvem kontaktpersonen er"


def test_a_file_must_be_what_its_name_says(tmp_path, monkeypatch):
    monkeypatch.setattr("feedback.instrument.catalogue.FOLDER", tmp_path)
    (tmp_path / "pulse-9.toml").write_text('code = "pulse-8"')
    with pytest.raises(ValueError, match="pulse-8"):
        load.__wrapped__("pulse-9")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("code", names())
def test_every_instrument_is_easy_to_read(code, language):
    texts = [item.texts[language] for item in load(code).items]

    assert lix(texts) <= 25
    for text in texts:
        said = {word.lower() for word in words(text)}
        assert len(words(text)) <= 12, text
        assert not said & NEGATIONS, text
        assert {w for w in said if len(w) > 12} <= LONG_BUT_KNOWN, text


@pytest.mark.parametrize("code", names())
def test_every_item_has_a_scale_and_a_name_in_both_languages(code):
    instrument = load(code)
    for item in instrument.items:
        assert set(item.texts) >= set(item.labels) == {"da", "en"}
        assert all(len(label) <= 60 for label in item.labels.values())
        assert item.scale in instrument.scales
        assert item.scale.kind == Kind.TEXT or len(item.scale.values) >= 2


def test_three_faces_are_a_scale_of_their_own():
    faces = load("handover-faces-1")
    pulse = load(HANDOVER_PULSE)
    assert [choice.face for choice in faces.choices] == [1, 3, 5, None]
    assert faces.overall.scale.steps == 3
    assert faces.overall.scale != pulse.overall.scale
    for face, step in zip(faces.items, pulse.items, strict=True):
        assert {k: step.texts[k] for k in face.texts} == face.texts
    with pytest.raises(ValueError, match="zip"):
        Histogram((1, 2, 3)) + Histogram((1, 2, 3, 4, 5))


def test_the_newest_version_answers_to_the_bare_name():
    assert newest("themes-six").code == "themes-six-1"
    assert newest("themes-six-1").code == "themes-six-1"
    for wrong in ("themes", "../handover-pulse-1", "themes-six-9", ""):
        with pytest.raises(NoInstrument):
            newest(wrong)


def test_the_instruments_ask_what_their_sources_asked():
    themes = {code: [theme.code for theme in load(code).themes] for code in names()}
    assert len(themes["themes-six-1"]) == 6
    assert len(themes["conversation-seven-1"]) == 7
    asked = {code: [item.code for item in load(code).closed_items] for code in names()}
    assert asked["dignity-1"] == ["dignified", "latest_meeting", "overall"]
    assert asked["degree-overall-1"] == ["overall"]
    guide = load("interview-guide-1")
    assert {item.scale.kind for item in guide.items} == {Kind.SINGLE, Kind.TEXT}
