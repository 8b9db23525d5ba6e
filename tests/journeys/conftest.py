"""How people come to work in a browser, and where a mentor goes with it."""

from functools import cache

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password

from coordination.models import User
from mentors.mentorship import actions as mentorship_actions
from tests.cast import PASSWORD
from tests.journeys.offline import PHONE
from tests.journeys.town import STATUTE, in_days
from tests.matrix.trying import browser as client_of
from tests.proxy import line_to

# a quarter of a second each, on purpose
hashed = cache(make_password)


@pytest.fixture
def let_in(commits):
    """Give people a password: `let_in(jonas, hanne)`."""

    def give(*people):
        for person in people:
            person.password = hashed(PASSWORD)
            person.save()

    return give


@pytest.fixture
def enter(open_page, live_site):
    """Open a page as a person who has signed in: `enter(jonas, viewport=…)`."""

    def sign_in(person, **screen):
        page = open_page(base_url=live_site.url, **screen)
        page.context.add_cookies([session_of(person, live_site.url)])
        page.goto("/")
        page.locator(".account-button").wait_for()
        return page

    return sign_in


def session_of(person, address):
    """Return what a browser keeps after signing in, as test_signing_in does by hand."""
    client = client_of(User.objects.get(pk=person.pk))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return {"name": cookie.key, "value": cookie.value, "url": address}


@pytest.fixture
def mentorship(case, jonas, housing, mona, let_in):
    """Karla has Mona as her mentor; Mona can sign in."""
    let_in(mona)
    found = mentorship_actions.propose(
        case,
        by=jonas,
        department=housing,
        mentor=mona,
        goal="Jeg vil ud blandt andre",
        until=in_days(90),
        **STATUTE,
    )
    mentorship_actions.activate(found, by=mona)
    return found


@pytest.fixture
def mentor(mentorship, mona):
    return mona


@pytest.fixture
def line(live_site):
    """The line between a phone and the site."""
    with line_to(live_site) as found:
        yield found


@pytest.fixture
def take_out(mentor, line, open_page):
    """Return a function that opens Mona's phone, signed in."""

    def open_phone(**screen):
        page = open_page(base_url=line.url, **(screen or PHONE))
        page.context.add_cookies([session_of(mentor, line.url)])
        page.goto("/field/")
        page.locator(".account-button").wait_for()
        return page

    return open_phone
