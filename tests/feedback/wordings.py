"""An older wording of the handover survey, and a year in which it was given up."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.test import override_settings

from feedback.instrument.catalogue import HANDOVER_PULSE
from tests.cast import settle_town
from tests.feedback.years import play, settle_five

OLDER = "handover-pulse-0"
FILE = f"""
code = "{OLDER}"
scale = "degree-5"
title = {{ da = "Hvordan gik skiftet dengang?", en = "How did the change go then?" }}
choices = [
    {{ value = "1", da = "Slet ikke", en = "Not at all" }},
    {{ value = "2", da = "Lidt", en = "A little" }},
    {{ value = "3", da = "Noget", en = "Some" }},
    {{ value = "4", da = "Meget", en = "A lot" }},
    {{ value = "5", da = "Helt", en = "Completely" }},
    {{ value = "unknown", da = "Ved ikke", en = "Do not know" }},
]

[[items]]
code = "contact_person"
da = "Jeg kender navnet på min kontaktperson."
en = "I know the name of my contact person."
short_da = "Kendte kontaktpersonens navn"
short_en = "Knew the name of the contact person"

[[items]]
code = "waited"
da = "Jeg ventede ikke for længe."
en = "I did not wait too long."
short_da = "Ventede ikke for længe"
short_en = "Did not wait too long"

[[items]]
code = "as_a_whole"
da = "Alt i alt gik det godt."
en = "All in all it went well."
short_da = "Alt i alt"
short_en = "All in all"
overall = true
"""


def keep_file(settings, folder):
    """Put the older wording where local questionnaires lie."""
    (folder / f"{OLDER}.toml").write_text(FILE, encoding="utf-8")
    settings.INSTRUMENTS_FOLDER = folder


def reword_in_june():
    """Ask the older wording until June 2025, both in June, and today's from then."""
    with TemporaryDirectory() as folder, override_settings():
        keep_file(settings, Path(folder))
        settle_town()
        play_2025(settle_five())


def play_2025(town):
    play(town, first=date(2025, 1, 1), months=5, per_month=40, wordings=[OLDER])
    both = [OLDER, HANDOVER_PULSE]
    play(
        town,
        first=date(2025, 6, 1),
        months=1,
        per_month=80,
        after=200,
        seed=2,
        wordings=both,
    )
    play(town, first=date(2025, 7, 1), months=6, per_month=40, after=280, seed=3)
