"""The questionnaire is easy to read, complete in both languages, and frozen."""

import hashlib
import re

import pytest
from django.utils import translation

from feedback.instrument.catalogue import FOLDER, HANDOVER_PULSE, load

# The wording that citizens have answered; a new wording gets a new file.
FROZEN = {
    "handover-pulse-1": "15dd9eebce7287a87c5c687573581b2d"
    "a335a59ceef92faba7248c12ee8ddbc2",
}
LONG_BUT_KNOWN = {"kontaktperson"}
NEGATIONS = {"ikke", "aldrig", "not", "never", "no"}


def words(text):
    return re.findall(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?", text)


def lix(texts):
    every = [word for text in texts for word in words(text)]
    long = [word for word in every if len(word) > 6]
    return len(every) / len(texts) + 100 * len(long) / len(every)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda p: p.stem)
def test_a_published_version_never_changes(path):
    assert hashlib.sha256(path.read_bytes()).hexdigest() == FROZEN[path.stem]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_pulse_is_easy_to_read(language):
    texts = [item.texts[language] for item in load(HANDOVER_PULSE).items]

    assert lix(texts) <= 25
    for text in texts:
        said = {word.lower() for word in words(text)}
        assert len(words(text)) <= 12, text
        assert not said & NEGATIONS, text
        assert {w for w in said if len(w) > 12} <= LONG_BUT_KNOWN, text


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
