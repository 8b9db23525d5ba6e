"""A real browser for journeys: one that is installed, or one that we install."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import databases

NAMES = (
    "chromium-headless-shell",  # the same without windows: it needs less of the machine
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PICTURES = databases.ROOT / "screenshots"
# Playwright's own program needs libatomic, which a bare Debian does not have.
PACKAGES = ("chromium", "libatomic1")
NOT_RUN = (
    "BROWSER TESTS NOT RUN: no Chromium or Chrome is installed that Playwright can"
    " start, its download did not succeed, and `apt-get install chromium libatomic1`"
    " is not possible here. Install both, or name a browser in STAFET_CHROMIUM."
)


def find_chromium():
    """Give an installed browser that can be driven, or None."""
    if not driver_runs():
        return None
    if named := os.environ.get("STAFET_CHROMIUM"):
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return find_downloaded()


def driver_runs():
    """Say whether Playwright's own program can run on this machine."""
    asked = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def find_downloaded():
    """Give the browser that Playwright has downloaded, or None."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def install_chromium():
    """Get a browser by Playwright's download, else from the distribution as root."""
    attempts = [[[sys.executable, "-m", "playwright", "install", "chromium"]]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        attempts.append(
            [
                ["apt-get", "update", "-q"],
                ["apt-get", "install", "-q", "-y", *PACKAGES],
            ]
        )
    for commands in attempts:
        for command in commands:
            quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            subprocess.run(command, check=False, env=quiet, timeout=600)
        if found := find_chromium():
            return found
    return None


def say_not_run():
    """Fail where every test must run; elsewhere skip, and say so at the end."""
    if os.environ.get("CI") == "true":
        pytest.fail(NOT_RUN)
    pytest.skip(NOT_RUN)


@pytest.fixture(scope="session")
def chromium():
    """Give the path of a browser; without one, journeys are loudly not run."""
    with databases.once("browser") as first:
        found = find_chromium() or (install_chromium() if first else None)
    return found or say_not_run()


@pytest.fixture(scope="session")
def browser(chromium):
    """Give one browser for all journeys of this process."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, which Django takes for a mistake.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright, unhurried():
        window = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield window
        window.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextlib.contextmanager
def unhurried():
    """Let a press last until the page it leads to runs its scripts.

    Playwright goes on when the first of the page is there, before any person could.
    """
    from playwright.sync_api import Locator

    press = Locator.click

    def press_and_look(element, **how):
        press(element, **how)
        element.page.wait_for_load_state()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", press_and_look)
        yield


@pytest.fixture
def open_page(browser):
    """Open pages as different people see them: `open_page(color_scheme="dark")`.

    What breaks the content security policy, or a script's error, fails the test.
    """
    contexts, complaints = [], []

    def listen(page):
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: hear(said.text))

    def hear(text):
        if "Content Security Policy" in text or "content security policy" in text:
            complaints.append(text)

    def open_one(**options):
        context = browser.new_context(locale="da-DK", **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        context.on("page", listen)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page):
    """Give one page in a fresh profile."""
    return open_page()


@pytest.fixture(scope="session")
def keep_picture():
    """Keep a picture for a person to look at: `keep_picture(page, "case")`.

    A run keeps one of each page, and the others of it (`other=True`) only under
    `make pictures`: a picture costs as much as all that is checked on the page.
    """

    def keep(page, name, *, other=False, on=None):
        if not other or os.environ.get("STAFET_PICTURES"):
            PICTURES.mkdir(exist_ok=True)
            if on:
                page.set_viewport_size(on)
            page.screenshot(path=PICTURES / f"{name}.jpg", full_page=True, quality=80)

    return keep


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    if any("BROWSER TESTS NOT RUN" in str(report.longrepr) for report in skipped):
        terminalreporter.section("BROWSER TESTS NOT RUN", sep="!", red=True)
        terminalreporter.line(NOT_RUN)
