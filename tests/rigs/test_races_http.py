"""The same races over HTTP: many browsers and programs at one baton."""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from functools import partial
from http.cookiejar import CookieJar

import pytest
from django.utils import translation

from cases.handover import actions
from cases.handover.models import Handover
from coordination import tokens
from coordination.invariants import broken
from coordination.models import Event
from feedback.invitation.models import Invitation
from tests.cast import PASSWORD
from tests.rigs.hammer import at_once, watching_holders

pytestmark = pytest.mark.commits

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Program:
    """Calls the API with a person's token."""

    def __init__(self, site, user):
        self.site = site
        self.headers = {
            "Authorization": f"Bearer {tokens.issue(user)}",
            "Content-Type": "application/json",
        }

    def post(self, path, body):
        """Send; return the status and what was said."""
        request = urllib.request.Request(  # noqa: S310
            f"{self.site.url}{path}", json.dumps(body).encode(), self.headers
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()


@pytest.fixture
def busy_api(monkeypatch):
    """Let one person call as often as a race does."""
    monkeypatch.setenv("STAFET_API_RATE", "100000/min")


def test_32_programs_accept_one_offer(
    busy_api, live_site, case, jonas, hanne, jobs, housing, volume
):
    programs = {p.pk: Program(live_site, p) for p in (jonas, hanne)}
    sides = [(jonas, jobs), (hanne, housing)]
    for number in range(volume(3, 50)):
        (giver, _), (person, receiver) = sides[number % 2], sides[1 - number % 2]
        handover = actions.offer(
            case,
            by=giver,
            receiver=receiver,
            reason="Prøve",
            basis="necessity",
            basis_text="Prøve",
        )
        path = f"/api/v1/handovers/{handover.pk}/accept/"
        program = programs[person.pk]
        with watching_holders(case) as seen:
            call = partial(program.post, path, {"read_back": "Ja"})
            answers = at_once(*[call] * 32, over_http=True)
        statuses = sorted(status for status, _ in answers)
        assert statuses == [200] + [409] * 31, answers
        told = {json.loads(text)["detail"] for status, text in answers if status == 409}
        with translation.override("da"):
            assert told == {str(Handover.too_late["accepted"])}
        assert seen <= {1}
        accepted = Event.objects.filter(
            kind="handover.accept", subject_id=str(handover.pk)
        )
        assert accepted.count() == 1
        assert Invitation.objects.filter(event=accepted.get()).count() == 1
    assert not broken()


class Browser:
    """Keeps cookies and sends forms, as a person's browser does."""

    def __init__(self, site):
        jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.url = site.url

    def open(self, path):
        """Open a page; return the token its forms carry."""
        with self.opener.open(f"{self.url}{path}", timeout=60) as page:
            return TOKEN.search(page.read().decode()).group(1)

    def send(self, path, **fields):
        """Send the form of a page; return the status."""
        request = urllib.request.Request(  # noqa: S310
            f"{self.url}{path}",
            urllib.parse.urlencode(fields).encode(),
            {"Referer": f"{self.url}{path}", "Origin": self.url},
        )
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status
        except urllib.error.HTTPError as refusal:
            refusal.close()
            return refusal.code


def test_two_tabs_press_the_same_button(live_site, handover, hanne):
    hanne.set_password(PASSWORD)
    hanne.save()
    tabs = Browser(live_site)
    sign_in = "/account/login/"
    token = tabs.open(sign_in)
    tabs.send(
        sign_in, csrfmiddlewaretoken=token, login=hanne.username, password=PASSWORD
    )
    page = f"/handovers/{handover.pk}/accept/"
    token = tabs.open(page)

    def press():
        return tabs.send(
            page,
            csrfmiddlewaretoken=token,
            read_back="Ja",
            version=handover.version,
        )

    assert sorted(at_once(press, press, over_http=True)) == [200, 409]
    assert Event.objects.filter(kind="handover.accept").count() == 1
