"""Mona visits where there is no line; whatever happens, each visit arrives once."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from coordination.models import Event
from mentors.planned.actions import plan
from mentors.unplaced.models import UnplacedVisit
from mentors.visit.models import Visit
from tests.accessibility import MODES, assert_accessible, in_modes
from tests.cast import employ
from tests.journeys.offline import (
    COUNT,
    KEPT,
    KNOWN,
    at_home,
    open_shell,
    sent,
    sign_in,
    until,
    waiting,
    write,
)

pytestmark = [pytest.mark.journey, pytest.mark.commits]


@pytest.fixture
def page(take_out):
    """Mona's phone, with the app's files kept."""
    page = take_out()
    at_home(page)
    return page


def test_a_visit_written_without_a_line_is_sent_once_there_is_one(
    page, mentorship, mona, keep_picture, line
):
    plan(mentorship, by=mona, starts_at=timezone.now() + timedelta(hours=1))
    at_home(page)
    until(page, KNOWN.format("known.slots?.length === 1"))
    line.cut(page)
    open_shell(page)
    assert_accessible(page)
    keep_picture(page, "offline-shell-390")
    page.get_by_label(re.compile("I dag kl|I morgen|kl\\. ")).check()
    page.get_by_label("Hvad aftalte I?").fill("Vi ses på torsdag")
    page.get_by_role("button", name="Gem besøget").click()
    page.get_by_text(KEPT).wait_for()
    assert waiting(page) == 1
    keep_picture(page, "offline-kept-390")

    line.connect(page)
    sent(page)
    visit = Visit.objects.get()
    assert (visit.mentorship, visit.agreed) == (mentorship, "Vi ses på torsdag")
    assert Event.objects.filter(kind="visit.log").count() == 1


def test_without_a_citizen_it_waits_for_one_tap(page, mentorship, keep_picture, line):
    line.cut(page)
    open_shell(page)
    write(page)
    line.connect(page, silently=True)  # the page asks again by itself
    sent(page)
    page.goto("/field/")
    page.get_by_role("link", name="vælg borgeren").click()
    page.get_by_text("Karla ved åen").wait_for()
    assert_accessible(page)
    keep_picture(page, "offline-unplaced-390")
    page.get_by_role("button", name="Karla").click()
    page.get_by_text("Besøget er skrevet ned.").wait_for()
    assert Visit.objects.get().wishes == "Svømmehallen på torsdag"
    assert UnplacedVisit.objects.get().state == "placed"


def test_with_a_line_it_goes_the_same_way_and_says_the_same(page, mentorship):
    page.goto(f"/field/{mentorship.pk}/visit/")
    page.get_by_label("Hvad aftalte I?").fill("Vi ses på torsdag")
    with page.expect_request("**/api/v1/visits/sealed/") as caught:
        page.get_by_role("button", name="Gem besøget").click()
    page.get_by_text("Besøget er skrevet ned.").wait_for()
    assert page.url.endswith(f"/field/{mentorship.pk}/")
    assert "torsdag" not in caught.value.post_data
    assert Visit.objects.get().agreed == "Vi ses på torsdag"
    assert waiting(page) == 0


def test_pressed_before_the_page_knows_who_is_there_it_says_the_same(page, mentorship):
    asked = []
    page.route(
        "**/api/v1/field/session/",
        lambda route: route.continue_() if asked else asked.append(route),
    )
    page.goto(f"/field/{mentorship.pk}/visit/")
    page.get_by_label("Hvad aftalte I?").fill("Vi ses på torsdag")
    page.get_by_role("button", name="Gem besøget").click()
    until(page, f"{COUNT}.then((count) => count === 1)")
    asked[0].continue_()
    page.get_by_text("Besøget er skrevet ned.").wait_for()
    assert page.url.endswith(f"/field/{mentorship.pk}/")
    assert waiting(page) == 0


def test_the_line_is_lost_while_the_form_is_open(page, mentorship, line):
    page.goto(f"/field/{mentorship.pk}/visit/")
    page.get_by_label("Hvad aftalte I?").fill("Vi ses på torsdag")
    line.cut(page)
    page.get_by_role("button", name="Gem besøget").click()
    page.get_by_text(KEPT).wait_for()
    line.connect(page)
    sent(page)
    assert Visit.objects.get().mentorship == mentorship


def test_an_impossible_time_is_said_before_it_is_locked_away(page, mentorship):
    page.goto(f"/field/{mentorship.pk}/visit/")
    page.get_by_label("Hvornår begyndte det?").fill("2090-01-01T10:00")
    page.get_by_role("button", name="Gem besøget").click()
    said = page.evaluate("document.getElementById('id_started_at').validationMessage")
    assert said.startswith("Et besøg kan ikke ligge ude i fremtiden")
    page.get_by_label("Hvornår begyndte det?").fill("")
    for minutes in ("-5", "1441"):
        page.get_by_label("Minutter").fill(minutes)
        page.get_by_role("button", name="Gem besøget").click()
        said = page.evaluate("document.getElementById('id_minutes').validationMessage")
        assert said == "Skriv minutterne som et tal fra 0 til 1440."
    assert waiting(page) == 0


def test_a_login_that_ran_out_keeps_everything(page, mona, line):
    line.cut(page)
    open_shell(page)
    write(page)
    Session.objects.all().delete()
    clear_sessions()
    line.connect(page)
    page.get_by_text("Log ind for at sende.").wait_for()
    assert waiting(page) == 1

    page.goto("/account/login/?next=/field/")
    sign_in(page, mona)
    sent(page)
    assert UnplacedVisit.objects.count() == 1


def clear_sessions():
    """Forget the sessions that the cache remembers besides the database."""
    from django.core.cache import cache

    cache.clear()


def test_two_tabs_at_once_are_one_visit(page, mentorship, line):
    line.cut(page)
    open_shell(page)
    for _number in range(3):
        write(page)
    other = page.context.new_page()
    other.goto("/field/")
    line.connect(page)
    for tab in (page, other):
        tab.evaluate("document.querySelector('[data-send]').click()")
    sent(page)
    assert UnplacedVisit.objects.count() == 3
    assert Event.objects.filter(kind="unplacedvisit.lay_aside").count() == 3


def test_another_mentor_on_the_phone_neither_sees_nor_sends_it(
    page, mona, housing, let_in, line
):
    mike = employ("mike", housing, "mentor")
    let_in(mike)
    line.cut(page)
    open_shell(page)
    write(page)
    Session.objects.all().delete()
    clear_sessions()
    line.connect(page)
    page.goto("/account/login/?next=/field/")
    sign_in(page, mike)
    page.get_by_text("Der venter også noget fra en anden").wait_for()
    assert waiting(page) == 1
    assert not UnplacedVisit.objects.exists()
    assert not page.locator("[data-part=waiting]").is_visible()

    leave(page)
    sign_in(page, mona)
    page.goto("/field/")
    sent(page)
    assert UnplacedVisit.objects.get().author.username == "mona"


def leave(page):
    """Sign out by the menu."""
    page.locator(".account-button").click()
    page.get_by_role("button", name="Log ud").click()
    page.get_by_label("Brugernavn").wait_for()


def test_signing_out_asks_first_and_clears_nothing(
    mentorship, take_out, line, keep_picture
):
    page = take_out(**MODES["phone"])
    at_home(page)
    line.stopping.add("/api/v1/visits/sealed/")
    page.goto(f"/field/{mentorship.pk}/visit/")
    for _mode in in_modes(page, "forced", "dark", "narrow"):
        assert_accessible(page)
    page.get_by_role("button", name="Ingen hjemme").click()
    page.get_by_text(KEPT).wait_for()
    page.locator(".account-button").click()
    page.get_by_role("button", name="Log ud").click()
    page.get_by_role("heading", name="Der venter stadig noget").wait_for()
    page.locator("[data-part=waiting]").wait_for()
    for mode in in_modes(page, "narrow", "dark", "forced"):
        assert_accessible(page)
        keep_picture(page, f"sign-out-{mode}")
    page.get_by_role("button", name="Log ud alligevel").click()
    page.get_by_label("Brugernavn").wait_for()
    assert waiting(page) == 1

    line.cut(page)
    open_shell(page)
    page.get_by_text("Ingen er logget ind på telefonen.").wait_for()
    assert_accessible(page)
    assert not page.get_by_label("Hvem besøgte du?").is_visible()


def test_a_visit_that_waited_a_day_is_shown(page, line):
    line.cut(page)
    open_shell(page)
    write(page)
    page.clock.set_fixed_time(timezone.now() + timedelta(days=2))
    page.reload()
    page.get_by_text("har ventet på telefonen i mere end et døgn").wait_for()
    assert_accessible(page)


def test_the_shell_speaks_the_language_last_read(page, line):
    page.locator(".account-button").click()
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**/field/")
    at_home(page)
    until(page, KNOWN.format("known.language === 'en'"))
    line.cut(page)
    page.goto("/field/")
    page.get_by_role("heading", name="Write a visit without a connection").wait_for()
    assert_accessible(page)


def test_where_nothing_can_be_stored_the_plain_way_is_left(mentorship, take_out):
    page = take_out()
    page.add_init_script("indexedDB.open = () => { throw new Error('private'); };")
    page.goto(f"/field/{mentorship.pk}/visit/")
    page.get_by_label("Hvad aftalte I?").fill("Vi ses på torsdag")
    page.get_by_role("button", name="Gem besøget").click()
    page.get_by_text("Besøget er skrevet ned.").wait_for()
    assert Visit.objects.get().outcome == "done"


def test_where_nothing_can_be_stored_or_sent_the_words_stay(mentorship, take_out, line):
    page = take_out()
    page.add_init_script("indexedDB.open = () => { throw new Error('private'); };")
    page.goto(f"/field/{mentorship.pk}/visit/")
    page.get_by_label("Hvad aftalte I?").fill("Vi ses på torsdag")
    line.cut(page)
    page.get_by_role("button", name="Gem besøget").click()
    page.get_by_text("Lad siden stå åben").wait_for()
    assert page.get_by_label("Hvad aftalte I?").input_value() == "Vi ses på torsdag"
    assert_accessible(page)
