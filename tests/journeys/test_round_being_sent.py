"""A leader watches a round while it is sent, without touching the page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.messages import post
from feedback.round import actions
from feedback.round.deadlines import send_due
from tests.feedback.round.asked import let_rule_find, people, plan

pytestmark = [pytest.mark.journey, pytest.mark.commits]


def test_the_bar_moves_by_itself_until_every_message_has_left(lars, enter, monkeypatch):
    let_rule_find(monkeypatch, people(10))
    held = plan(lars)
    actions.start(held, by=lars)
    send_due(timezone.now() + timedelta(days=1))
    assert post.send_due(1) == 1
    page = enter(lars)
    page.goto(held.get_absolute_url())
    page.get_by_text("1 af 10 er sendt ud.").wait_for()
    assert post.send_due() == 9
    page.get_by_text("10 af 10 har haft deres tur").wait_for()
    assert page.locator("progress").get_attribute("value") == "10"
    assert page.locator("#progress[hx-get]").count() == 0
