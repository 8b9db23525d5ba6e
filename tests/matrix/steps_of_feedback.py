"""Every step of the nouns of feedback."""

import json
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from feedback.benchmark import actions as benchmark_actions
from feedback.counter import actions as counter_actions
from feedback.instrument.catalogue import load
from feedback.note import actions as note_actions
from feedback.remark import actions as remark_actions
from feedback.round import actions as round_actions
from feedback.round.models import Round
from tests.matrix.step import Step, clock, in_an_hour
from tests.matrix.world import in_days

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


def let_supplier_have_held(_world, held):
    """Let a round be one that was brought in from a file."""
    Round.objects.filter(pk=held.pk).update(source_digest="0" * 64)


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
    "take_back": Step(
        by="lis",
        act=lambda held, w: round_actions.take_back(
            held, by=w.lis, because="Det var den forkerte fil"
        ),
        page="round-take-back",
        api="rounds/{}/take-back/",
        said=lambda w: {"because": "Det var den forkerte fil"},
        prepare=let_supplier_have_held,
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


def why_not(_invitation, _world):
    return {"reason": "opted_out"}


# All the system's own: the citizen, who has no account, answers and says no by a link.
INVITATION = {
    "send": clock(
        "send", lambda _row, _w: {"digest": "0" * 64, "closes_at": in_an_hour()}
    ),
    "withhold": clock("withhold", why_not),
    "take_back": clock("take_back", why_not),
    "supersede": clock("supersede"),
    "remind": clock("remind"),
    "answer": clock("answer"),
    "expire": clock("expire"),
    "bounce": clock("bounce"),
    "decline": clock("decline"),
    "opt_out": clock("opt_out"),
}
