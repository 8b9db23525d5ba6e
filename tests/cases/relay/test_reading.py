"""Reading logs: what is one, what is not, and which rows are bad."""

import gzip
from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from cases.relay.course import read_course
from cases.relay.eventlog.entry import BadRow, Entry, NotALog
from cases.relay.eventlog.shelf import Record, Shelf
from cases.relay.eventlog.source import read_log

XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <global scope="event"><string key="org:group" value="__INVALID__"/></global>
  <string key="concept:name" value="a log"/>
  <trace>
    <string key="concept:name" value="c1"/>
    <event>
      <string key="org:group" value="Bolig"><string key="org:group" value="-"/></string>
      <string key="org:resource" value="Bo"/>
      <date key="time:timestamp" value="2024-03-01T08:00:00.000+01:00"/>
    </event>
    <event>
      <string key="org:group" value="EMPTY"/>
      <date key="time:timestamp" value="2024-03-02T08:00:00.000+01:00"/>
    </event>
  </trace>
</log>
"""


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def at(day, hour=7):
    return datetime(2024, 3, day, hour, tzinfo=UTC)


def test_a_table_is_read_row_by_row_with_its_lines(log):
    path = log(
        "c1,2024-03-01T08:00:00+01:00,Bolig,Bo", "", "c2,2024-03-02 09:00,,EMPTY"
    )

    assert list(read_log(path)) == [
        Entry(2, "c1", at(1), "Bolig", "Bo"),
        Entry(4, "c2", at(2, 8), "", ""),
    ]


def test_xes_gives_the_same_and_only_an_events_own_attributes(tmp_path):
    path = tmp_path / "log.xes"
    path.write_text(XES)

    assert list(read_log(path)) == [
        Entry(8, "c1", at(1), "Bolig", "Bo"),
        Entry(13, "c1", at(2), "", ""),
    ]


@pytest.mark.parametrize("content", [XES, "case,time,group\nc1,2024-03-01,Bolig\n"])
def test_what_is_inside_decides_not_the_name(tmp_path, content):
    path = tmp_path / "download"
    path.write_bytes(gzip.compress(content.encode()))

    found = list(read_log(path))

    assert {row.case for row in found} == {"c1"}


def test_columns_may_have_other_names(log):
    path = log("c1;2024-03-01 08:00;Bolig", header="sag;hvornår;hvem")

    found = list(
        read_log(path, columns={"case": "Sag", "time": "hvornår", "group": "hvem"})
    )

    assert found == [Entry(2, "c1", at(1), "Bolig", "")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no column holds the case"),
        (b"# Notes\n\nNothing to see.\n", "no column holds the case"),
        (b'{"a": 1}', "no column holds the case"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "holds no text"),
        (b"\x1f\x8b\x08\x00broken", "not whole"),
        (b"<html></html>", "no <log>"),
        (b"<log><trace>", "breaks off in line 1"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><log/>', "no document type"),
        (b"case,time,group\n\xff\xfe,\n", "UTF-8"),
        (b'case,time,group\nc1,"2024', "after line 1 has no end"),
    ],
)
def test_a_file_that_is_no_log_gets_one_sentence(tmp_path, content, sentence):
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(NotALog, match=sentence):
        list(read_log(path))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("c1,not a time,Bolig,Bo", "is not a date and time"),
        ("c1,2024-13-01T08:00,Bolig,Bo", "is not a date and time"),
        (",2024-03-01T08:00,Bolig,Bo", "names no case"),
        ("c1,2024-03-01T08:00", "ends after 2 columns"),
        (f"c1,2024-03-01T08:00,{'B' * 200},Bo", "cannot be a name"),
    ],
)
def test_a_bad_row_is_named_by_line_and_reason(log, row, reason):
    (found,) = read_log(log(row))

    assert isinstance(found, BadRow)
    assert found.line == 2
    assert reason in found.reason


def test_a_log_of_nothing_but_bad_rows_is_mistaken_columns(log):
    path = log(*["c1,yesterday,Bolig,Bo"] * 1001)

    with Shelf() as shelf, pytest.raises(NotALog, match="--map"):
        shelf.put(read_log(path))


def test_cases_come_in_order_though_the_log_mixes_them():
    with Shelf() as shelf:
        shelf.put(
            [
                Entry(2, "b", at(2), "Y", ""),
                Entry(3, "a", at(9), "Z", ""),
                Entry(4, "b", at(1), "X", ""),
                Entry(5, "b", at(2), "W", ""),
                BadRow(6, "a", "wrong"),
            ]
        )

        (record,) = shelf.records()

    assert (record.case, [e.group for e in record.entries]) == ("b", ["X", "Y", "W"])


def test_a_change_of_department_is_a_leg_and_so_is_a_change_of_person():
    entries = [
        Entry(2, "c", at(1), "", "Bo"),
        Entry(3, "c", at(2), "Bolig", "Bo"),
        Entry(4, "c", at(3), "Bolig", ""),
        Entry(5, "c", at(4), "Bolig", "Bea"),
        Entry(6, "c", at(5), "", ""),
        Entry(7, "c", at(6), "Job", "Jo"),
        Entry(8, "c", at(7), "", ""),
    ]

    course = read_course(Record("c", entries))

    assert [(leg.at.day, *leg[1:]) for leg in course.legs] == [
        (2, "Bolig", "Bo"),
        (4, "Bolig", "Bea"),
        (6, "Job", "Jo"),
    ]
    assert course.ended_at == at(7)


def test_a_case_without_a_known_department_has_no_course():
    assert read_course(Record("c", [Entry(2, "c", at(1), "", "Bo")])) is None
