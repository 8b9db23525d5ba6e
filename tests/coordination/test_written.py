"""A sign-in that runs out while somebody writes: nothing typed is lost, nor sent."""

import html
import re
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cases.contact.models import Contact
from coordination.models import Event
from coordination.written import LONGEST, MARK

OURS = {"Sec-Fetch-Site": "same-origin"}
NOTE = 'Karla sov på gaden "igen" <i nat>\nog vil gerne ringes op.'
BACKEND = "coordination.access.SeatBackend"


@pytest.fixture
def browser():
    return Client(headers={"Accept-Language": "da"})


def send(browser, address, typed, **headers):
    return browser.post(
        address,
        urlencode(typed, doseq=True),
        content_type="application/x-www-form-urlencoded",
        headers={**OURS, **headers},
    )


def run_out():
    """Let every sign-in run out, as ten hours do."""
    Session.objects.update(expire_date=timezone.now())
    cache.clear()


def carried(answer):
    """Return the fields that the page carries, as a browser reads them."""
    body = answer.content.decode()
    hidden = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', body)
    texts = re.findall(
        r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', body, re.DOTALL
    )
    return {name: html.unescape(text) for name, text in [*hidden, *texts]}


@pytest.fixture
def address(case):
    return f"/cases/{case.pk}/contact/"


@pytest.fixture
def typed(jobs):
    return {
        "kind": "meeting",
        "department": jobs.pk,
        "note": NOTE,
        "happened_at": "2026-11-20T10:00",
    }


@pytest.fixture
def kept(browser, jonas, address, typed):
    """What the browser holds after it sent a form with a sign-in that had run out."""
    browser.force_login(jonas, backend=BACKEND)
    run_out()
    answer = send(browser, address, typed)
    assert answer.status_code == 401
    return carried(answer)


def test_what_was_typed_stays_on_the_page_and_nowhere_else(
    browser, jonas, address, typed
):
    browser.force_login(jonas, backend=BACKEND)
    run_out()
    answer = send(browser, address, typed)
    assert answer.status_code == 401
    assert carried(answer)["note"] == NOTE
    body = answer.content.decode()
    assert "/account/login/?next=/account/signed-in/" in body
    assert "<i nat>" not in body
    assert "no-store" in answer["Cache-Control"]
    assert "Karla" not in str(dict(browser.session))
    assert not Contact.objects.exists()


def test_after_sign_in_the_form_is_shown_with_it_and_not_sent(
    browser, jonas, address, kept
):
    browser.force_login(jonas, backend=BACKEND)
    before = Event.objects.exclude(kind__endswith=".read").count()
    answer = send(browser, address, kept)
    assert answer.status_code == 200
    body = answer.content.decode()
    assert html.escape(NOTE) in body
    form = answer.context["form"]
    assert not form.is_bound
    assert form["kind"].value() == "meeting"
    assert form["happened_at"].value() == "2026-11-20T10:00"
    assert "Intet er sendt endnu" in body
    assert not Contact.objects.exists()
    assert Event.objects.exclude(kind__endswith=".read").count() == before
    # sending it is the person's own press, and a step like any other
    sent = {name: text for name, text in kept.items() if name != MARK}
    assert send(browser, address, sent).status_code == 302
    assert Contact.objects.get().note == NOTE


def test_whoever_presses_before_signing_in_is_asked_again(browser, address, kept):
    answer = send(browser, address, kept)
    assert answer.status_code == 401
    assert carried(answer)["note"] == NOTE
    assert carried(answer)[MARK] == kept[MARK]


def test_somebody_else_who_signs_in_here_does_not_read_it(
    browser, kim, hanne, address, kept
):
    browser.force_login(kim, backend=BACKEND)
    answer = send(browser, address, kept)
    assert answer.status_code == 200
    assert "sov på gaden" not in answer.content.decode()
    browser.force_login(hanne, backend=BACKEND)
    answer = send(browser, address, kept)
    assert answer.status_code == 404
    assert "sov på gaden" not in answer.content.decode()


@pytest.mark.parametrize("mark", ["", "1", "forged:by:somebody"])
def test_a_mark_that_is_not_ours_shows_nothing_and_sends_nothing(
    browser, jonas, address, kept, mark
):
    browser.force_login(jonas, backend=BACKEND)
    answer = send(browser, address, {**kept, MARK: mark})
    assert answer.status_code == 200
    assert "sov på gaden" not in answer.content.decode()
    assert not Contact.objects.exists()


def test_another_site_fills_in_nothing_and_sends_nothing(browser, jonas, address, kept):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(jonas, backend=BACKEND)
    for site in ("cross-site", "same-site", "none"):
        answer = send(browser, address, kept, **{"Sec-Fetch-Site": site})
        assert answer.status_code == 200
        assert "sov på gaden" not in answer.content.decode()
    assert not Contact.objects.exists()


def test_what_no_form_can_show_again_can_be_copied(browser, jonas, case, kept):
    """Some steps have no page of their own to look at: the words are still there."""
    browser.force_login(jonas, backend=BACKEND)
    answer = send(browser, f"/cases/{case.pk}/citizen/reveal/", kept)
    assert answer.status_code == 403
    assert html.escape(NOTE) in answer.content.decode()


def test_a_password_is_never_carried(browser, jonas):
    browser.force_login(jonas, backend=BACKEND)
    run_out()
    secret = {"oldpassword": "en hemmelighed", "password1": "en anden hemmelighed"}
    for address in ("/account/password/change/", "/deputies/"):
        answer = send(browser, address, secret)
        assert b"hemmelighed" not in answer.content


def test_more_than_anybody_types_is_not_carried(browser, jonas, address, typed):
    browser.force_login(jonas, backend=BACKEND)
    run_out()
    answer = send(browser, address, {**typed, "note": "x" * (LONGEST + 1)})
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_a_stranger_who_sends_a_form_leaves_nothing_behind(address, typed):
    answer = send(Client(), address, typed)
    assert answer.status_code == 401
    assert not Session.objects.exists()
