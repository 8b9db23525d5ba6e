"""Where no browser can be had: a failure in CI, elsewhere said loudly."""

from types import SimpleNamespace

import pytest

from tests import browser


def test_in_ci_the_run_fails(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="BROWSER TESTS NOT RUN"):
        browser.say_not_run()


def test_elsewhere_it_is_skipped_and_said_at_the_end(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception) as skipped:
        browser.say_not_run()

    said = []
    browser.pytest_terminal_summary(
        SimpleNamespace(
            stats={"skipped": [SimpleNamespace(longrepr=str(skipped.value))]},
            section=lambda title, **_look: said.append(title),
            line=said.append,
        )
    )
    assert said == ["BROWSER TESTS NOT RUN", browser.NOT_RUN]
