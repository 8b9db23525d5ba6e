"""Karla's baton goes from jobs to housing, and Karla says how it went."""

import json
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from cases.contact.models import Contact
from cases.handover.models import Handover
from feedback.answer.models import Intake
from tests.journeys.counting import Hand

pytestmark = [pytest.mark.journey, pytest.mark.commits]

PHONE_WITHOUT_SCRIPT = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "java_script_enabled": False,
}


def run_due(*, days):
    """Let so many days go by."""
    moment = timezone.now() + timedelta(days=days)
    call_command("run_due", at=moment.isoformat())


def link_sent_to(address):
    """Return where the newest mail with a link leads, as a path on this site."""
    files = sorted(Path(settings.POST_FOLDER).glob("*.json"), key=lambda f: int(f.stem))
    posts = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    links = [p["link"] for p in posts if p["to"] == address and p["link"]]
    return urlsplit(links[-1]).path


def offer_to(department, page):
    """Offer the baton from the case page; return how much had to be done."""
    hand = Hand(page)
    hand.press("link", "Send stafetten videre")
    with page.expect_response(lambda response: response.request.method == "POST"):
        hand.choose("Hvilken afdeling?", department.pk)
    hand.fill("Hvorfor nu, og hvad beder I dem om?", "Boligen kommer først")
    hand.tick("En bestemmelse i loven")
    hand.fill("Bestemmelse eller begrundelse", "Serviceloven § 85")
    hand.press("button", "Se svarene igennem")
    page.get_by_role("heading", name="Se svarene igennem").wait_for()
    assert page.get_by_text("Boligen kommer først").first.is_visible()
    hand.press("button", "Tilbyd stafetten")
    page.get_by_text("Stafetten er tilbudt Bolig").wait_for()
    return hand.interactions


def accept(page):
    """Read the charter, say it back and take the baton."""
    page.get_by_text("Vi ringer på fredag").first.wait_for()
    hand = Hand(page)
    hand.fill("Hvad har I forstået?", "Karla mangler en bolig. Vi ringer på fredag.")
    hand.press("button", "Tag imod stafetten")
    page.get_by_text("Bolig har stafetten. Borgeren").wait_for()
    return hand.interactions


def log_contact(page):
    """Write down that Karla was called."""
    hand = Hand(page)
    hand.press("link", "Skriv kontakt")
    hand.fill("Notat", "Ringede. Vi ses på mandag.")
    hand.press("button", "Gem")
    page.get_by_text("Kontakten er skrevet.").wait_for()
    return hand.interactions


def answer_everything(page):
    for question in page.locator("fieldset.step").all()[:6]:
        question.get_by_label("I høj grad", exact=True).check()
    page.get_by_role("button", name="Send mine svar").click()
    page.get_by_role("heading", name="Tak. Vi har fået dine svar.").wait_for()


def test_the_baton_goes_to_housing_and_the_citizen_answers(
    charter, housing, jonas, hanne, lone, let_in, enter, open_page, live_site
):
    let_in(jonas, hanne, lone)

    jonas_page = enter(jonas)
    jonas_page.get_by_role("link", name="Karla Fiktiv").click()
    assert offer_to(housing, jonas_page) <= 10

    hanne_page = enter(hanne)
    hanne_page.get_by_role("link", name="På vej til os").first.click()
    hanne_page.get_by_role("link", name="Karla Fiktiv").click()
    assert accept(hanne_page) <= 2
    assert log_contact(hanne_page) <= 3
    assert Handover.objects.get().state == "completed"

    run_due(days=8)
    link = link_sent_to("karla@example.org")
    karla_page = open_page(base_url=live_site.url, **PHONE_WITHOUT_SCRIPT)
    karla_page.goto(link)
    answer_everything(karla_page)
    karla_page.goto(link)
    karla_page.get_by_text("Svarene kan sendes én gang").wait_for()
    assert karla_page.locator("form.survey").count() == 0
    assert Intake.objects.count() == 1

    run_due(days=45)
    assert not Intake.objects.exists()
    lone_page = enter(lone)
    assert lone_page.goto("/ledelse/").status == 200
    assert lone_page.get_by_role("heading", level=1).is_visible()
    assert jonas_page.goto("/ledelse/").status == 403


