"""Taking one step in each of the three ways, and what came of it."""

import html
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from coordination.models import Event
from coordination.workflow import NotVisible, Refused, perform
from tests.calls import Caller, sign_in

WAYS = ("direct", "page", "api")
DONE, REFUSED, FORBIDDEN, HIDDEN = "done", "refused", "forbidden", "hidden"
STATUS = {
    200: DONE,
    201: DONE,
    302: DONE,
    409: REFUSED,
    403: FORBIDDEN,
    404: HIDDEN,
}


@dataclass(frozen=True)
class Outcome:
    """What came of it, and the words that were answered."""

    what: str
    words: str = ""


def browser(user, language="en"):
    """Return a browser in which the person is signed in, or nobody."""
    client = Client(headers={"Accept-Language": language})
    if user:
        sign_in(client, user)
    return client


def careful(person, language="da"):
    """Return a browser that shows a crash as people see it."""
    client = browser(person, language)
    client.raise_request_exception = False
    return client


def directly(step, world, subject, user=None):
    """Call the action; as somebody else than its usual person through `perform`."""
    try:
        if user is None:
            step.act(subject, world)
        else:
            perform(subject, by=user)
    except Refused as refused:
        return Outcome(REFUSED, str(refused))
    except PermissionDenied:
        return Outcome(FORBIDDEN)
    except NotVisible:
        return Outcome(HIDDEN)
    except ProgrammingError as error:
        # the web role may add such a row, and never lock or change it
        return Outcome(REFUSED if "permission denied" in str(error) else str(error))
    return Outcome(DONE)


def on_page(step, world, pk, user):
    """Send the page's form."""
    address = reverse(step.page, args=[pk] if pk else [])
    answer = browser(user).post(address, step.form(world))
    words = html.unescape(answer.content.decode())
    return Outcome(STATUS.get(answer.status_code, str(answer.status_code)), words)


def over_http(step, world, pk, user):
    """Call the API."""
    words = step.words(world)
    if step.page == "case-open":
        words = {"citizen": world.case.citizen_id, **words}
    answer = Caller(user).post(step.api.format(pk), **words)
    said = answer.json().get("detail", "") if answer.content else ""
    return Outcome(STATUS.get(answer.status_code, str(answer.status_code)), said)


def steps_taken():
    """Return how many steps are on record; a look is none."""
    looks = Q(kind__endswith=".read") | Q(kind__endswith=".list")
    return Event.objects.exclude(looks).count()
