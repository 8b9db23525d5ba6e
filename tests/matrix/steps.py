"""Every step of every noun, as a person takes it: called, on a page, over HTTP."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cases.case import actions as case_actions
from cases.charter import actions as charter_actions
from cases.consent import actions as consent_actions
from cases.contact import actions as contact_actions
from cases.handover import actions as handover_actions
from cases.involvement import actions as involvement_actions
from cases.plan import actions as plan_actions
from coordination.workflow import perform
from feedback.benchmark import actions as benchmark_actions
from feedback.counter import actions as counter_actions
from feedback.instrument.catalogue import load
from feedback.note import actions as note_actions
from feedback.remark import actions as remark_actions
from feedback.round import actions as round_actions
from feedback.round.models import Round
from mentors.mentorship import actions as mentorship_actions
from mentors.mentorship.models import Mentorship
from mentors.outing import actions as outing_actions
from mentors.planned import actions as planned_actions
from mentors.unplaced import actions as unplaced_actions
from mentors.visit import intake
from tests.matrix.world import in_days, ten_on, write_report


def nothing(_world):
    return {}


def nothing_more(_subject, _world):
    return {}


@dataclass(frozen=True)
class Step:
    """One step: who is entitled, its addresses, what is said, the action itself.

    `said` gives the words of a valid call; `typed` is what a form needs besides or
    instead; `act` is the direct call. A step `on_case` is addressed by its case, one
    `on_mentorship` by its mentorship: each begins something there.
    """

    by: str
    act: Callable[..., Any]
    page: str = ""
    api: str = ""
    said: Callable[..., dict[str, Any]] = nothing
    typed: Callable[..., dict[str, Any]] = nothing
    on_case: bool = False
    # it makes its thing, and its address has no number
    afresh: bool = False
    on_mentorship: bool = False
    needs: Callable[..., dict[str, Any]] = nothing_more
    # what must be so besides the state; done before the step where it should succeed
    prepare: Callable[..., Any] | None = None
    never_in: tuple[str, ...] = field(default=())

    @property
    def begins(self):
        return self.on_case or self.on_mentorship

    def words(self, world):
        return self.said(world)

    def form(self, world):
        return {
            name: value
            for name, value in {**self.said(world), **self.typed(world)}.items()
            if value is not None
        }


def clock(name, needs=nothing_more):
    """Return a step that only the clock takes, with what it is told by the code."""

    def act(subject, _world, **inputs):
        perform(getattr(subject, name), by=None, **inputs)

    return Step(by="", act=act, needs=needs)


def in_an_hour():
    return timezone.now() + timedelta(hours=1)


def why(_world):
    return {"reason": "Fordi"}


def task(world):
    return {
        "what": "Ring til Karla",
        "responsible": world.jonas.pk,
        "due_on": in_days(3).isoformat(),
    }


def review(_world):
    return {"review_on": in_days(30).isoformat()}


def by_statute(_world):
    return {"basis": "statute", "basis_text": "Serviceloven § 85"}


def leave_psychiatry(world, case):
    part = case.parties().get(department=world.psychiatry)
    involvement_actions.end(part, by=world.jonas)


CASE = {
    "open": Step(
        by="jonas",
        act=lambda case, w: case_actions.open_case(
            w.case.citizen, by=w.jonas, department=w.jobs, reason="Job"
        ),
        page="case-open",
        api="cases/",
        afresh=True,
        said=lambda w: {"reason": "Job", "department": w.jobs.pk, **by_statute(w)},
        typed=lambda w: {
            "name": "Nora Fiktiv",
            "language": "da",
            "target_group": "other",
        },
    ),
    "coordinate": Step(
        by="kim",
        act=lambda case, w: case_actions.coordinate(
            case, by=w.kim, coordinator=w.kim, deputy=w.dorte
        ),
        page="case-coordinate",
        api="cases/{}/coordinate/",
        said=lambda w: {"coordinator": w.kim.pk, "deputy": w.dorte.pk},
    ),
    "decline_coordination": Step(
        by="jonas",
        act=lambda case, w: case_actions.decline_coordination(
            case, by=w.jonas, reason="Fordi"
        ),
        page="case-decline-coordination",
        api="cases/{}/decline-coordination/",
        said=why,
    ),
    "end_coordination": Step(
        by="kim",
        act=lambda case, w: case_actions.end_coordination(case, by=w.kim),
        page="case-end-coordination",
        api="cases/{}/end-coordination/",
        prepare=leave_psychiatry,
    ),
    "pause": Step(
        by="jonas",
        act=lambda case, w: case_actions.pause(case, by=w.jonas, reason="Fordi"),
        page="case-pause",
        api="cases/{}/pause/",
        said=why,
    ),
    "resume": Step(
        by="jonas",
        act=lambda case, w: case_actions.resume(case, by=w.jonas),
        page="case-resume",
        api="cases/{}/resume/",
    ),
    "close": Step(
        by="jonas",
        act=lambda case, w: case_actions.close(case, by=w.jonas, outcome="other"),
        page="case-close",
        api="cases/{}/close/",
        said=lambda w: {"outcome": "other"},
    ),
    "reopen": Step(
        by="jonas",
        act=lambda case, w: case_actions.reopen(case, by=w.jonas),
        page="case-reopen",
        api="cases/{}/reopen/",
    ),
    "reassign": Step(
        by="jonas",
        act=lambda case, w: case_actions.reassign(case, by=w.jonas, to=w.jytte),
        page="case-reassign",
        api="cases/{}/reassign/",
        said=lambda w: {"to": w.jytte.pk},
    ),
}

HANDOVER = {
    "offer": Step(
        by="jonas",
        act=lambda case, w: handover_actions.offer(
            case, by=w.jonas, receiver=w.housing, reason="Bolig"
        ),
        page="case-offer",
        api="cases/{}/offer/",
        on_case=True,
        said=lambda w: {"receiver": w.housing.pk, "reason": "Bolig"},
        typed=lambda w: {
            "go": "offer",
            "warm": "yes",
            "planned": "yes",
            "our_part_ends": "no",
        },
    ),
    "accept": Step(
        by="hanne",
        act=lambda h, w: handover_actions.accept(h, by=w.hanne, read_back="Ja"),
        page="handover-accept",
        api="handovers/{}/accept/",
        said=lambda w: {"read_back": "Ja"},
    ),
    "decline": Step(
        by="hanne",
        act=lambda h, w: handover_actions.decline(
            h, by=w.hanne, code="no_capacity", text="Nej"
        ),
        page="handover-decline",
        api="handovers/{}/decline/",
        said=lambda w: {"code": "no_capacity", "text": "Nej"},
    ),
    "withdraw": Step(
        by="jonas",
        act=lambda h, w: handover_actions.withdraw(h, by=w.jonas),
        page="handover-withdraw",
        api="handovers/{}/withdraw/",
    ),
    "complete": Step(
        by="hanne",
        act=lambda h, w: handover_actions.complete(h, by=w.hanne),
        page="handover-complete",
        api="handovers/{}/complete/",
        typed=lambda w: {"met": "yes"},
    ),
    "object_to": Step(
        by="jonas",
        act=lambda h, w: handover_actions.object_to(h, by=w.jonas, objection="Nej"),
        page="handover-object",
        api="handovers/{}/object/",
        said=lambda w: {"objection": "Nej"},
        # a takeover is completed by the contact that causes it, in one transaction
        never_in=("accepted",),
    ),
    "lapse": clock("lapse"),
    "remind": clock("remind"),
    "escalate": clock("escalate"),
}

INVOLVEMENT = {
    "begin": Step(
        by="jonas",
        act=lambda case, w: involvement_actions.begin(
            case, by=w.jonas, department=w.school, **by_statute(w)
        ),
        page="case-involve",
        api="cases/{}/involve/",
        on_case=True,
        said=lambda w: {"department": w.school.pk, **by_statute(w)},
    ),
    "end": Step(
        by="jonas",
        act=lambda part, w: involvement_actions.end(part, by=w.jonas),
        page="involvement-end",
        api="involvements/{}/end/",
    ),
}

CONSENT = {
    "give": Step(
        by="jonas",
        act=lambda case, w: consent_actions.give(
            case, by=w.jonas, departments=[w.housing], purpose="En bolig"
        ),
        page="case-consent",
        api="cases/{}/consent/",
        on_case=True,
        said=lambda w: {"departments": [w.housing.pk], "purpose": "En bolig"},
        typed=lambda w: {"kind": "sharing", "way": "spoken"},
    ),
    "withdraw": Step(
        by="jonas",
        act=lambda consent, w: consent_actions.withdraw(consent, by=w.jonas),
        page="consent-withdraw",
        api="consents/{}/withdraw/",
    ),
    "expire": clock("expire"),
}

CHARTER = {
    "keep": Step(
        by="jonas",
        act=lambda case, w: charter_actions.keep(case, by=w.jonas, reason="Bolig"),
        page="case-charter",
        api="cases/{}/charter/",
        on_case=True,
        said=lambda w: {"reason": "Bolig"},
    )
}

CONTACT = {
    "log": Step(
        by="jonas",
        act=lambda case, w: contact_actions.log(
            case, by=w.jonas, department=w.jobs, note="Talte sammen"
        ),
        page="case-contact",
        api="cases/{}/contact/",
        on_case=True,
        said=lambda w: {"department": w.jobs.pk, "note": "Talte sammen"},
        typed=lambda w: {
            "kind": "call",
            "attended": "on",
            "happened_at": f"{in_days(-1).isoformat()}T10:00",
        },
    )
}

GOAL = {
    "set_goal": Step(
        by="hanne",
        act=lambda case, w: plan_actions.set_goal(case, by=w.hanne, words="En dør"),
        page="case-goal",
        api="cases/{}/goal/",
        on_case=True,
        said=lambda w: {"words": "En dør"},
    ),
    "reach": Step(
        by="hanne",
        act=lambda goal, w: plan_actions.reach(goal, by=w.hanne),
        page="goal-reach",
        api="goals/{}/reach/",
    ),
    "drop": Step(
        by="hanne",
        act=lambda goal, w: plan_actions.drop_goal(goal, by=w.hanne),
        page="goal-drop",
        api="goals/{}/drop/",
    ),
}

MEASURE = {
    "add": Step(
        by="hanne",
        act=lambda case, w: plan_actions.add(
            case, by=w.hanne, what="Ring", responsible=w.jonas, due_on=in_days(3)
        ),
        page="case-measure",
        api="cases/{}/measure/",
        on_case=True,
        said=task,
        typed=lambda w: {"kind": "measure"},
    ),
    "change": Step(
        by="jonas",
        act=lambda measure, w: plan_actions.change(
            measure, by=w.jonas, what="Ring", responsible=w.jonas, due_on=in_days(4)
        ),
        page="measure-change",
        api="measures/{}/change/",
        said=task,
    ),
    "finish": Step(
        by="jonas",
        act=lambda measure, w: plan_actions.finish(measure, by=w.jonas),
        page="measure-finish",
        api="measures/{}/finish/",
    ),
    "drop": Step(
        by="jonas",
        act=lambda measure, w: plan_actions.drop(measure, by=w.jonas),
        page="measure-drop",
        api="measures/{}/drop/",
    ),
}

PLAN = {
    "agree": Step(
        by="hanne",
        act=lambda case, w: plan_actions.agree(case, by=w.hanne, review_on=in_days(30)),
        page="case-plan",
        api="cases/{}/plan/",
        on_case=True,
        said=review,
    )
}

MENTORSHIP = {
    "propose": Step(
        by="jonas",
        act=lambda case, w: mentorship_actions.propose(
            case,
            by=w.jonas,
            department=w.corps,
            goal="Ud blandt andre",
            until=in_days(90),
            **by_statute(w),
        ),
        page="mentorship-propose",
        api="cases/{}/mentorship/",
        on_case=True,
        said=lambda w: {
            "department": w.corps.pk,
            "goal": "Ud blandt andre",
            "until": in_days(90).isoformat(),
            **by_statute(w),
        },
        typed=lambda w: {"shared": "summary", "frequency": "weekly"},
    ),
    "match": Step(
        by="lena",
        act=lambda m, w: mentorship_actions.match(m, by=w.lena, mentor=w.mette),
        page="mentorship-match",
        api="mentorships/{}/match/",
        said=lambda w: {"mentor": w.mette.pk},
    ),
    "activate": Step(
        by="mona",
        act=lambda m, w: mentorship_actions.activate(m, by=w.mona),
        page="mentorship-activate",
        api="mentorships/{}/activate/",
    ),
    "renew": Step(
        by="jonas",
        act=lambda m, w: mentorship_actions.renew(m, by=w.jonas, until=in_days(100)),
        page="mentorship-renew",
        api="mentorships/{}/renew/",
        said=lambda w: {"until": in_days(100).isoformat()},
    ),
    "end": Step(
        by="jonas",
        act=lambda m, w: mentorship_actions.end(m, by=w.jonas, because="other"),
        page="mentorship-end",
        api="mentorships/{}/end/",
        said=lambda w: {"because": "other"},
    ),
}

OUTING = {
    "begin": Step(
        by="mona",
        act=lambda outing, w: outing_actions.begin(
            by=w.mona, expected_back_at=in_an_hour()
        ),
        page="outing-begin",
        api="outings/",
        said=lambda w: {"expected_back_at": in_an_hour().isoformat()},
        afresh=True,
    ),
    "extend": Step(
        by="mona",
        act=lambda outing, w: outing_actions.extend(outing, by=w.mona),
        page="outing-extend",
        api="outings/{}/extend/",
        said=lambda w: {"minutes": 30},
    ),
    "come_back": Step(
        by="lena",
        act=lambda outing, w: outing_actions.come_back(
            outing, by=w.lena, heard="Talt sammen"
        ),
        page="outing-come-back",
        api="outings/{}/come-back/",
        said=lambda w: {"heard": "Talt sammen"},
    ),
    "remind": clock("remind"),
    "ask_colleague": clock("ask_colleague"),
    "tell_leaders": clock("tell_leaders"),
}

HELD = {
    "hold": clock("hold"),
    "keep": Step(
        by="mona",
        act=lambda held, w: intake.keep(held, by=w.mona),
        page="visit-held-keep",
        api="held-visits/{}/keep/",
    ),
    "drop": Step(
        by="mona",
        act=lambda held, w: intake.drop(held, by=w.mona),
        page="visit-held-drop",
        api="held-visits/{}/drop/",
    ),
}


def a_time(days):
    return lambda _world: {"starts_at": f"{in_days(days).isoformat()}T10:00"}


PLANNED = {
    "plan": Step(
        by="mona",
        act=lambda m, w: planned_actions.plan(m, by=w.mona, starts_at=ten_on(5)),
        page="planned-visit-plan",
        api="mentorships/{}/plan-visit/",
        on_mentorship=True,
        said=a_time(5),
        typed=lambda w: {"minutes": 60, "kind": "home"},
    ),
    "move": Step(
        by="mona",
        act=lambda p, w: planned_actions.move(p, by=w.mona, starts_at=ten_on(6)),
        page="planned-visit-move",
        api="planned-visits/{}/move/",
        said=a_time(6),
        typed=lambda w: {"minutes": 60, "kind": "home"},
    ),
    "cancel": Step(
        by="mona",
        act=lambda p, w: planned_actions.cancel(p, by=w.mona),
        page="planned-visit-cancel",
        api="planned-visits/{}/cancel/",
    ),
    "write_down": clock(
        "write_down",
        lambda planned, w: {
            "visit": intake.receive(write_report(planned.mentorship), by=w.mona).visit
        },
    ),
}


def place(unplaced, world):
    report = write_report(monas(world), client_id=unplaced.client_id)
    unplaced_actions.place(unplaced, by=world.mona, report=report)


def monas(world):
    return Mentorship.objects.filter(mentor=world.mona).latest("pk")


UNPLACED = {
    "lay_aside": clock("lay_aside"),
    "place": Step(
        by="mona",
        act=place,
        page="unplacedvisit-place",
        api="unplaced-visits/{}/place/",
        said=lambda w: {"mentorship": monas(w).pk},
    ),
    "drop": Step(
        by="mona",
        act=lambda unplaced, w: unplaced_actions.drop(unplaced, by=w.mona),
        page="unplacedvisit-drop",
        api="unplaced-visits/{}/drop/",
    ),
}

# The words that a benchmark file may hold, in full.
OTHERS = {
    "benchmark": 1,
    "title": "Andre Kommuner",
    "instrument": "handover-pulse-1",
    "cells": [{"item": "coherent", "mean": "3.64", "n": 900}],
}


def others_file(_world):
    content = json.dumps(OTHERS).encode()
    return {"file": SimpleUploadedFile("andre.json", content), "content": None}


REMARK = {
    "release": Step(
        by="lone",
        act=lambda remark, w: remark_actions.release(remark, by=w.lone, out=[1]),
        page="remark-release",
        api="remarks/{}/release/",
        said=lambda w: {"out": [1]},
    ),
    "drop": Step(
        by="lone",
        act=lambda remark, w: remark_actions.drop(remark, by=w.lone),
        page="remark-drop",
        api="remarks/{}/drop/",
    ),
}

BENCHMARK = {
    "bring_in": Step(
        by="lone",
        act=lambda _new, w: benchmark_actions.bring_in(OTHERS, by=w.lone),
        page="benchmark-bring-in",
        api="benchmarks/",
        afresh=True,
        said=lambda w: {"content": OTHERS},
        typed=others_file,
    ),
    "put_away": Step(
        by="lone",
        act=lambda benchmark, w: benchmark_actions.put_away(benchmark, by=w.lone),
        page="benchmark-put-away",
        api="benchmarks/{}/put-away/",
    ),
}


def counter_round(_world, name="Skranken"):
    """Return the wishes of a round that anybody may answer: nobody is drawn."""
    return {
        "name": name,
        "instrument": "themes-six-1",
        "walk_ins": True,
        "since": in_days(0).isoformat(),
        "until": in_days(30).isoformat(),
        "modes": ["tablet"],
    }


def wishes(world, **changed):
    told = counter_round(world) | {"since": in_days(0), "until": in_days(30)}
    return told | {"instrument": load(told["instrument"]), **changed}


def on_form(_world):
    return {"whom": "whoever", "walk_ins": None}


def open_round(world):
    """Return a round that is answered on a tablet now."""
    found = Round.objects.running().order_by("-pk").first()
    if found is None:
        told = wishes(world, name="Den åbne")
        found = round_actions.plan(by=world.lis, **told)
        round_actions.start(found, by=world.lis)
    return found


COUNTER = {
    "open": Step(
        by="hanne",
        act=lambda _new, w: counter_actions.open_counter(open_round(w), by=w.hanne),
        page="counter-open",
        api="counters/",
        afresh=True,
        said=lambda w: {"round": open_round(w).pk, "place": "Jobcentret"},
    ),
    "close": Step(
        by="hanne",
        act=lambda counter, w: counter_actions.close_counter(counter, by=w.hanne),
        page="counter-close",
        api="counters/{}/close/",
    ),
}

ROUND = {
    "plan": Step(
        by="lis",
        act=lambda held, w: round_actions.plan(by=w.lis, **wishes(w)),
        page="round-plan",
        api="rounds/",
        afresh=True,
        said=counter_round,
        typed=on_form,
    ),
    "change": Step(
        by="lis",
        act=lambda held, w: round_actions.change(held, by=w.lis, **wishes(w)),
        page="round-change",
        api="rounds/{}/change/",
        said=counter_round,
        typed=on_form,
    ),
    "name_interviewers": Step(
        by="lis",
        act=lambda held, w: round_actions.name_interviewers(
            held, by=w.lis, interviewers=[w.jytte]
        ),
        page="round-interviewers",
        api="rounds/{}/name-interviewers/",
        said=lambda w: {"interviewers": [w.jytte.pk]},
    ),
    "start": Step(
        by="lis",
        act=lambda held, w: round_actions.start(held, by=w.lis),
        page="round-start",
        api="rounds/{}/start/",
    ),
    "close": Step(
        by="lis",
        act=lambda held, w: round_actions.close(held, by=w.lis),
        page="round-close",
        api="rounds/{}/close/",
    ),
    "call_off": Step(
        by="lis",
        act=lambda held, w: round_actions.call_off(held, by=w.lis),
        page="round-call-off",
        api="rounds/{}/call-off/",
    ),
    "bring_in": clock("bring_in"),
}


def what_was_done(world):
    return {
        "indicator": "coherent",
        "month": in_days(0).replace(day=1).isoformat(),
        "what": "Fælles møde",
    }


def pin(_new, world):
    said = what_was_done(world)
    month = date.fromisoformat(said["month"])
    return note_actions.pin(by=world.lone, **{**said, "month": month})


NOTE = {
    "pin": Step(
        by="lone",
        act=pin,
        page="note-pin",
        api="notes/",
        afresh=True,
        said=what_was_done,
    ),
    "rebase": Step(
        by="lone",
        act=lambda note, w: note_actions.rebase(note, by=w.lone),
        page="note-rebase",
        api="notes/{}/rebase/",
    ),
    "take_back": Step(
        by="lone",
        act=lambda note, w: note_actions.take_back(note, by=w.lone),
        page="note-take-back",
        api="notes/{}/take-back/",
    ),
}

STEPS = {
    "case": CASE,
    "handover": HANDOVER,
    "involvement": INVOLVEMENT,
    "consent": CONSENT,
    "charter": CHARTER,
    "contact": CONTACT,
    "goal": GOAL,
    "measure": MEASURE,
    "plan": PLAN,
    "mentorship": MENTORSHIP,
    "plannedvisit": PLANNED,
    "heldvisit": HELD,
    "unplacedvisit": UNPLACED,
    "outing": OUTING,
    "round": ROUND,
    "counter": COUNTER,
    "remark": REMARK,
    "benchmark": BENCHMARK,
    "note": NOTE,
}