def test_another_department_costs_nothing_that_was_typed(
    three_departments, case, housing, elsewhere, hanne, outsider, jonas, let_in, enter
):
    let_in(jonas)
    page = enter(jonas)
    page.goto(f"/cases/{case.pk}/offer/")
    page.get_by_label("En bestemmelse i loven").check()
    page.get_by_label("Bestemmelse eller begrundelse").fill("Serviceloven § 85")
    page.get_by_label("Hvorfor nu, og hvad beder I dem om?").fill("Boligen først")

    chosen = page.get_by_label("Hvilken afdeling?")
    chosen.select_option(str(elsewhere.pk))
    chosen.select_option(str(housing.pk))  # takes part already: no basis is asked for
    page.get_by_text("Bolig deltager allerede i sagen").wait_for()
    chosen.select_option(str(elsewhere.pk))
    page.get_by_label("Bestemmelse eller begrundelse").wait_for()

    assert page.get_by_label("En bestemmelse i loven").is_checked()
    basis = page.get_by_label("Bestemmelse eller begrundelse")
    assert basis.input_value() == "Serviceloven § 85"
    reason = page.get_by_label("Hvorfor nu, og hvad beder I dem om?")
    assert reason.input_value() == "Boligen først"
    assert "Serviceloven" not in page.url


def test_the_browsers_own_way_back_costs_nothing_that_was_typed(
    three_departments, case, elsewhere, outsider, jonas, let_in, enter
):
    let_in(jonas)
    page = enter(jonas)
    page.goto(f"/cases/{case.pk}/offer/")
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.get_by_label("Hvilken afdeling?").select_option(str(elsewhere.pk))
    reason = page.get_by_label("Hvorfor nu, og hvad beder I dem om?")
    reason.fill("Boligen først")
    page.get_by_label("Kun skriftligt").check()
    page.get_by_label("En bestemmelse i loven").check()
    page.get_by_label("Bestemmelse eller begrundelse").fill("Serviceloven § 85")
    page.get_by_role("button", name="Se svarene igennem").click()
    page.get_by_role("heading", name="Se svarene igennem").wait_for()

    page.go_back()
    page.get_by_text("Her er det, du skrev").wait_for()
    assert reason.input_value() == "Boligen først"
    chosen = page.get_by_label("Hvilken afdeling?")
    assert chosen.input_value() == str(elsewhere.pk)
    assert page.get_by_label("Kun skriftligt").is_checked()
    assert page.get_by_label("En bestemmelse i loven").is_checked()
    basis = page.get_by_label("Bestemmelse eller begrundelse")
    assert basis.input_value() == "Serviceloven § 85"

    page.go_forward()
    page.get_by_role("heading", name="Se svarene igennem").wait_for()
    page.get_by_role("button", name="Ret svarene").click()
    page.get_by_role("button", name="Se svarene igennem").wait_for()
    page.go_back()
    page.get_by_role("button", name="Tilbyd stafetten").click()
    page.get_by_text("Stafetten er tilbudt").wait_for()
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Boligen" not in kept
    assert Handover.objects.get().reason == "Boligen først"


def test_one_press_by_accident_is_no_contact(case, jonas, let_in, enter):
    let_in(jonas)
    page = enter(jonas)
    page.goto(f"/cases/{case.pk}/")
    page.get_by_role("link", name="Skriv kontakt", exact=True).click()
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_text("Skriv med et par ord").first.wait_for()
    assert not Contact.objects.exists()
    page.goto(f"/cases/{case.pk}/")
    assert log_contact(page) <= 3
    assert Contact.objects.get().note == "Ringede. Vi ses på mandag."
