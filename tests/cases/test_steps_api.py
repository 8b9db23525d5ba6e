"""Every step of every noun over HTTP: done, refused, repeated, and said wrongly."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.urls import get_resolver
from django.utils import timezone

from cases.case import actions as case_actions
from cases.case.models import Case
from cases.citizen.models import Citizen
from cases.consent import actions as consent_actions
from cases.contact import actions as contact_actions
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from cases.involvement import actions as involvement_actions
from cases.plan import actions as plan_actions
from coordination.models import Event
from tests.calls import Caller


@dataclass
class Call:
    """A step as somebody takes it; `words` may name people and departments."""

    address: str
    on: str
    by: str
    words: dict[str, Any] = field(default_factory=dict)
    done: int = 200
    again: int = 409
    refused: str = ""  # somebody who sees the thing, and may not
    wrong: dict[str, Any] = field(default_factory=dict)

    def __str__(self):
        return self.address


def in_days(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


WHY = {"reason": "Fordi"}
TASK = {"what": "Ring", "responsible": "jonas", "due_on": in_days(3)}
BASIS = {"basis": "statute", "basis_text": "Serviceloven § 85"}
CALLS = [
    Call(
        "cases/{}/coordinate/",
        on="three_departments",
        by="kim",
        words={"coordinator": "kim", "deputy": "dorte"},
        refused="hanne",
        wrong={"coordinator": 10**30},
    ),
    Call(
        "cases/{}/decline-coordination/",
        on="three_departments",
        by="jonas",
        words=WHY,
        again=200,
        refused="hanne",
        wrong={"reason": "x" * 301},
    ),
    Call("cases/{}/end-coordination/", on="two_left", by="kim", refused="hanne"),
    Call(
        "cases/{}/pause/",
        on="three_departments",
        by="jonas",
        words=WHY,
        refused="hanne",
        wrong={"reason": ""},
    ),
    Call("cases/{}/resume/", on="paused", by="jonas", refused="hanne"),
    Call(
        "cases/{}/close/",
        on="three_departments",
        by="jonas",
        words={"outcome": "goal_reached"},
        refused="hanne",
        wrong={"outcome": "won"},
    ),
    Call("cases/{}/reopen/", on="closed", by="jonas"),
    Call(
        "cases/{}/reassign/",
        on="three_departments",
        by="jonas",
        words={"to": "kim"},
        refused="hanne",
        wrong={"to": [1]},
    ),
    Call(
        "cases/{}/offer/",
        on="three_departments",
        by="jonas",
        words={"receiver": "housing", "reason": "Bolig"},
        done=201,
        refused="pia",
        wrong={"receiver": 0, "reason": "Bolig"},
    ),
    Call(
        "cases/{}/contact/",
        on="three_departments",
        by="jonas",
        words={"department": "jobs", "note": "Talte sammen"},
        done=201,
        again=201,
        refused="hanne",
        wrong={"department": "jobs", "happened_at": "2199-01-01T00:00Z"},
    ),
    Call(
        "cases/{}/charter/",
        on="three_departments",
        by="jonas",
        words={"reason": "Bolig", "promised": "Vi ringer"},
        again=200,
        refused="hanne",
        wrong={"next_what": "Ring"},
    ),
    Call(
        "cases/{}/consent/",
        on="three_departments",
        by="hanne",
        words={"departments": ["housing"], "purpose": "At finde en bolig"},
        done=201,
        again=201,
        wrong={"departments": [], "purpose": "At finde en bolig"},
    ),
    Call(
        "cases/{}/involve/",
        on="three_departments",
        by="jonas",
        words={"department": "elsewhere", **BASIS},
        done=201,
        refused="hanne",
        wrong={"department": "elsewhere", "basis": "statute"},
    ),
    Call(
        "cases/{}/goal/",
        on="three_departments",
        by="hanne",
        words={"words": "Jeg vil have min egen dør"},
        done=201,
        again=201,
        wrong={"words": "a\x00b"},
    ),
    Call(
        "cases/{}/measure/",
        on="three_departments",
        by="hanne",
        words=TASK,
        done=201,
        again=201,
        wrong={**TASK, "due_on": "0001-01-01"},
    ),
    Call(
        "cases/{}/next-step/",
        on="three_departments",
        by="hanne",
        words=TASK,
        done=201,
        again=201,
        wrong={**TASK, "responsible": "outsider"},
    ),
    Call(
        "cases/{}/plan/",
        on="with_shared_plan",
        by="hanne",
        words={"review_on": in_days(30)},
        again=200,
        wrong={"review_on": "snart"},
    ),
    Call("consents/{}/withdraw/", on="consent", by="jonas"),
    Call("involvements/{}/end/", on="part_of_housing", by="jonas", refused="pia"),
    Call("goals/{}/reach/", on="goal", by="hanne"),
    Call("goals/{}/drop/", on="goal", by="hanne"),
    Call(
        "measures/{}/change/",
        on="measure",
        by="jonas",
        words=TASK,
        again=200,
        refused="hanne",
        wrong={"what": "Ring"},
    ),
    Call("measures/{}/finish/", on="measure", by="jonas", refused="hanne"),
    Call("measures/{}/drop/", on="measure", by="jonas", refused="hanne"),
    Call(
        "handovers/{}/accept/",
        on="handover",
        by="hanne",
        words={"read_back": "Ja"},
        refused="jonas",
        wrong={"read_back": " "},
    ),
    Call(
        "handovers/{}/decline/",
        on="handover",
        by="hanne",
        words={"code": "no_capacity", "text": "Vi har ikke plads før juni"},
        again=404,
        refused="jonas",
        wrong={"code": "nej", "text": "Nej"},
    ),
    Call("handovers/{}/withdraw/", on="handover", by="jonas", refused="hanne"),
    Call("handovers/{}/complete/", on="accepted", by="hanne", refused="jonas"),
    Call(
        "handovers/{}/object/",
        on="taken_by_rule",
        by="jonas",
        words={"objection": "Det var kun et spørgsmål"},
        refused="hanne",
        wrong={"objection": {}},
    ),
    Call(
        "citizens/{}/correct/",
        on="citizen",
        by="jonas",
        words={"phone": "87 65 43 21"},
        again=200,
        wrong={"phone": "1" * 21},
    ),
    Call("citizens/{}/reveal-address/", on="citizen", by="jonas", words=WHY, again=200),
    Call("citizens/{}/reveal-cpr/", on="citizen", by="jonas", words=WHY, again=200),
]
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


NEW = {"name": "Nora Fiktiv", "cpr": "012390-1234", "channel": "email"}


def test_a_case_is_opened_for_somebody_new(as_, jonas, jobs, new_key):
    key = new_key()
    words = {
        "new_citizen": {**NEW, "email": "nora@example.org"},
        "department": jobs.pk,
        "reason": "Job og bolig",
    }
    first = as_(jonas).post("cases/", key=key, **words)
    again = as_(jonas).post("cases/", key=key, **words)
    assert first.status_code == again.status_code == 201, first.content
    assert first.json() == again.json()
    case = Case.objects.get()
    assert first["Location"] == f"/api/v1/cases/{case.pk}/"
    assert case.baton.holder == jonas
    assert Citizen.objects.get().cpr_masked.startswith("012390")


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"cpr": "12"}, "new_citizen"),
        ({"email": "nej"}, "new_citizen"),
        ({"channel": "sms"}, "new_citizen"),
        ({"name": "\x00"}, "new_citizen"),
    ],
)
def test_nothing_is_half_opened(as_, jonas, jobs, wrong, where):
    answer = as_(jonas).post(
        "cases/",
        new_citizen={**NEW, "email": "nora@example.org", **wrong},
        department=jobs.pk,
        reason="Job",
    )
    assert answer.status_code == 400
    assert where in answer.json()["problems"]
    assert not Citizen.objects.exists()


def test_a_case_elsewhere_leaves_no_citizen_behind(as_, jonas, jobs, housing):
    answer = as_(jonas).post(
        "cases/",
        new_citizen={**NEW, "email": "nora@example.org"},
        department=housing.pk,
        reason="Job",
    )
    assert answer.status_code == 409
    assert not Citizen.objects.exists()


def test_a_correction_that_changes_nothing_is_no_step(citizen, case, jonas):
    told = Caller(jonas)
    address = f"citizens/{citizen.pk}/correct/"
    first = told.post(address, phone="87 65 43 21", name=citizen.name)
    second = told.post(address, phone="87 65 43 21", name=citizen.name)

    assert first.json() == {"id": citizen.pk, "changed": ["phone"]}
    assert second.json() == {"id": citizen.pk, "changed": []}
    assert Event.objects.filter(kind="citizen.correct").count() == 1
