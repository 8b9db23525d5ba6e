"""What is refused is written down, and nobody's secret with it."""

import logging

import pytest

from coordination.logs import WithoutLinks


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("/s/ec8XYr-_2/", "/s/*/"),
        ("/s/ec8XYr/stop/", "/s/*/stop/"),
        ("/t/-u9rr9FY/tak/", "/t/*/tak/"),
        ("/field/calendar/abc.ics", "/field/calendar/*"),
        ("/account/new-password/5-abc/", "/account/new-password/*/"),
        ("/cases/5/charter/", "/cases/5/charter/"),
        ("/static/js/page.js", "/static/js/page.js"),
    ],
)
def test_an_address_is_written_without_its_secret(said, kept):
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "Not Found: %s", (said,), None
    )
    assert WithoutLinks().filter(record)
    assert record.getMessage() == f"Not Found: {kept}"
