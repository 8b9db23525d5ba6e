"""A licensed questionnaire is a local file: it may be misnamed, changed or gone."""

from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.urls import reverse
from django.utils import timezone

from coordination.workflow import Refused
from feedback.instrument.catalogue import load
from feedback.instrument.checks import own_instruments_can_be_asked
from feedback.invitation.token import token
from feedback.round import actions
from feedback.round.deadlines import remind_due, send_due
from feedback.round.forms import for_rounds
from tests.calls import Caller
from tests.feedback.round.asked import let_rule_find, people, plan, wishes
from tests.matrix.trying import browser

LICENSED = """
code = "licensed-1"
scale = "three"
[title]
da = "Efter aftale"
en = "By agreement"
[scales]
three = [
    { value = "1", da = "Nej", en = "No" },
    { value = "2", da = "Lidt", en = "A little" },
    { value = "3", da = "Ja", en = "Yes" },
]
[[items]]
code = "one"
da = "Er du med?"
en = "Do you follow?"
short_da = "Er med"
short_en = "Follows"
"""
HARD = "Foranstaltningernes tilrettelæggelse imødekommer funktionsnedsættelserne"


@pytest.fixture
def folder(tmp_path, settings):
    settings.INSTRUMENTS_FOLDER = str(tmp_path)
    load.cache_clear()
    (tmp_path / "licensed-1.toml").write_text(LICENSED)
    yield tmp_path
    load.cache_clear()


@pytest.fixture
def file(folder):
    return folder / "licensed-1.toml"


def reword(file):
    file.write_text(LICENSED.replace("Do you follow?", "Are you in?"))


def misname(folder):
    (folder / "pacic-da.toml").write_text(LICENSED.replace("licensed-1", "pacic-da"))
    (folder / "broken-1.toml").write_text("code = ")


def test_a_misnamed_or_broken_file_is_no_choice(folder, lars, signed_in):
    misname(folder)
    assert {"licensed-1", "themes-six-1"} <= {each.code for each in for_rounds()}
    page = browser(lars).get(reverse("round-plan"))
    assert page.status_code == 200
    codes = [code for code, _title in page.context["form"].fields["instrument"].choices]
    assert "licensed-1" in codes
    assert not {"pacic-da", "broken-1"} & set(codes)
    assert signed_in(lars).get("/languages/").status_code == 200
    for wrong in ("pacic-da", "broken-1"):
        days = {k: str(v) for k, v in wishes().items() if k.endswith(("ce", "til"))}
        said = {**wishes(), **days, "name": "Vinter", "instrument": wrong}
        assert Caller(lars).post("rounds/", **said).status_code == 400


def test_the_check_names_files_that_cannot_be_used_or_are_hard_to_read(folder):
    misname(folder)
    (folder / "dignity-1.toml").write_text(LICENSED)
    hard = LICENSED.replace("licensed-1", "hard-1").replace("Er du med?", HARD)
    (folder / "hard-1.toml").write_text(hard)
    (folder / "long-1.toml").write_text(
        LICENSED.replace("licensed-1", "long-1").replace("Er du med?", "Er du " * 9)
    )
    found = {
        (each.id, each.msg.split(" ")[0])
        for each in run_checks()
        if "stafet" in each.id
    }
    assert found == {
        ("stafet.W002", "pacic-da.toml"),
        ("stafet.W002", "dignity-1.toml"),
        ("stafet.W003", "broken-1.toml"),
        ("stafet.W004", "hard-1"),
        ("stafet.W004", "long-1"),
    }


def test_a_folder_that_is_not_there_is_said(settings):
    settings.INSTRUMENTS_FOLDER = "/nonexistent"
    (said,) = own_instruments_can_be_asked(None)
    assert said.id == "stafet.W001"


@pytest.mark.parametrize("spoil", [reword, lambda file: file.unlink()])
def test_a_round_whose_wording_changed_does_not_start(file, lars, monkeypatch, spoil):
    let_rule_find(monkeypatch, people(10))
    held = plan(lars, instrument="licensed-1")
    spoil(file)
    with pytest.raises(Refused, match="ændret eller væk"):
        actions.start(held, by=lars)
    client = browser(lars)
    assert (
        "Nobody more is asked" in client.get(held.get_absolute_url()).content.decode()
    )
    assert client.post(f"{held.get_absolute_url()}start/").status_code == 409
    assert client.get(reverse("round-list")).status_code == 200


def test_the_new_wording_can_be_chosen_before_the_start(file, lars, monkeypatch):
    let_rule_find(monkeypatch, people(10))
    held = plan(lars, instrument="licensed-1")
    reword(file)
    load.cache_clear()
    asked = load("licensed-1")
    actions.change(held, by=lars, name=held.name, instrument=asked, **wishes())
    actions.start(held, by=lars)
    assert held.state == "open"


@pytest.mark.parametrize("spoil", [reword, lambda file: file.unlink()])
def test_nobody_more_is_asked_and_the_asked_read_the_old_words(
    file, lars, client, monkeypatch, spoil
):
    let_rule_find(monkeypatch, people(10))
    held = plan(lars, instrument="licensed-1", waves=2, days_between=7)
    actions.start(held, by=lars)
    now = timezone.now()
    send_due(now + timedelta(days=1))
    spoil(file)
    load.cache_clear()

    assert send_due(now + timedelta(days=9)) == 0
    assert remind_due(now + timedelta(days=12)) == 0
    assert held.invitations.filter(state="sent").count() == 5
    page = browser(lars).get(held.get_absolute_url())
    assert "Nobody more is asked" in page.content.decode()
    link = f"/s/{token(held.invitations.filter(state='sent').first())}/?lang=en"
    assert "Do you follow?" in client.get(link).content.decode()

    file.write_text(LICENSED)
    assert send_due(now + timedelta(days=9)) == 5


def test_results_stay_readable_when_the_licence_has_ended(file, lars, monkeypatch):
    let_rule_find(monkeypatch, people(12))
    held = plan(lars, instrument="licensed-1")
    actions.start(held, by=lars)
    actions.close(held, by=lars)
    file.unlink()
    load.cache_clear()
    client = browser(lars)
    assert "By agreement" in client.get(reverse("round-list")).content.decode()
    assert client.get(held.get_absolute_url()).status_code == 200
    results = reverse("round-results", args=[held.pk])
    assert client.get(results).status_code == 200

    type(held).objects.update(wording="")  # from before wordings were kept
    assert "licensed-1" in client.get(reverse("round-list")).content.decode()
    assert "licensed-1" in client.get(held.get_absolute_url()).content.decode()
    gone = client.get(results)
    assert gone.status_code == 409
    assert "Put its file back" in gone.content.decode()
