"""The citizen's and the leader's pages in a real browser, for everyone."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from coordination.models import Department
from feedback.answer.models import Intake
from feedback.invitation.models import Invitation
from feedback.note import actions as note_actions
from feedback.target import actions as target_actions
from tests.accessibility import (
    assert_accessible,
    assert_on_paper,
    in_modes,
    put_on_paper,
)
from tests.feedback.years import months_ago, play

pytestmark = [pytest.mark.journey, pytest.mark.commits]

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
# in other colours they are looked at in test_citizens_languages.py
LOOKS = {
    "desk": {"viewport": DESK},
    "phone": {"viewport": PHONE},
    "noscript": {"viewport": PHONE, "java_script_enabled": False},
}


def no_barriers(page, *, script=True):
    if script:
        assert_accessible(page)
    too_wide = """[...document.querySelectorAll("body *")]
        .filter((e) => !e.closest(".scroll, .tabs, svg"))
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
        .map((e) => e.outerHTML.slice(0, 90))"""
    assert page.evaluate(too_wide) == []


def sign_in(page, site, user):
    client = Client()
    client.force_login(user, backend="coordination.access.SeatBackend")
    page.context.add_cookies(
        [{"name": "session", "value": client.cookies["session"].value, "url": site.url}]
    )


@pytest.mark.parametrize("look", LOOKS)
def test_a_citizen_answers(live_site, open_page, address, keep_picture, look):
    page = open_page(**LOOKS[look])
    foreign, loaded = [], []
    page.on("request", lambda r: r.url.startswith(live_site.url) or foreign.append(r))
    page.on("response", lambda r: loaded.append(len(r.body()) if r.ok else 0))
    script = look != "noscript"
    page.goto(live_site.url + address)
    keep_picture(page, f"survey-{look}", other=True)
    no_barriers(page, script=script)
    assert sum(loaded) < 40_000

    for step in range(6):
        page.locator("fieldset").nth(step).locator("input").nth(step % 5).check()
        if script:
            page.get_by_role("button", name="Næste").click()
    page.locator("textarea").fill("Det gik fint.")
    page.get_by_label("Ring gerne til mig").check()
    keep_picture(page, f"survey-last-{look}", other=True)
    no_barriers(page, script=script)
    page.get_by_role("button", name="Send mine svar").click()

    page.get_by_role("heading", name="Tak").wait_for()
    keep_picture(page, f"survey-thanks-{look}", other=True)
    no_barriers(page, script=script)
    assert foreign == []
    assert Intake.objects.get().text == "Det gik fint."
    assert Invitation.objects.get().state == "answered"


def test_a_link_that_does_not_work(live_site, open_page, keep_picture, municipality):
    page = open_page(viewport=PHONE)
    page.goto(live_site.url + "/s/nothing/")
    keep_picture(page, "survey-closed")
    no_barriers(page)


LEADERS = {
    "overview": "/ledelse/",
    "indicator": "/ledelse/noegletal/coherent/",
    "ways": "/ledelse/veje/",
    "answers": "/ledelse/svar/?by=giver&item=same_message",
}
# Tables whose first number lies beyond the edge, and names that do not stand still.
UNSEEN = """[...document.querySelectorAll(".scroll")]
    .filter((e) => e.querySelector("td")?.getBoundingClientRect().right
        > e.getBoundingClientRect().right
        || getComputedStyle(e.querySelector("th")).position !== "sticky")
    .map((e) => e.ariaLabel)"""


@pytest.fixture
def two_years(jobs, housing, psychiatry, lars, five):
    town = list(Department.objects.order_by("pk"))
    play(town, first=months_ago(15), months=15, per_month=40)
    target_actions.change({"coherent": Decimal("3.8")}, by=lars)
    for month, rebase in ((9, True), (3, False)):
        note_actions.pin(
            by=lars,
            indicator="coherent",
            month=months_ago(month),
            what="Fælles møde hver mandag",
            rebase=rebase,
        )


def test_a_leader_looks_at_two_years(
    live_site, open_page, keep_picture, two_years, lars
):
    page, plain = open_page(), open_page(**LOOKS["noscript"])
    for each in (page, plain):
        sign_in(each, live_site, lars)
    for name, address in LEADERS.items():
        page.goto(live_site.url + address)
        for mode in in_modes(page, "light", "narrow"):
            keep_picture(page, f"leader-{name}-{mode}", other=True)
            no_barriers(page)
        plain.goto(live_site.url + address)
        keep_picture(plain, f"leader-{name}-noscript", other=True)
        no_barriers(plain, script=False)
    page = open_page(viewport=DESK)
    sign_in(page, live_site, lars)
    page.goto(live_site.url + LEADERS["indicator"])
    page.locator("details").first.locator("summary").click()
    figure = page.locator("figure").first
    figure.focus()
    page.keyboard.press("End")
    assert "svar" in figure.get_by_role("status").inner_text()
    no_barriers(page)

    page.set_viewport_size(PHONE)
    for name in ("ways", "answers"):
        page.goto(live_site.url + LEADERS[name])
        assert page.evaluate(UNSEEN) == []

    put_on_paper(page)
    for name, address in LEADERS.items():
        page.goto(live_site.url + address)
        keep_picture(page, f"leader-{name}-print", other=True)
        assert_on_paper(page)
        written = page.pdf(format="A4")
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", written)) <= 4, name
