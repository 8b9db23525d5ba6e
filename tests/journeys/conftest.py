"""How people come to work in a browser."""

import pytest

from tests.cast import PASSWORD


@pytest.fixture
def let_in(commits):
    """Give people a password: `let_in(jonas, hanne)`."""

    def give(*people):
        for person in people:
            person.set_password(PASSWORD)
            person.save()

    return give


@pytest.fixture
def enter(open_page, live_site):
    """Open a page as a person who has signed in: `enter(jonas, viewport=…)`."""

    def sign_in(person, **screen):
        page = open_page(base_url=live_site.url, **screen)
        page.goto("/account/login/")
        page.get_by_label("Brugernavn").fill(person.username)
        page.get_by_label("Adgangskode").fill(PASSWORD)
        page.get_by_role("button", name="Log ind").click()
        page.locator(".account-button").wait_for()
        return page

    return sign_in
