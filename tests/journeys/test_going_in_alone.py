"""Mona goes in alone; she forgets the time, and is looked for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.tasks import deliver_all
from mentors.outing.deadlines import raise_alarms
from mentors.outing.models import Outing
from tests.accessibility import assert_accessible
from tests.cast import employ
from tests.mentors.outings import make_overdue

pytestmark = [pytest.mark.journey, pytest.mark.commits]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
WITHOUT_SCRIPT = PHONE | {"java_script_enabled": False}
OUT = "/field/out/"


@pytest.fixture
def team(commits, mona, housing, lone, let_in):
    """Mona, her colleague Mike, and their leader Lone."""
    mike = employ("mike", housing, "mentor")
    let_in(mona, mike, lone)
    return mona, mike, lone


def look_at(page, name, keep_picture):
    """Look at the page in every colour, and at its narrowest."""
    keep_picture(page, name)
    assert_accessible(page)
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)
    page.emulate_media(color_scheme="light", forced_colors="active")
    page.set_viewport_size({"width": 320, "height": 640})
    assert_accessible(page)
    page.emulate_media(forced_colors="none")
    page.set_viewport_size(PHONE["viewport"])


def test_in_and_out_are_one_press_each_without_script_too(team, enter):
    mona, _mike, _lone = team
    page = enter(mona, **WITHOUT_SCRIPT)
    page.goto(OUT)
    page.get_by_role("button", name="Jeg går ind nu").click()
    page.get_by_role("heading", name="På besøg til").wait_for()
    agreed = Outing.objects.get().expected_back_at
    page.get_by_role("button", name="Forlæng 30 minutter").click()
    page.get_by_text("Tiden er forlænget til").wait_for()
    assert Outing.objects.get().expected_back_at > agreed
    page.get_by_role("button", name="Jeg er ude igen").click()
    page.get_by_text("Godt. Du er ude igen.").wait_for()
    assert Outing.objects.get().state == "back"


def test_who_is_overdue_is_looked_for(team, enter, keep_picture):
    mona, mike, lone = team
    phone = enter(mona, **PHONE)
    phone.goto(OUT)
    phone.get_by_label("Hvem skal ringe").select_option(label=mike.name)
    look_at(phone, "outing-begin-390", keep_picture)
    phone.get_by_role("button", name="Jeg går ind nu").click()
    phone.get_by_role("heading", name="På besøg til").wait_for()

    make_overdue(Outing.objects.get(), minutes=30)
    raise_alarms(timezone.now())
    deliver_all()
    phone.goto(OUT)
    look_at(phone, "outing-out-390", keep_picture)

    colleague = enter(mike, **PHONE)
    colleague.goto("/notices/")
    colleague.get_by_text("Mona Prøve har ikke meldt sig.").wait_for()
    colleague.get_by_role("button", name="Læs mere").click()
    colleague.get_by_role("link", name="Ring 12 34 56 78").wait_for()
    look_at(colleague, "outing-ring-390", keep_picture)

    desk = enter(lone)
    desk.goto("/mentors/out/")
    desk.get_by_text("Lederne fik besked").wait_for()
    look_at(desk, "outing-list", keep_picture)
    desk.set_viewport_size({"width": 1280, "height": 900})
    desk.get_by_role("link", name="Alt er godt").click()
    desk.get_by_label("Hvordan ved du").fill("Vi har talt sammen")
    desk.get_by_role("button", name="Alt er godt").click()
    desk.get_by_text("Ingen er alene på besøg lige nu").wait_for()
    assert Outing.objects.get().heard_by == lone


def test_without_a_connection_the_page_never_says_that_somebody_waits(
    team, enter, keep_picture
):
    mona, _mike, _lone = team
    page = enter(mona, **PHONE)
    page.goto(OUT)
    page.context.set_offline(True)
    page.get_by_role("button", name="Jeg går ind nu").click()
    page.get_by_text("Ingen har fået besked. Stafet fik ikke svar.").wait_for()
    assert not Outing.objects.exists()
    keep_picture(page, "outing-no-net-390")
    assert_accessible(page)

    page.context.set_offline(False)
    page.get_by_role("button", name="Jeg går ind nu").click()
    page.get_by_role("heading", name="På besøg til").wait_for()

    page.wait_for_load_state()  # the page came by its script, not by the press itself
    page.context.set_offline(True)
    page.get_by_role("button", name="Jeg er ude igen").click()
    page.get_by_text("Du er ikke meldt ude: Stafet fik ikke svar.").wait_for()
    assert Outing.objects.get().state == "out"
    page.context.set_offline(False)
    page.get_by_role("button", name="Jeg er ude igen").click()
    page.get_by_text("Godt. Du er ude igen.").wait_for()


def test_what_is_wrong_is_said_where_it_was_typed(team, enter):
    mona, _mike, _lone = team
    page = enter(mona, **PHONE)
    page.goto(OUT)
    past = timezone.localtime() - timedelta(hours=3)
    page.get_by_label("Eller til hvornår").fill(past.strftime("%H:%M"))
    page.get_by_role("button", name="Jeg går ind nu").click()
    page.get_by_role("alert").get_by_text("12 timer").wait_for()
    assert not Outing.objects.exists()
