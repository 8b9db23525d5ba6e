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

from cases.consent import actions as consent_actions
from cases.consent.models import Consent
from cases.handover.deadlines import lapse_due
from cases.handover.models import Handover
from coordination import tokens
from coordination.invariants import broken
from coordination.models import Event
from tests.cast import PASSWORD
from tests.rigs.hammer import at_once, watched
from tests.rigs.relay import (
    again,
    assert_decided_once,
    back_to,
    offer,
    offers,
    sees,
)

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
        request = urllib.request.Request(
            f"{self.site.url}{path}", json.dumps(body).encode(), self.headers
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()


@pytest.fixture
def busy_api(monkeypatch):
    """Let one person call as often as a race does."""
    monkeypatch.setenv("STAFET_API_RATE", "100000/min")


@pytest.fixture
def programs(busy_api, live_site, jonas, hanne):
    """A program for each of the two who pass the baton to and fro."""
    return {person: Program(live_site, person) for person in (jonas, hanne)}


def call(program, noun, subject, step, **said):
    return partial(program.post, f"/api/v1/{noun}/{subject.pk}/{step}/", said)


def accept(program, handover):
    return call(program, "handovers", handover, "accept", read_back="Ja")


def told(answers):
    """Return the sentences of those who came too late."""
    return {json.loads(text)["detail"] for status, text in answers if status == 409}


def sentence(noun, state):
    """Return what the API says of a thing in this state."""
    with translation.override("da"):
        return str(noun.too_late[state])


def test_32_programs_accept_one_offer(programs, case, jonas, hanne, volume):
    for handover, _giver, person in offers(case, jonas, hanne, count=volume(1, 50)):
        with watched(case):
            one = accept(programs[person], handover)
            answers = at_once(*[one] * 32, over_http=True)
        statuses = sorted(status for status, _ in answers)
        assert statuses == [200] + [409] * 31, answers
        assert told(answers) == {sentence(Handover, "accepted")}
        assert_decided_once(handover)
    assert not broken()


def test_programs_accept_withdraw_and_decline_as_the_clock_strikes(
    programs, case, jonas, hanne, volume
):
    for handover, giver, person in offers(case, jonas, hanne, count=volume(1, 50)):
        theirs, ours = programs[person], programs[giver]
        no = {"code": "not_ours", "text": "Nej"}
        verbs = [
            accept(theirs, handover),
            call(ours, "handovers", handover, "withdraw"),
            call(theirs, "handovers", handover, "decline", **no),
            partial(lapse_due, handover.lapse_at),
        ]
        with watched(case):
            results = at_once(*verbs * 8, over_http=True)
        clocks, answers = results[3::4], [r for r in results if isinstance(r, tuple)]
        assert all(isinstance(lapsed, int) for lapsed in clocks), clocks
        assert len(answers) == 24, results
        statuses = [status for status, _ in answers]
        assert statuses.count(200) + sum(clocks) == 1, results
        assert set(statuses) <= {200, 404, 409}, answers
        state = again(handover).state
        assert told(answers) <= {sentence(Handover, state)}
        # the giver sees the offer whatever became of it, the receiver may not
        givers = [status for status, _ in results[1::4]]
        assert set(givers) <= {200, 409}, givers
        assert (404 in statuses) == (not sees(person, handover)), answers
        assert_decided_once(handover)
    assert not broken()


def test_programs_withdraw_consent_while_others_accept(
    programs, case, jonas, hanne, kim, lars, housing, volume
):
    for _ in range(volume(1, 50)):
        consent = consent_actions.give(
            case, by=jonas, departments=[housing], purpose="Bolig"
        )
        handover = offer(
            case, by=jonas, receiver=housing, basis="consent", consent=consent
        )
        verbs = [
            accept(programs[hanne], handover),
            call(programs[jonas], "consents", consent, "withdraw"),
        ]
        with watched(case):
            results = at_once(*verbs * 16, over_http=True)
        accepted, withdrawn = results[::2], results[1::2]
        assert sorted(status for status, _ in withdrawn) == [200] + [409] * 15
        assert told(withdrawn) == {sentence(Consent, "withdrawn")}
        statuses = [status for status, _ in accepted]
        taken = again(handover).state == Handover.State.ACCEPTED
        assert statuses.count(200) == taken, accepted
        assert set(statuses) <= {200, 404, 409}, accepted
        assert told(accepted) <= ({sentence(Handover, "accepted")} if taken else set())
        assert_decided_once(handover)
        ended = Event.objects.filter(
            kind="consent.withdraw", subject_id=str(consent.pk)
        )
        assert ended.count() == 1
        assert not sees(hanne, handover)
        back_to(jonas, case)
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
        request = urllib.request.Request(
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
