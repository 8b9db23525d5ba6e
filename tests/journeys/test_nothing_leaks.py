"""Each page a citizen meets keeps its address to itself, as a browser sees it (T6)."""

from urllib.parse import urlsplit

import pytest

from feedback.counter import actions as counters
from feedback.invitation.code import code_of
from feedback.invitation.token import token
from tests.feedback.asked import ask, begin
from tests.feedback.test_answer import ready_to_answer

pytestmark = [pytest.mark.journey, pytest.mark.commits]

# Whatever a page could be sent to, or fetch, now or when somebody presses it.
POINTS_AT = """() => [...document.querySelectorAll("[src], [href], [action], [data]")]
    .flatMap((e) => ["src", "href", "action", "data"].map((name) => e[name]))
    .filter((to) => typeof to === "string" && to)
    .map((to) => new URL(to, location).origin)"""
# The only page without a secret in its address that leads to one with it.
TYPING = "/svar/"


def watch(page):
    """Keep every request that a page sends, and every reply."""
    requests, replies = [], []

    def keep_request(request):
        requests.append(request)

    def keep_reply(reply):
        replies.append(reply)

    page.on("request", keep_request)
    page.on("response", keep_reply)
    return requests, replies


def answer_all(page, place):
    """Answer by stepping through, thank, and ask for no more."""
    page.goto(place)
    page.locator(".choice:visible input").first.check()
    while not page.locator("[data-submit]").is_visible():
        page.locator(".walk .button").first.click()
    page.locator("[data-submit]").click()
    page.locator(".receipt").wait_for()


def test_no_page_of_a_citizens_tells_another_site_or_page_where_it_was(
    live_site, open_page, lars, hanne
):
    held = begin(by=lars)
    karla, ida, ali = (ask(held, name=name) for name in ("Karla", "Ida", "Ali"))
    _counter, secret = counters.open_counter(held, by=hanne, place="Jobcentret")
    page = open_page(base_url=live_site.url)
    requests, replies = watch(page)
    seen = []

    def look():
        seen.append(page.locator("h1").inner_text())
        assert set(page.evaluate(POINTS_AT)) == {live_site.url}

    page.goto("/s/unknown/")
    look()
    pulse = f"/s/{token(ready_to_answer(1))}/"
    page.goto(pulse)
    look()
    page.locator("[name=call_me]").evaluate("(box) => box.checked = true")
    page.locator("form.survey").evaluate("(form) => form.submit()")
    page.locator(".receipt").wait_for()
    look()
    answer_all(page, pulse)
    look()
    page.locator("summary").click()
    page.locator("form .button").click()
    page.locator("form").wait_for(state="detached")
    look()
    page.goto(TYPING)
    look()
    page.locator("#code").fill(code_of(karla))
    page.locator("form .button").click()
    page.locator("[data-step]").first.wait_for()
    look()
    answer_all(page, page.url)
    page.goto(f"/t/{secret}/")
    look()
    for person in (ida, ali):
        page.locator("#code").fill(code_of(person))
        page.locator("form .button").click()
        page.locator("[data-step]:visible").wait_for()
        look()
        page.goto(f"/t/{secret}/")
    assert len(set(seen)) >= 6, seen

    assert {urlsplit(each.url).netloc for each in requests} == {
        urlsplit(live_site.url).netloc
    }
    told = {each.all_headers().get("referer") for each in requests}
    assert told <= {None, "", live_site.url + TYPING}
    pages = [each for each in replies if each.request.resource_type == "document"]
    assert len(pages) > 10
    for reply in pages:
        secretive = urlsplit(reply.url).path != TYPING
        policy = reply.header_value("referrer-policy")
        assert policy == ("no-referrer" if secretive else "same-origin"), reply.url
