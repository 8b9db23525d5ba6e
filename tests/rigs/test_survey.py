"""Over HTTP: of many posts to one link one is stored, and looking spends nothing."""

import http.client
import secrets
import time
from collections import Counter
from urllib.parse import urlencode, urlsplit

import pytest

from coordination.invariants import broken
from feedback.answer.models import Intake
from feedback.invitation.models import Invitation
from feedback.invitation.throttle import GUESSES
from feedback.invitation.token import token
from feedback.invitation.views import find
from tests.feedback.test_answer import ready_to_answer
from tests.rigs.hammer import at_once

pytestmark = pytest.mark.commits

AT_ONCE = 64
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def call(site, method, path, **answers):
    """Call the site on a connection of its own, as 64 phones would."""
    line = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=60)
    try:
        body = urlencode(answers) if answers else None
        line.request(method, path, body=body, headers=FORM if body else {})
        reply = line.getresponse()
        reply.read()
        return reply.status
    finally:
        line.close()


def test_each_link_stores_one_answer(municipality, live_site, volume):
    rows = [ready_to_answer(number) for number in range(volume(4, 100))]
    addresses = [f"/s/{token(row)}/" for row in rows]
    for address in addresses:
        for method in ("GET", "HEAD", "GET"):
            assert call(live_site, method, address) == 200
    assert Invitation.objects.filter(state="sent").count() == len(rows)

    started = time.monotonic()
    for address in addresses:
        posts = [
            lambda n=n, address=address: call(
                live_site, "POST", address, coherent=str(n % 5 + 1), text=f"Svar {n}"
            )
            for n in range(AT_ONCE)
        ]
        replies = Counter(at_once(*posts, over_http=True))
        assert replies == {303: 1, 410: AT_ONCE - 1}
    seconds = time.monotonic() - started

    assert Intake.objects.count() == len(rows)
    assert Invitation.objects.filter(state="answered").count() == len(rows)
    # the handovers themselves are made up here, and other promises are about them
    assert not broken().keys() & {"I9", "I11", "I12", "I21"}
    print(f"{len(rows)} links, {AT_ONCE} posts each: {seconds:.1f} s")


def test_guessing_finds_no_link_and_is_stopped(municipality, live_site, volume):
    """Threat T5: a token is 256 bits; wrong ones look alike and are soon refused."""
    row = ready_to_answer(1)
    guesses = [secrets.token_urlsafe(32) for _ in range(volume(300, 100_000))]
    assert not any(find(guess) for guess in guesses)
    assert find(token(row)) == row

    replies = [call(live_site, "GET", f"/s/{guess}/") for guess in guesses[:40]]
    assert set(replies) == {404, 429}
    assert replies.index(429) <= GUESSES + 1
    assert set(replies[replies.index(429) :]) == {429}
    assert Invitation.objects.get().state == "sent"
