"""Others' figures come in whole or not at all; ours go out as they are published."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from coordination.models import Event
from feedback.benchmark import actions
from feedback.benchmark.models import Benchmark
from tests.calls import Caller

CELL = {"item": "coherent", "mean": "3.64", "n": 900}
GOOD = {
    "benchmark": 1,
    "title": "Andre Kommuner",
    "instrument": "handover-pulse-1",
    "cells": [CELL],
}


def with_cell(**changed):
    return GOOD | {"cells": [CELL, {**CELL, "dimension": "warm", **changed}]}


BAD = [
    ([], "ikke en fil"),
    ({**GOOD, "benchmark": 2}, "ikke en fil"),
    ({**GOOD, "cells": []}, "ikke en fil"),
    ({**GOOD, "title": " "}, "hvis tal"),
    ({**GOOD, "title": "x" * 61}, "hvis tal"),
    ({**GOOD, "instrument": "no-such-1"}, "no-such-1"),
    ({**GOOD, "cells": [CELL, CELL]}, "to tal"),
    (with_cell(mean="6.1"), "nummer 2"),
    (with_cell(mean="0.2"), "nummer 2"),
    (with_cell(mean="1e999999999"), "nummer 2"),
    (with_cell(mean="NaN"), "nummer 2"),
    (with_cell(mean=True), "nummer 2"),
    (with_cell(n=-1), "nummer 2"),
    (with_cell(n="mange"), "nummer 2"),
    (with_cell(counts={"5": -2}), "nummer 2"),
    (with_cell(counts={"9": 2}), "nummer 2"),
    (with_cell(counts={}), "nummer 2"),
    (with_cell(item=""), "nummer 2"),
    (with_cell(value="a\nb"), "nummer 2"),
    ({**GOOD, "cells": [CELL, 7]}, "nummer 2"),
]


@pytest.mark.parametrize(("told", "sentence"), BAD)
def test_a_bad_file_gets_one_sentence_and_nothing_is_kept(
    lone, signed_in, told, sentence
):
    sent = SimpleUploadedFile("andre.json", json.dumps(told).encode())
    reply = signed_in(lone).post("/ledelse/sammenligning/ny/", {"file": sent})
    assert reply.status_code == 422
    assert sentence in reply.content.decode()
    assert not Benchmark.objects.exists()
    called = Caller(lone).post("benchmarks/", content=told, language="da")
    assert called.status_code in {400, 409}
    assert not Benchmark.objects.exists()


@pytest.mark.parametrize("written", [b"", b"\xff\xfe", b"[" * 100_000, b"PK\x03\x04"])
def test_what_is_no_json_gets_a_sentence_too(lone, signed_in, written):
    sent = SimpleUploadedFile("andre.json", written)
    reply = signed_in(lone).post("/ledelse/sammenligning/ny/", {"file": sent})
    assert reply.status_code == 422
    assert not Benchmark.objects.exists()


def test_a_good_file_is_kept_with_who_brought_it(lone, signed_in, jonas):
    sent = SimpleUploadedFile("andre.json", json.dumps(GOOD).encode())
    client = signed_in(lone)
    reply = client.post("/ledelse/sammenligning/ny/", {"file": sent})
    assert reply.status_code == 302
    kept = Benchmark.objects.get()
    assert kept.brought_by == lone
    assert kept.means.of("coherent").n == 900
    shown = client.get("/ledelse/sammenligning/").content.decode()
    assert "Andre Kommuner" in shown
    assert lone.name in shown
    assert Event.objects.filter(kind="benchmark.bring_in", by=lone).exists()
    assert Caller(jonas).get("benchmarks/").status_code == 403


def test_the_same_one_is_not_here_twice_until_it_is_put_away(lone):
    first = actions.bring_in(GOOD, by=lone)
    again = Caller(lone).post("benchmarks/", content=GOOD, language="da")
    assert again.status_code == 409
    assert "Læg den gamle væk" in again.json()["detail"]
    done = Caller(lone).post(f"benchmarks/{first.pk}/put-away/")
    assert done.json()["state"] == "put_away"
    assert actions.bring_in(GOOD, by=lone).pk != first.pk


def test_our_own_file_is_nobody_elses_figures(
    closed_round, a_quarter, lone, signed_in, tmp_path
):
    """By the name in it; or by the figures, where another name is written over ours."""
    client = signed_in(lone)
    round_file = f"/ledelse/runder/{closed_round.pk}/sammenligning.json"
    quarter_file = "/ledelse/sammenligning/kvartal-2026-03.json"
    for address in (round_file, quarter_file):
        ours = client.get(address).json()
        assert ours["cells"]
        for told in (
            ours,
            {**ours, "cells": ours["cells"][:1]},
            {**ours, "title": "Andre Kommuner", "cells": ours["cells"][::-1]},
        ):
            sent = SimpleUploadedFile("andre.json", json.dumps(told).encode())
            reply = client.post("/ledelse/sammenligning/ny/", {"file": sent})
            assert reply.status_code == 409
            assert "er jeres egne tal og ikke andres" in reply.content.decode()
            called = Caller(lone).post("benchmarks/", content=told, language="da")
            assert called.status_code == 409
    path = tmp_path / "egen.json"
    path.write_text(json.dumps(ours))
    with pytest.raises(CommandError, match="jeres egne tal"):
        call_command("import_benchmark", path)
    assert not Benchmark.objects.exists()
    others = {**ours, "title": "Andre Kommuner", "cells": ours["cells"][1:]}
    assert actions.bring_in(others, by=lone).title == "Andre Kommuner"


def test_the_command_takes_what_export_writes(municipality, tmp_path):
    path = tmp_path / "andre.json"
    path.write_text(json.dumps(GOOD))
    out = io.StringIO()
    call_command("import_benchmark", path, stdout=out)
    assert "1 tal" in out.getvalue()
    path.write_text("{")
    with pytest.raises(CommandError, match="ikke en fil"):
        call_command("import_benchmark", path)
    with pytest.raises(CommandError, match="kan ikke åbnes"):
        call_command("import_benchmark", tmp_path / "nothing.json")
    assert Benchmark.objects.count() == 1
