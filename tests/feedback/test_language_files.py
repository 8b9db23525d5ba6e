"""A municipality's own files of a language: whole, read through, and turned on."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.utils import timezone

from coordination.administration.settings import actions as settings_actions
from feedback.instrument import translation
from feedback.instrument.catalogue import holes, load
from feedback.instrument.checks import own_instruments_can_be_asked
from feedback.instrument.translation import languages, said_on_pages
from feedback.language import actions, offered
from feedback.language.models import Check
from feedback.language.speech import speaking
from tests.feedback.test_answer import stranger

PAGE = 'of = "page"\nname = "Soomaali"\n[words]\n'
BACK = '"Back" = "Dib u noqo"\n'
SOMALI = ("so", "Soomaali")
pytestmark = pytest.mark.usefixtures("_nothing_remembered")


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    """A municipality has its own files for Somali, checked by their own word."""
    monkeypatch.setattr(settings, "INSTRUMENTS_FOLDER", str(tmp_path))
    translation.languages.cache_clear()
    folder = tmp_path / "so"
    folder.mkdir()
    yield folder
    translation.languages.cache_clear()


def whole_page(*, without=()):
    """Return a page with words for everything, though not in Somali."""
    texts = (text for text in said_on_pages() if text not in without)
    return PAGE + "".join(f"{json.dumps(t)} = {json.dumps(t)}\n" for t in texts)


@pytest.mark.parametrize(
    ("mark", "counts"),
    [
        ('by = "Ayaan Fiktiv"\non = 2026-10-01\nnative = true', True),
        ('by = "Ayaan Fiktiv"\non = 2026-10-01', False),
        ('by = ""\non = 2026-10-01\nnative = true', False),
        ('by = "Ayaan Fiktiv"\non = "i går"\nnative = true', False),
    ],
)
def test_a_municipalitys_own_file_says_who_has_checked_it(
    own_folder, municipality, mark, counts
):
    (own_folder / "page.toml").write_text(f"{whole_page()}[checked]\n{mark}\n")
    assert (SOMALI in offered.offered()) == counts
    checked = languages()["so"].parts["page"].checked
    assert (checked and checked.on) == (date(2026, 10, 1) if counts else None)


def test_a_language_that_is_off_is_not_offered(own_folder, lars, administrator):
    mark = '[checked]\nby = "Ayaan Fiktiv"\non = 2026-10-01\nnative = true\n'
    (own_folder / "page.toml").write_text(whole_page() + mark)
    assert SOMALI in offered.offered(), "a municipality that never chose has all on"
    settings_actions.change(by=administrator, languages=["da", "en"])
    assert SOMALI not in offered.offered()
    assert offered.standing(languages()["so"], "page") == "off"
    settings_actions.change(by=administrator, languages=["da", "so"])
    assert offered.offered() == [("da", "Dansk"), SOMALI]


@pytest.mark.parametrize(
    "lacking",
    ["Back", "Question %(number)s of %(total)s"],
)
def test_a_page_that_lacks_words_is_named_and_not_offered(
    own_folder, municipality, signed_in, administrator, lacking
):
    wrong = f"{json.dumps(lacking)} = ' '\n" if lacking == "Back" else ""
    wrong = wrong or f"{json.dumps(lacking)} = 'Kow %(nummer)s'\n"
    (own_folder / "page.toml").write_text(whole_page(without=[lacking]) + wrong)
    assert languages()["so"].page_holes == [lacking]
    client = signed_in(administrator)
    page = client.get("/languages/so/").content.decode()
    assert lacking in page
    assert "1 tekst er ikke oversat" in page
    said = {"checked_by": "Ayaan", "checked_on": str(timezone.localdate())}
    assert client.post("/languages/so/", said).status_code == 409
    assert not Check.objects.exists()
    assert "Ikke færdigt" in client.get("/languages/").content.decode()


def test_a_questionnaire_with_holes_is_asked_in_the_other_languages(
    own_folder, municipality, signed_in, administrator
):
    (own_folder / "page.toml").write_text(whole_page())
    (own_folder / "dignity-1.toml").write_text('of = "dignity-1"\ntitle = "Sharaf"')
    dignity = load.__wrapped__("dignity-1")
    assert dignity.languages == {"da", "en", "ar"}
    assert holes(dignity, languages()["so"].parts["dignity-1"])[0] == (
        "choices.degree-5.1"
    )
    actions.check("so", by=administrator, checked_by="Ayaan Fiktiv")
    assert not Check.objects.filter(part="dignity-1").exists()
    assert SOMALI in offered.offered()
    assert SOMALI not in offered.offered("dignity-1")
    page = signed_in(administrator).get("/languages/so/").content.decode()
    assert "items.dignified" in page


@pytest.mark.parametrize(
    "spoilt",
    [
        'of = "else"',
        "of = ",
        'of = "page"\nwords = 1',
        'of = "page"\n[words]\nBack = 1',
        'of = "page"\nchecked = true',
        "\0",
    ],
)
def test_a_file_that_cannot_be_read_keeps_nobody_from_answering(
    own_folder, address, spoilt
):
    (own_folder / "page.toml").write_text(spoilt)
    assert set(languages()) == {"ar"}
    assert stranger().get(address).status_code == 200
    (fault,) = own_instruments_can_be_asked(None)
    assert (fault.id, fault.msg.split()[0]) == ("stafet.W003", "so/page.toml")


def test_the_start_names_the_files_that_lack_words(own_folder):
    (own_folder / "page.toml").write_text(whole_page(without=["Back", "Next"]))
    (own_folder / "dignity-1.toml").write_text('of = "dignity-1"\nitems = 1')
    (own_folder / "gone-1.toml").write_text('of = "gone-1"')
    (own_folder / "pulse.toml").write_text("of = ")
    told = {
        fault.msg.split(":")[0]: fault for fault in own_instruments_can_be_asked(None)
    }
    assert {name: fault.id for name, fault in told.items()} == {
        "so/page.toml is not used": "stafet.W005",
        "so/dignity-1.toml is not used": "stafet.W005",
        "so/gone-1.toml is not used": "stafet.W005",
        "so/pulse.toml is not used": "stafet.W003",
    }
    assert "it lacks 2 texts" in told["so/page.toml is not used"].msg
    (own_folder / "page.toml").write_text(whole_page())
    languages.cache_clear()
    assert len(own_instruments_can_be_asked(None)) == 3


def test_a_language_django_does_not_know_is_spoken_too(own_folder):
    from django.utils.translation import gettext

    (own_folder / "page.toml").write_text(PAGE + BACK)
    with speaking("so"):
        assert gettext("Back") == "Dib u noqo"
        assert gettext("Next") == "Næste"
    assert gettext("Back") == "Tilbage"
