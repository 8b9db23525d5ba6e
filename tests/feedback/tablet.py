"""A device at the counter, and what it was given."""

import re

from feedback.counter import actions
from tests.feedback.test_answer import stranger


def opened(held, person):
    _counter, secret = actions.open_counter(held, by=person, place="Jobcentret")
    return f"/t/{secret}/", stranger()


def key_on(page):
    return re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]
