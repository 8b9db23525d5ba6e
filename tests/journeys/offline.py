"""A mentor's phone in a browser: opening it, cutting its line, asking its store."""

import time

from tests.cast import PASSWORD

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
KEPT = "Gemt på telefonen. Sendes, når der er net."

# The phone's own store, asked as its scripts do; the policy forbids evaluating strings
# inside the page, so it is asked from outside, again and again.
STORE = "(await import('/static/field/outbox.js'))"
KNOWN = f"(async () => {{{{ const known = await {STORE}.recall(); return {{}}; }}}})()"
COUNT = f"(async () => (await {STORE}.all()).length)()"


# Not whether the page is controlled: one opened while the worker was becoming active is
# not, and the next page that is opened has the worker all the same.
WORKER = (
    "navigator.serviceWorker.getRegistration('/field/')"
    ".then((found) => found?.active?.state === 'activated')"
)


def at_home(page, site=""):
    """Open the day, and wait until the worker and the session are known."""
    page.goto(f"{site}/field/")
    until(page, WORKER)
    until(page, KNOWN.format("known.owner"))


def until(page, says, seconds=30):
    """Wait until an expression is true on the page."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(says):
        assert time.monotonic() < deadline, says
        page.wait_for_timeout(50)


def open_shell(page, site=""):
    """Open the day without a line: the page for writing is there instead."""
    page.goto(f"{site}/field/")
    page.get_by_role("heading", name="Skriv et besøg uden net").wait_for()


def write(page, whom="Karla ved åen", wishes="Svømmehallen på torsdag"):
    """Write a visit on the page without a line."""
    before = waiting(page)
    page.get_by_label("Hvem besøgte du?").fill(whom)
    page.get_by_label("Hvad vil borgeren gerne?").fill(wishes)
    page.get_by_role("button", name="Gem besøget").click()
    until(page, f"{COUNT}.then((count) => count === {before + 1})")
    page.get_by_text(KEPT).wait_for()


def waiting(page):
    """Return how much waits on the phone."""
    return page.evaluate(COUNT)


def sent(page):
    """Wait until nothing waits on the phone any more."""
    until(page, f"{COUNT}.then((count) => count === 0)")


def sign_in(page, person):
    """Sign in on the page that asks for it."""
    page.get_by_label("Brugernavn").fill(person.username)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.locator(".account-button").wait_for()
