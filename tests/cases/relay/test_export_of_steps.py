"""What people did with batons, mined by pm4py itself: the same as on our heat map."""

import io
import re
import warnings
from collections import Counter
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from cases.baton.models import Cause
from cases.case import actions as case_actions
from cases.citizen import actions as citizen_actions
from cases.handover import actions
from cases.handover.models import Handover
from cases.relay.eventlog.writing import HEAD
from coordination.models import Department
from feedback.leaders.ways import ways_of
from tests.rigs.relay import offer

MOVES = [Cause.OPENED, Cause.HANDOVER, Cause.LAST_CONTACT]
# a change of person inside a department is not told
STEPS = {*Cause.values, "closed", "held"} - {Cause.REASSIGNED}
NAMES = ("Karla Fiktiv", "Bo Prøvesen", "Ida Opdigtet", "Ali Påfund")
PEOPLE = ("User", "Recipient", "Citizen", "Case", "Handover", "Charter", "Event")


@pytest.fixture
def play(jonas, kim, hanne, pia, jobs, housing, psychiatry):
    """Return a function that plays four cases: offers accepted, declined, withdrawn
    and still waited for."""
    return lambda: play_four(jonas, kim, hanne, pia, jobs, housing, psychiatry)


@pytest.fixture
def town(play, municipality):
    """Four cases, and a municipality that lets five be told together."""
    municipality.publish_invited_min = 5
    municipality.save()
    play()


@pytest.fixture
def larger_town(town, play):
    """Twelve cases: enough of them came to each department."""
    play()
    play()


def play_four(jonas, kim, hanne, pia, jobs, housing, psychiatry):
    cases = [begin(name, by=jonas, department=jobs) for name in NAMES]
    there, back, late, stays = cases
    for receiver, by, to in (
        (housing, jonas, hanne),
        (psychiatry, hanne, pia),
        (jobs, pia, jonas),
        (housing, jonas, hanne),
    ):
        hand_over(there, by=by, receiver=receiver, to=to)
    refused = offer(back, by=jonas, receiver=housing)
    actions.decline(refused, by=hanne, code="not_ours", text="Ikke vores")
    hand_over(back, by=jonas, receiver=psychiatry, to=pia)
    hand_over(back, by=pia, receiver=jobs, to=jonas)
    case_actions.close(back, by=jonas, outcome="goal_reached")
    case_actions.reopen(back, by=jonas)
    case_actions.reassign(late, by=jonas, to=kim)
    taken_back = offer(late, by=kim, receiver=psychiatry)
    actions.withdraw(taken_back, by=kim, note="Fortrudt")
    hand_over(late, by=kim, receiver=housing, to=hanne)
    case_actions.close(late, by=hanne, outcome="goal_reached")
    offer(stays, by=jonas, receiver=psychiatry)


def begin(name, *, by, department):
    citizen = citizen_actions.register(
        by=by,
        name=name,
        email=f"{name.split()[0].lower()}@example.org",
        channel="email",
        address=f"Prøvevej {len(name)}, 9999 Prøveby",
        fictive=True,
    )
    return case_actions.open_case(
        citizen, by=by, department=department, reason=f"{name} mangler en bolig"
    )


def hand_over(case, *, by, receiver, to):
    actions.accept(offer(case, by=by, receiver=receiver), by=to, read_back="Forstået")


@pytest.fixture
def log_file(town, tmp_path):
    path = tmp_path / "relay.xes"
    call_command("export_event_log", path, stdout=io.StringIO())
    return path


def ours():
    """Return how often each way was gone, as the heat map of this year says."""
    names = dict(Department.objects.values_list("pk", "name"))
    year = timezone.localdate().year
    found = ways_of(year, [], item="coherent", days=90, departments=names, without="")
    return {ends: way.handovers for ends, way in found.ways.items() if way.handovers}


def test_pm4pys_own_discovery_finds_our_handovers(larger_town, log_file):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # theirs, not ours
        import pm4py

        frame = pm4py.read_xes(str(log_file), show_progress_bar=False)
        moves = pm4py.filter_event_attribute_values(
            frame, "concept:name", [*MOVES, "held"], level="event"
        )
        follows, _begins, _ends = pm4py.discover_dfg(moves, activity_key="org:group")
        network = pm4py.discover_handover_of_work_network(
            moves, resource_key="org:group"
        )

    told = ours()
    assert sum(told.values()) == 21
    assert told == dict(follows)
    assert told == Counter(
        Handover.objects.exclude(accepted_at=None).values_list(
            "giver_name", "receiver_name"
        )
    )
    # pm4py weighs each way by all ways
    shares = {way: n / sum(told.values()) for way, n in told.items()}
    assert dict(network.connections) == pytest.approx(shares)
    assert Counter(frame["concept:name"])["opened"] == 3 * len(NAMES)


def test_every_word_of_it_is_a_step_a_department_or_the_order(log_file):
    tree = ElementTree.parse(log_file)
    bare = "{http://www.xes-standard.org/}"
    places = {*Department.objects.values_list("name", flat=True), "Andre afdelinger"}
    numbers = []
    for trace in tree.iter(f"{bare}trace"):
        (number,) = trace.findall(f"{bare}string")
        assert number.get("key") == "concept:name"
        numbers.append(number.get("value"))
        for event in trace.iter(f"{bare}event"):
            said = {each.get("key"): each.get("value") for each in event}
            assert set(said) == {"concept:name", "org:group", "time:timestamp"}
            assert said["concept:name"] in STEPS
            assert said["org:group"] in places
            assert re.fullmatch(
                r"2001-01-\d\dT00:00:00\.000\+00:00", said["time:timestamp"]
            )
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def test_nothing_that_is_kept_about_people_is_in_it(log_file):
    text = log_file.read_text(encoding="utf-8")
    assert HEAD in text
    # A number of ours may happen to be that of the standard, or a year; of what times
    # look like the test above is sure.
    told = re.sub(r'key="time:timestamp" value="[^"]*"', "", text.replace(HEAD, ""))
    kept = set(kept_about_people())
    assert {"Karla Fiktiv", "jonas", "Fortrudt"} <= kept
    places = Department.objects.values_list("name", flat=True)
    harmless = {*places, *STEPS, "open"}
    found = {word for word in kept - harmless if word in told}
    assert not found


def kept_about_people():
    """Yield every text, number and name of people and cases that the database holds."""
    for model in apps.get_models():
        if model.__name__ not in PEOPLE:
            continue
        texts = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.UUIDField)
        ]
        for row in model._base_manager.values_list(*texts):
            yield from (word for word in map(str, row) if len(word) > 3)
