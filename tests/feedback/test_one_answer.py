"""One answer more changes nothing a leader can see, until its period closes (T7)."""

import io
import re
from collections import Counter
from datetime import date
from itertools import product

import pytest
from openpyxl import load_workbook

from feedback.answer.models import Count, Intake
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.invitation.token import token
from feedback.leaders.selection import BY
from feedback.note import actions as notes
from feedback.note.models import Note
from feedback.round.models import Round
from tests.calls import Caller
from tests.feedback.asked import ask, begin
from tests.feedback.test_answer import stranger
from tests.feedback.years import months_ago, play
from tests.matrix.routes import every_route

OF_LEADERS = re.compile(
    "/ledelse/|/api/v1/(figures|rounds|notes|benchmarks|remarks|counters|interviews)/"
)
# They say how far a round has come: how many have answered, and no more.
OF_PROGRESS = re.compile(
    "/ledelse/runder/{pk}/((fremdrift|luk|aflys)/)?$|/api/v1/rounds/{pk}/$"
)
# new each time: what guards a form, and when and as what a PDF was made
ONCE_ONLY = re.compile(
    rb'name="(csrfmiddlewaretoken|key)" value="[^"]*"|"X-CSRFToken": "\w+"'
    rb"|D:\d{14}Z|[\d-]{10}T[\d:]{8}|ID>[^<]*<|/ID ?\[[^\]]*\]"
)
WROTE = "Lone tog sig tid"
NUMBER = re.compile(rb"\d+")
SAID = {item.code: "5" for item in load(HANDOVER_PULSE).items}


@pytest.fixture
def town(five, lars, hold, sent):
    """A year and a round are closed; of another round and the pulse some are open."""
    first = months_ago(15).replace(month=1)
    play(five, first=first, months=12, per_month=30, after=10_000)
    hold({"Psykiatri": 21, "Jobcenter": 40, "Familie": 30})
    month = first.replace(month=10)
    notes.pin(by=lars, indicator="coherent", month=month, what="Nyt brev")
    begin(by=lars)
    return first.year


def looks(year):
    """Yield every leader's address, its holes filled: the route, then the address."""
    closed, going_on = Round.objects.order_by("pk").values_list("pk", flat=True)
    filled = {
        "code": ["coherent", "response-rate"],
        "key": [f"{year}-12"],
        "table": ["quarter"],
        "dimension": BY,
        "year": [year],
        "month": [12],
    }
    for address, route in every_route().items():
        if OF_LEADERS.match(address):
            rounds = "runder" in address or "rounds" in address
            pks = [closed, going_on] if rounds else [Note.objects.get().pk]
            values = [pks if hole == "pk" else filled[hole] for hole in route.holes]
            for each in product(*values):
                holes = dict(zip(route.holes, each, strict=True))
                yield address, address.format(**holes)
    for place in (
        *(f"svar/?by={by}" for by in BY),
        f"udvalg/?period={year}",
        f"veje/?year={year}",
        f"runder/{closed}/resultat/?by=department",
    ):
        yield "", f"/ledelse/{place}"


@pytest.fixture
def see(town, lars):
    """Return what a leader sees at every address that answers, progress apart.

    Every leader sees the same, but for whose round it is: this one's.
    """
    client = Caller(lars)

    def at_all(within=""):
        found, progress = {}, {}
        for route, address in looks(town):
            if not address.startswith(within):
                continue
            reply = client.get(address)
            kept = progress if OF_PROGRESS.match(route) else found
            kept[address] = reply.status_code, shown_in(reply)
        return found, progress

    return at_all


def shown_in(reply):
    """Return what somebody sees: a workbook's cells, else the bytes of the page."""
    if reply.get("Content-Type", "").startswith("application/vnd"):
        sheet = load_workbook(io.BytesIO(reply.content)).active
        return [*sheet.iter_rows(values_only=True)]
    return ONCE_ONLY.sub(b"", reply.content)


def changed(before, after):
    assert before.keys() == after.keys()
    return {address for address in before if before[address] != after[address]}


def test_one_answer_changes_nothing_but_how_many_a_round_has(see, sent, town):
    held = Round.objects.running().get()
    asked = [ask(held, name=f"Nr {number}") for number in range(12)]
    at_first, progress = see()
    statuses = Counter(status for status, _shown in at_first.values())
    assert statuses[200] > 50, statuses

    answered = stranger().post(f"/s/{token(sent)}/", {**SAID, "text": WROTE})
    assert answered.status_code == 303
    then, as_before = see()
    assert changed(at_first, then) == changed(progress, as_before) == set()

    ticked = {item.code: "5" for item in held.items}
    answered = stranger().post(f"/s/{token(asked[0])}/", {**ticked, "text": WROTE})
    assert answered.status_code == 303
    assert Intake.objects.count() == 2
    now, further = see()
    assert changed(then, now) == set()
    page = f"/ledelse/runder/{held.pk}/"
    assert changed(progress, further) == {
        f"/api/v1/rounds/{held.pk}/",
        page,
        *(f"{page}{part}/" for part in ("fremdrift", "luk", "aflys")),
    }
    for address, (_status, told) in further.items():
        new = {*told.splitlines()} - {*progress[address][1].splitlines()}
        assert all(map(NUMBER.search, new)), new
        assert b"Nr 0" not in told
        assert WROTE.encode() not in told

    # were something of it published, it would be seen
    publish_one(town)
    shown, _progress = see(within="/ledelse/svar/?")
    assert all(now[address] != shown[address] for address in shown)


def publish_one(year):
    """Put one more answer into each table of a quarter, as a new group."""
    place = {"since": date(year, 10, 1), "until": date(year, 12, 1)}
    Count.objects.bulk_create(
        Count(
            table=Count.Table.QUARTER,
            **place,
            instrument=HANDOVER_PULSE,
            dimension=by,
            value="9",
            item=item,
            category=category,
            n=1,
        )
        for by in BY
        for item, category in (("", "answered"), ("coherent", "5"))
    )
