"""The citizen's and the leader's pages in a real browser, for everyone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from coordination.models import Department
from coordination.organisation import open_department
from feedback.answer.models import Intake
from feedback.invitation.models import Invitation
from tests.feedback.test_leaders import NAMES
from tests.feedback.years import months_ago, play

pytestmark = [pytest.mark.journey, pytest.mark.commits]

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
LOOKS = {
    "desk": {"viewport": DESK},
    "phone": {"viewport": PHONE},
    "dark": {"viewport": PHONE, "color_scheme": "dark"},
    "forced": {"viewport": NARROW, "forced_colors": "active"},
    "noscript": {"viewport": PHONE, "java_script_enabled": False},
}


def no_barriers(page, *, script=True):
    if script:
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []
    too_wide = """[...document.querySelectorAll("body *")]
        .filter((e) => !e.closest(".scroll, svg"))
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
    keep_picture(page, f"survey-{look}")
    no_barriers(page, script=script)
    assert sum(loaded) < 40_000

    for step in range(6):
        page.locator("fieldset").nth(step).locator("input").nth(step % 5).check()
        if script:
            page.get_by_role("button", name="Næste").click()
    page.locator("textarea").fill("Det gik fint.")
    page.get_by_label("Ring gerne til mig").check()
    keep_picture(page, f"survey-last-{look}")
    no_barriers(page, script=script)
    page.get_by_role("button", name="Send mine svar").click()

    page.get_by_role("heading", name="Tak").wait_for()
    keep_picture(page, f"survey-thanks-{look}")
    no_barriers(page, script=script)
    assert foreign == []
    assert Intake.objects.get().text == "Det gik fint."
    assert Invitation.objects.get().state == "answered"


def test_a_link_that_does_not_work(live_site, open_page, keep_picture, municipality):
    page = open_page(viewport=PHONE)
    page.goto(live_site.url + "/s/nothing/")
    keep_picture(page, "survey-closed")
    no_barriers(page)


def test_a_leader_looks_at_two_years(
    live_site, open_page, keep_picture, jobs, housing, psychiatry, lars
):
    for name in NAMES:
        open_department(name, by=None)
    town = list(Department.objects.order_by("pk"))
    play(town, first=months_ago(13), months=13, per_month=40)
    for look, options in LOOKS.items():
        page = open_page(**options)
        sign_in(page, live_site, lars)
        page.goto(live_site.url + "/ledelse/")
        keep_picture(page, f"leader-{look}")
        no_barriers(page, script=look != "noscript")
    page = open_page(viewport=DESK)
    sign_in(page, live_site, lars)
    page.goto(live_site.url + "/ledelse/?by=giver&item=same_message")
    page.locator("details").first.locator("summary").click()
    figure = page.locator("figure").first
    figure.focus()
    page.keyboard.press("ArrowRight")
    assert "svar" in figure.get_by_role("status").inner_text()
    keep_picture(page, "leader-table-open")
    no_barriers(page)
