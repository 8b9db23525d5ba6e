"""The demo's post: readable in the demo, and nowhere else."""

import json

import pytest


@pytest.fixture
def outbox(tmp_path, settings, db):
    settings.POST_FOLDER = tmp_path
    settings.DEMO = True
    body = {
        "channel": "email",
        "to": "karla@example.org",
        "subject": "Din kontaktperson i Prøve Kommune",
        "text": "Hej\n\nRing til Hanne.",
        "link": f"{settings.SITE_ADDRESS}/handovers/1/",
        "template": "contact_person",
    }
    (tmp_path / "7.json").write_text(json.dumps(body), encoding="utf-8")
    (tmp_path / "7.pdf").write_bytes(b"%PDF-1.7")
    return tmp_path


def test_the_newest_post_is_listed_and_readable(client, outbox):
    assert "/demo/post/7/" in client.get("/demo/post/").content.decode()
    page = client.get("/demo/post/7/").content.decode()
    assert "Ring til Hanne." in page
    assert 'href="/handovers/1/"' in page
    letter = client.get("/demo/post/7.pdf")
    assert letter.headers["Content-Type"] == "application/pdf"
    letter.close()


def test_a_foreign_link_is_not_followed(client, outbox):
    path = outbox / "7.json"
    body = json.loads(path.read_text(encoding="utf-8"))
    body["link"] = "https://example.org/x"
    path.write_text(json.dumps(body), encoding="utf-8")
    page = client.get("/demo/post/7/").content.decode()
    assert 'href="https://example.org' not in page


def test_an_empty_folder_says_what_to_do(client, outbox):
    for file in outbox.iterdir():
        file.unlink()
    assert "Ingen post endnu" in client.get("/demo/post/").content.decode()
    assert client.get("/demo/post/7/").status_code == 404


@pytest.mark.parametrize("path", ["", "7/", "7.pdf"])
def test_outside_the_demo_there_is_nothing(client, outbox, settings, path):
    settings.DEMO = False
    assert client.get(f"/demo/post/{path}").status_code == 404
