"""Every step of every noun over HTTP: done, refused, repeated, and said wrongly."""

import pytest
from django.urls import get_resolver
from django.utils import timezone

from cases.case import actions as case_actions
from cases.consent import actions as consent_actions
from cases.contact import actions as contact_actions
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from cases.involvement import actions as involvement_actions
from cases.plan import actions as plan_actions
from coordination.models import Event
from tests.calls import Caller
from tests.cases.steps import CALLS

WITH_VERSION = [call for call in CALLS if not call.address.startswith("citizens")]
NAMES = {"jonas", "hanne", "kim", "dorte", "outsider", "jobs", "housing", "elsewhere"}

each_step = pytest.mark.parametrize("call", CALLS, ids=str)


@pytest.fixture
def two_left(coordinated, jonas, pia):
    part = coordinated.parties().get(department__name="Socialpsykiatri")
    involvement_actions.end(part, by=jonas)
    return coordinated


@pytest.fixture
def paused(three_departments, jonas, hanne):
    case_actions.pause(three_departments, by=jonas, reason="Ferie")
    return three_departments


@pytest.fixture
def closed(three_departments, jonas):
    case_actions.close(three_departments, by=jonas, outcome="other")
    return three_departments


@pytest.fixture
def consent(case, jonas, housing):
    return consent_actions.give(
        case, by=jonas, departments=[housing], purpose="At finde en bolig"
    )


@pytest.fixture
def with_shared_plan(three_departments, jonas):
    consent_actions.give(
        three_departments, by=jonas, kind="shared_plan", purpose="En fælles plan"
    )
    return three_departments


@pytest.fixture
def part_of_housing(three_departments, housing, pia):
    return three_departments.parties().get(department=housing)


@pytest.fixture
def goal(three_departments, jonas):
    return plan_actions.set_goal(three_departments, by=jonas, words="En bolig")


@pytest.fixture
def measure(three_departments, jonas):
    return plan_actions.add(
        three_departments,
        by=jonas,
        what="Skriv til boligselskabet",
        responsible=jonas,
        due_on=timezone.localdate(),
    )


@pytest.fixture
def wish(three_departments, jonas):
    """The citizen asks to be called, and Jonas is to do it."""
    return plan_actions.add(
        three_departments,
        by=None,
        what="Ring",
        responsible=jonas,
        due_on=timezone.localdate(),
        kind="contact_wish",
    )


@pytest.fixture
def accepted(handover, hanne):
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    return handover


@pytest.fixture
def taken_by_rule(three_departments, hanne, housing):
    contact_actions.log(
        three_departments, by=hanne, department=housing, take_baton=True
    )
    return Handover.objects.get(case=three_departments)


@pytest.fixture
def scene(call, request, as_):
    """The thing the step is about, and how to say it."""
    subject = request.getfixturevalue(call.on)
    if call.on == "citizen":
        request.getfixturevalue("case")

    def named(value):
        if isinstance(value, list):
            return [named(each) for each in value]
        if isinstance(value, str) and value in NAMES:
            return request.getfixturevalue(value).pk
        return value

    def send(who, words, *, pk=subject.pk, **headers):
        user = request.getfixturevalue(who)
        said = {name: named(value) for name, value in words.items()}
        return as_(user).post(call.address.format(pk), **said, **headers)

    return send


def taken():
    """How many steps people have taken; looking is none, and employing is nobody's."""
    steps = Event.objects.exclude(kind__endswith=".read")
    return steps.filter(by__isnull=False).count()


@each_step
def test_it_is_done_once_and_refused_when_it_comes_too_late(call, scene, new_key):
    key = new_key()
    before = taken()
    first = scene(call.by, call.words, key=key)
    assert first.status_code == call.done, first.content
    recorded = taken()
    assert recorded > before

    repeated = scene(call.by, call.words, key=key)
    assert repeated.status_code == call.done
    assert repeated.json() == first.json()
    # what is hidden is not kept: it is looked up again, and that is on record too
    assert taken() == recorded + ("reveal" in call.address)
    other = scene(call.by, {**call.words, "extra": 1}, key=key)
    assert other.status_code == 422

    late = scene(call.by, call.words)
    assert late.status_code == call.again, late.content
    if late.status_code == 409:
        assert late.json()["detail"].endswith(".")


@each_step
def test_an_outsider_does_not_learn_that_it_exists(call, scene):
    refused = scene("outsider", call.words)
    unknown = scene("outsider", call.words, pk=987654321)
    assert refused.status_code == unknown.status_code == 404
    assert refused.json() == unknown.json()


@pytest.mark.parametrize("call", [c for c in CALLS if c.refused], ids=str)
def test_somebody_who_sees_it_but_may_not_is_told(call, scene):
    answer = scene(call.refused, call.words)
    assert answer.status_code == 403, answer.content
    assert "coordinator" in answer.json()["detail"]


@pytest.mark.parametrize("call", WITH_VERSION, ids=str)
def test_an_old_version_is_refused_and_changes_nothing(call, scene):
    before = taken()
    answer = scene(call.by, call.words, match='"77"')
    assert answer.status_code == 412, answer.content
    assert set(answer.json()) == {"detail", "current"}
    assert taken() == before


@pytest.mark.parametrize("call", [c for c in CALLS if c.wrong], ids=str)
def test_what_cannot_be_used_is_named(call, scene):
    before = taken()
    answer = scene(call.by, call.wrong)
    assert answer.status_code == 400, answer.content
    assert answer.json()["detail"]
    assert taken() == before


def test_every_step_is_here():
    """Whoever adds a step to the cases' API says here how it behaves."""
    known = {call.address.replace("{}", "") for call in CALLS}
    assert steps_of("cases") == known


def steps_of(app):
    found = set()
    for pattern in _leaves(get_resolver("coordination.api_urls").url_patterns):
        module = getattr(pattern.callback, "cls", type(None)).__module__
        actions = getattr(pattern.callback, "actions", {})
        if module.startswith(app) and "post" in actions and pattern.name:
            address = str(pattern.pattern).lstrip("^").rstrip("$")
            if "(?P<pk>" in address:
                found.add(address.replace("(?P<pk>[0-9]{1,18})", ""))
    return found


def _leaves(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _leaves(pattern.url_patterns)
        else:
            yield pattern


def test_a_correction_that_changes_nothing_is_no_step(citizen, case, jonas):
    told = Caller(jonas)
    address = f"citizens/{citizen.pk}/correct/"
    first = told.post(address, phone="87 65 43 21", name=citizen.name)
    second = told.post(address, phone="87 65 43 21", name=citizen.name)

    assert first.json() == {"id": citizen.pk, "changed": ["phone"]}
    assert second.json() == {"id": citizen.pk, "changed": []}
    assert Event.objects.filter(kind="citizen.correct").count() == 1
