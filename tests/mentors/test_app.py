"""The installable app's own files: the same for everybody, and they know nobody."""

import json
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from mentors.field import app

pytestmark = pytest.mark.django_db

WORKER, MANIFEST = "/field/sw.js", "/field/app.webmanifest"
SHELLS = [f"/field/shell/{code}/" for code, _name in settings.LANGUAGES]
PUBLIC = [WORKER, MANIFEST, *SHELLS]


@pytest.fixture(autouse=True)
def _fresh_version():
    app.version.cache_clear()
    yield
    app.version.cache_clear()


@pytest.mark.parametrize("address", PUBLIC)
def test_a_stranger_gets_it_without_a_redirect_or_a_cookie(client, address):
    answer = client.get(address)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-cache"
    assert not answer.cookies


@pytest.mark.parametrize("address", PUBLIC)
def test_it_is_the_same_for_who_is_signed_in(signed_in, client, mona, address):
    stranger = client.get(address).content

    assert signed_in(mona).get(address).content == stranger


def test_the_worker_keeps_public_files_that_exist(client):
    body = client.get(WORKER).content.decode()
    kept = json.loads(re.search(r"(\[.*\])", body)[1])

    for address in kept:
        assert address.startswith(("/static/", "/field/shell/"))
        if address.startswith("/static/"):
            assert finders.find(address.removeprefix("/static/")), address
        else:
            assert client.get(address).status_code == 200
    assert set(SHELLS) <= set(kept)


def test_the_worker_keeps_every_script_that_the_pages_import(client):
    body = client.get(WORKER).content.decode()
    folder = settings.BASE_DIR / "static" / "field"
    for script in folder.glob("*.js"):
        assert f"/static/field/{script.name}" in body


def test_its_version_changes_with_any_of_its_files(monkeypatch):
    before = app.version()
    app.version.cache_clear()
    read = app.read
    monkeypatch.setattr(app, "read", lambda name: read(name) + name[-4:-3].encode())
    assert app.version() != before


def test_a_language_we_do_not_speak_is_not_found(client):
    assert client.get("/field/shell/xx/").status_code == 404


def test_a_manifest_names_icons_that_exist(client):
    told = json.loads(client.get(MANIFEST).content)

    assert told["scope"] == told["start_url"] == "/field/"
    for icon in told["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))
