"""The run's databases; the cast and the folders' own fixtures are further down."""

import gc
import os
from contextlib import ExitStack
from functools import cache
from threading import Thread

import pytest

from tests import environment

environment.enter_run()

import django  # noqa: E402

django.setup()
# A worker process of this run would read its settings too early if it found this.
del os.environ["DJANGO_SETTINGS_MODULE"]

from django.test import client  # noqa: E402
from django.test.signals import setting_changed  # noqa: E402

from tests import databases  # noqa: E402

pytest_plugins = [
    "tests.sites",
    "tests.browser",
    "tests.cast",
    "tests.calls",
    "tests.volumes",
]


def pytest_configure(config):
    config.addinivalue_line(
        "markers",
        "commits: gives the test a database of its own, in which commits are real.",
    )
    config.addinivalue_line("markers", "journey: drives a real browser.")
    config.addinivalue_line(
        "markers", "alone: is measured; at full volume nothing else runs beside it."
    )
    config.addinivalue_line("markers", "picture: makes a picture of the README.")


def pytest_sessionstart(session):
    """Let the servers be ready when the worker processes have read the tests."""
    if session.config.getoption("numprocesses", None):
        starting = Thread(target=databases.start_servers)
        starting.start()
        session.config.add_cleanup(starting.join)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with what takes long, so that no process has it left at the end."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)


def pytest_collection_finish(session):
    """Let the garbage collector leave alone what was imported, and come seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session", autouse=True)
def _only_pages_are_remembered():
    """Let the test client keep what pages were made of, not each of their parts.

    It copies the whole context for every template, and a page has hundreds of parts.
    """
    remember = client.store_rendered_templates

    def remember_pages(store, signal, sender, template, context, **rest):
        if not (template.name or "").startswith(("components/", "django/forms/")):
            remember(store, signal, sender, template, context, **rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", remember_pages)
        yield


@pytest.fixture(scope="session", autouse=True)
def _middleware_is_loaded_once():
    """Let the clients share their middleware, which looks up each static file first."""
    load = client.ClientHandler.load_middleware
    loaded = {}

    def load_once(handler):
        if not loaded:
            before = set(vars(handler))
            load(handler)
            loaded.update({k: v for k, v in vars(handler).items() if k not in before})
        vars(handler).update(loaded)

    def forget(**changed):
        loaded.clear()

    setting_changed.connect(forget)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client.ClientHandler, "load_middleware", load_once)
        yield


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        databases.end_run()


@pytest.fixture(scope="session")
def servers():
    """Start PostgreSQL and Valkey; for tests that need the cache and no database."""
    databases.start_servers()


@pytest.fixture(scope="session")
def django_db_setup(servers, django_db_blocker):
    """Make this process's database; its tests are rolled back, never flushed."""
    from django.db import connections

    name = databases.shared_name()
    databases.copy_template(name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    databases.drop(name)


@pytest.fixture(scope="session")
def found(django_db_setup, django_db_blocker):
    """Return a function that makes a town once, in a database that tests copy."""
    with ExitStack() as stack:

        @cache
        def make(build):
            made = stack.enter_context(databases.new_database())
            with django_db_blocker.unblock(), databases.pointed_at(made.name):
                town = build()
            return databases.Founded(made.name, town)

        yield make


@pytest.fixture(scope="module")
def founded():
    """Give the town in which each test of a module begins, where it says so."""


@pytest.fixture
def commits(founded, django_db_setup, django_db_blocker):
    """Give the test a database of its own; connect to it from as many threads as
    needed."""
    with (
        django_db_blocker.unblock(),
        databases.own_database(founded and founded.database) as database,
    ):
        yield database


@pytest.fixture(autouse=True)
def _django_db_marker(request):
    # Replaces pytest-django's: a test with a database of its own is not wrapped in a
    # transaction, and a flush is something the web role cannot do.
    marker = request.node.get_closest_marker("django_db")
    flushes = {"transactional_db", "live_server"} & set(request.fixturenames)
    if flushes or (marker and marker.kwargs.get("transaction")):
        pytest.fail("Use the `commits` fixture or mark: tests never flush.")
    if wants_own_database(request):
        request.getfixturevalue("commits")
    elif marker:
        request.getfixturevalue("_django_db_helper")


@pytest.fixture
def db(request):
    """Give a database: the shared one in a transaction, or the test's own."""
    own = wants_own_database(request)
    request.getfixturevalue("commits" if own else "_django_db_helper")


def wants_own_database(request):
    return bool(
        request.node.get_closest_marker("commits") or "commits" in request.fixturenames
    )


@pytest.fixture(autouse=True)
def _danish():
    """Let every test begin in Danish, whatever language a request before it chose."""
    from django.conf import settings
    from django.utils import translation

    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def _settings_stay_known(monkeypatch):
    """Let no count of queries depend on the clock: a setting is fresh ten seconds."""
    from coordination import calendar
    from coordination.models import municipality
    from feedback.language import offered

    for module in (calendar, municipality, offered):
        monkeypatch.setattr(module, "FRESH_SECONDS", 10**9)
    closing_days = calendar._closing_days
    yield
    closing_days.cache_clear()
    municipality._known.clear()


@pytest.fixture(autouse=True)
def _empty_cache():
    """Let no test find what another left in the cache."""
    yield
    if databases.servers_started():
        from django.core.cache import cache

        from feedback.language import offered

        cache.clear()
        offered.forget()
