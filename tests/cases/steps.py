"""Each step of the cases' API as somebody takes it, for test_steps_api.py."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone


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
    Call(
        "measures/{}/pass-on/",
        on="wish",
        by="jonas",
        words={"responsible": "kim"},
        again=404,  # it is somebody else's to make now
        wrong={"responsible": 10**30},
    ),
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
