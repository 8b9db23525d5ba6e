"""The relay as an event log: what others can mine, and nothing about anybody."""

import io
import re
import warnings
from collections import Counter
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command

from cases.relay.report import tell_relay


@pytest.fixture
def export(tmp_path):
    """Return a function that exports the relay and returns the file."""

    def run(name="relay.xes", **options):
        path = tmp_path / name
        call_command("export_event_log", path, stdout=io.StringIO(), **options)
        return path

    return run


@pytest.fixture
def town(log, bring_in):
    """Sixteen cases of different ways through five departments."""
    places = ["Bolig", "Psyk & misbrug", "Job", "Familie", "Ældre"]
    rows = []
    for number in range(16):
        for step in range(2 + number % 5):
            place = places[(number * 3 + step * (1 + number % 4)) % 5]
            day = f"2024-03-{1 + step * 3 + number % 7:02}T08:00:00+01:00"
            rows.append(f"sag-{number},{day},{place},person-{number % 6}")
    bring_in(log(*rows))


def matrix_of(frame):
    """Return how often each department handed over to each other, as pm4py reads it."""
    found = Counter()
    for _case, trace in frame.groupby("case:concept:name", sort=False):
        places, steps = list(trace["org:group"]), list(trace["concept:name"])
        found.update(
            (giver, receiver)
            for giver, receiver, step in zip(
                places, places[1:], steps[1:], strict=False
            )
            if step in {"handover", "last_contact"}
        )
    return found


def test_pm4py_finds_the_same_handovers(town, export):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # theirs, not ours
        import pm4py

        frame = pm4py.read_xes(str(export()), show_progress_bar=False)

    told = tell_relay(source="")
    ours = {(path["from"], path["to"]): path["count"] for path in told["paths"]}
    assert matrix_of(frame) == ours
    assert told["cases"] == 16
    steps = Counter(frame["concept:name"])
    assert (steps["opened"], steps["closed"]) == (16, 16)
    for _case, trace in frame.groupby("case:concept:name"):
        assert trace["time:timestamp"].is_monotonic_increasing


def test_our_own_import_reads_it_back(town, export, bring_in):
    before = tell_relay(source="")["paths"]
    bring_in(export("relay.xes.gz"))
    after = {(p["from"], p["to"]): p["count"] for p in tell_relay(source="")["paths"]}
    assert after == {(p["from"], p["to"]): 2 * p["count"] for p in before}


def test_nothing_in_it_leads_to_a_person(town, export, case, jonas):
    text = export().read_text()
    citizen = case.citizen
    for secret in ("person-", "sag-", jonas.name, citizen.known_as, case.number):
        assert secret not in text
    assert "org:resource" not in text
    days = set(re.findall(r'"time:timestamp" value="(\S+)T', text))
    assert days <= {"1970-01-01", "2001-01-01", "2001-01-02"}


def traces_of(path):
    """Return each trace of a file as its steps."""
    bare = "{http://www.xes-standard.org/}"
    return [
        tuple(
            tuple(each.get("value") for each in event.findall(f"{bare}string"))
            for event in trace.iter(f"{bare}event")
        )
        for trace in ElementTree.parse(path).iter(f"{bare}trace")
    ]


@pytest.fixture
def walk(log, bring_in):
    """Return a function that brings in cases that go these ways."""

    def go(*ways):
        bring_in(
            log(
                *(
                    f"sag-{number},2024-03-{1 + day:02}T08:00:00+01:00,{place},"
                    for number, way in enumerate(ways)
                    for day, place in enumerate(way)
                )
            )
        )

    return go


@pytest.mark.parametrize(("alike", "whole"), [(9, 0), (10, 10), (12, 12)])
def test_a_course_is_told_whole_where_ten_took_it(walk, export, alike, whole):
    """Whoever recognises a step in a course of few learns nothing but that step."""
    there_and_back = ("Bolig", "Job", "Bolig", "Job")
    walk(*[("Bolig", "Job", "Familie")] * alike, there_and_back, ("Familie",))
    told = Counter(traces_of(export()))
    assert told.pop((("opened", "Familie"),)) == 1
    assert told.pop((("closed", "Familie"),)) == 1 + alike - whole
    course = (
        ("opened", "Bolig"),
        ("handover", "Job"),
        ("handover", "Familie"),
        ("closed", "Familie"),
    )
    assert told.pop(course, 0) == whole
    single = alike - whole
    assert told == +Counter(
        {
            (("opened", "Bolig"),): single + 1,
            (("held", "Bolig"), ("handover", "Job")): single + 2,
            (("held", "Job"), ("handover", "Familie")): single,
            (("held", "Job"), ("handover", "Bolig")): 1,
            (("closed", "Job"),): 1,
        }
    )


def test_a_department_of_few_cases_has_no_name(walk, export):
    """Its one way in and its one way out would have to be of the same case."""
    usual = ("Bolig", "Job")
    walk(*[usual] * 10, ("Bolig", "Misbrug", "Familie"), ("Bolig", "Job", "Misbrug"))
    text = export().read_text()
    assert "Misbrug" not in text
    assert "Familie" not in text
    # two cases are too few for a name of their own, too: the next smallest is with them
    assert {place for trace in traces_of(export()) for _what, place in trace} == {
        "Bolig",
        "Andre afdelinger",
    }


def test_the_order_of_cases_says_nothing(town, export):
    told = traces_of(export())
    assert told == sorted(told)


def test_a_file_that_cannot_be_written_is_one_clear_sentence(tmp_path, municipality):
    with pytest.raises(CommandError, match="kan ikke skrives"):
        call_command("export_event_log", tmp_path / "no" / "folder.xes")
    (tmp_path / "kept.xes").write_text("before")
    assert list(tmp_path.iterdir()) == [tmp_path / "kept.xes"]
