"""Jonas opens Karla's case; others join, and it gets somebody who coordinates it."""

import pytest

from cases.case.models import Case
from coordination.invariants import broken
from tests.journeys.counting import Hand

pytestmark = [pytest.mark.journey, pytest.mark.commits]


def open_case(page):
    """Open a case for a citizen nobody knows yet."""
    page.get_by_role("link", name="Ny sag").first.click()
    hand = Hand(page)
    hand.fill("Navn", "Karla Fiktiv")
    hand.fill("E-mail", "karla@example.org")
    hand.choose("Vil helst have besked på", "email")
    hand.fill("Hvad handler sagen om?", "Bolig, arbejde og helbred")
    hand.choose("Målgruppe", "sick_pay")
    hand.fill("Bestemmelse eller begrundelse", "Beskæftigelsesindsatsloven kap. 8")
    hand.press("button", "Åbn sagen")
    page.get_by_role("heading", name="Karla Fiktiv").wait_for()


def involve(department, page):
    """Let a department work along."""
    page.locator("#parties").get_by_role("link", name="Inddrag en afdeling").click()
    hand = Hand(page)
    page.get_by_role("combobox", name="Afdeling").select_option(str(department.pk))
    hand.tick("En bestemmelse i loven")
    hand.fill("Bestemmelse eller begrundelse", "Serviceloven § 85")
    hand.press("button", "Inddrag afdelingen")
    page.get_by_role("heading", name="Karla Fiktiv").wait_for()


def name_coordinator(coordinator, deputy, page):
    """Do what the case page proposes when a third department takes part."""
    page.get_by_role("link", name="Udpeg en tovholder").first.click()
    hand = Hand(page)
    hand.choose("Tovholder", coordinator.pk)
    hand.choose("Stedfortræder", deputy.pk)
    hand.press("button", "Udpeg tovholderen")
    page.get_by_role("heading", name="Karla Fiktiv").wait_for()


def test_a_case_is_opened_three_departments_join_and_one_coordinates(
    housing, psychiatry, jonas, kim, dorte, pia, let_in, enter
):
    let_in(jonas, kim, pia)
    page = enter(jonas)
    open_case(page)
    involve(housing, page)
    assert not page.get_by_text("Sagen bør have en tovholder").is_visible()
    involve(psychiatry, page)
    page.get_by_text("Sagen bør have en tovholder").wait_for()
    name_coordinator(kim, dorte, page)
    assert not page.get_by_text("Sagen bør have en tovholder").is_visible()

    case = Case.objects.get()
    assert (case.state, case.coordinator) == ("coordinated", kim)
    assert case.baton.holder == jonas
    for person in (kim, pia):
        theirs = enter(person)
        theirs.goto("/?q=Karla")
        theirs.get_by_role("link", name="Karla Fiktiv").first.click()
        words = theirs.locator("main").inner_text()
        assert all(name in words for name in ("Jonas", "Kim", "Bolig"))
    assert not broken()
