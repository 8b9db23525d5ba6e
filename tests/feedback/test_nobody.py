"""No leader is told of any employee: every page, file and table they can open.

The list is read from the URLconf, so that nobody can forget an address.
"""

import io
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from cases.contact import actions as contact_actions
from coordination.models import Event
from feedback.answer.models import Count
from feedback.benchmark.models import Benchmark
from feedback.instrument.catalogue import load
from feedback.leaders.indicators import indicators
from feedback.leaders.names import DIMENSIONS
from feedback.leaders.selection import BY
from feedback.note import actions as note_actions
from feedback.remark.models import Remark
from feedback.round import actions as rounds
from mentors.mentorship import actions as mentorship_actions
from tests.cast import employ
from tests.feedback.asked import begin
from tests.feedback.round.asked import OWN_QUESTION, plan
from tests.feedback.years import months_ago, play
from tests.journeys.brought_in import bring_in_round
from tests.matrix.routes import every_route

PULSE = "handover-pulse-1"
# Addresses below these are for those who collect answers, not for leaders.
COLLECTING = (
    "feedback.counter.",
    "feedback.desk.",
    "feedback.interview.",
    "feedback.paper.",
)
NOT_SEARCHED = {
    "/ledelse/runder/{pk}/interviewere/": "here the leader names who may ask",
    "/ledelse/udvalg.pdf": "made of what /ledelse/udvalg/ shows, which is searched",
    "/ledelse/runder/{pk}/udvalg.pdf": "made of what /udvalg/ shows, likewise",
}

# What a look at figures is said to have been of.
FACTS = {
    *("table", "by", "quarter", "year", "indicator", "export", "round"),
    *("committee", "benchmark", "remarks", "of"),
}


def outputs():
    """Return the addresses of leaders: their pages, and what the API tells them."""
    found = []
    for address, route in every_route().items():
        module = getattr(route.callback, "__module__", "")
        told = module.startswith(("feedback.", "mentors.leaders."))
        of_leaders = address.startswith("/ledelse/") or (told and route.is_api)
        if of_leaders and not module.startswith(COLLECTING):
            found.append(address)
    return sorted(found)


def fillings(town):
    """Return what stands in the holes of an address, for each that begins so."""
    codes = [indicator.code for indicator in indicators(load(PULSE))]
    years = Count.objects.filter(table="year").values_list("until__year", flat=True)
    quarters = Count.objects.filter(table="quarter", dimension="receiver")
    ends = sorted(set(quarters.values_list("until", flat=True)))[-2:]
    tables = [("month", ["total"]), ("quarter", BY), ("year", ["path"])]
    round_numbers = [{"pk": each.pk} for each in town.rounds]
    return {
        "/ledelse/noegletal/": [{"code": code} for code in codes],
        "/ledelse/noter/": [{"pk": town.note.pk}],
        "/ledelse/runder/": round_numbers,
        "/ledelse/udsagn/": [{"pk": town.remark.pk}],
        "/ledelse/sammenligning/kvartal": [{"key": f"{end:%Y-%m}"} for end in ends],
        "/ledelse/sammenligning/": [{"pk": town.benchmark.pk}],
        "/api/v1/benchmarks/": [{"pk": town.benchmark.pk}],
        "/api/v1/notes/": [{"pk": town.note.pk}],
        "/api/v1/remarks/": [{"pk": town.remark.pk}],
        "/api/v1/rounds/": round_numbers,
        "/api/v1/figures/counts/": [
            {"table": table, "dimension": dimension}
            for table, dimensions in tables
            for dimension in dimensions
        ],
        "/api/v1/figures/quarters/": [
            {"year": end.year, "month": f"{end.month}", "dimension": dimension}
            for end in ends
            for dimension in DIMENSIONS
        ],
        "/api/v1/figures/years/": [{"year": year} for year in sorted(set(years))],
    }


def choices(town):
    """Return the ways in which an address may be asked besides."""
    return {
        "/ledelse/svar/": [f"?by={by}" for by in BY],
        "/ledelse/veje/": [f"?days={days}" for days in (30, 180)],
        "/ledelse/mentorer/": [f"?department={town.housing.pk}"],
        "/ledelse/runder/{pk}/resultat/": ["?by=department"],
        "/ledelse/udvalg/": [f"?period={timezone.localdate().year - 1}"],
    }


def places_of(address, town):
    """Return the addresses to open for one of the URLconf."""
    if "{" not in address:
        filled = [address]
    else:
        known = [k for k in fillings(town) if address.startswith(k)]
        assert known, f"{address}: say what stands in its holes"
        filled = [
            address.format(**holes) for holes in fillings(town)[max(known, key=len)]
        ]
    asked = ["", *choices(town).get(address, [])]
    return [place + query for place in filled for query in asked]


def text_of(reply):
    """Return all words of a page or file.

    A page's own token is 64 letters at random, and may spell anybody's name.
    """
    body = reply.getvalue() if reply.streaming else reply.content
    if reply["Content-Type"].endswith("spreadsheetml.sheet"):
        sheet = load_workbook(io.BytesIO(body)).active
        return "\n".join(str(c) for row in sheet.values for c in row if c is not None)
    return re.sub(r"[A-Za-z0-9]{64}", "", body.decode())


@pytest.fixture
def busy(town, accepted, case, jonas, hanne, mona, jobs, housing, psychiatry, lars):
    """A town in which everybody has done something, and everything is published."""
    begun = timezone.localdate().replace(month=1, day=1)
    begun = begun.replace(year=begun.year - 1)
    play(town, first=begun, months=12, per_month=60, after=10_000)
    contact_actions.log(case, by=hanne, department=housing, kind="visit")
    mentors = [mona, *(employ(name, housing, "mentor") for name in ("mike", "merete"))]
    for mentor in mentors:
        given = mentorship_actions.propose(
            case,
            by=hanne,
            department=housing,
            mentor=mentor,
            goal="Ud",
            until=timezone.localdate() + timedelta(days=90),
            basis="statute",
            basis_text="LAB § 167",
        )
        mentorship_actions.activate(given, by=mentor)
        mentorship_actions.end(given, by=hanne, because="other")
    held = begin(by=lars)
    rounds.name_interviewers(held, by=lars, interviewers=[lars])
    draft = plan(lars, name="Næste runde", local_items=[OWN_QUESTION])
    published = bring_in_round(lars)
    said = {"month": months_ago(2), "receiver": psychiatry.pk}
    remark = Remark.objects.create(text="Det gik godt", state="held", **said)
    note = note_actions.pin(
        by=lars, indicator="coherent", month=months_ago(3), what="Fælles møde"
    )
    return SimpleNamespace(
        people=[jonas, hanne, *mentors],
        housing=housing,
        rounds=[held, draft, published],
        remark=remark,
        note=note,
        benchmark=Benchmark.objects.get(),
    )


def test_no_employee_is_on_any_page_or_in_any_file(
    busy, lars, pia, kim, outsider, signed_in
):
    """Who reads is named in the corner; nobody else is anywhere.

    What is put on record of a look says which table it was, and no more.
    """
    client = signed_in(lars)
    others = [*busy.people, pia, kim, outsider]
    names = {word for p in others for word in (p.name, p.username, p.email) if word}
    for address in outputs():
        if address in NOT_SEARCHED:
            continue
        opened = set()
        for place in places_of(address, busy):
            reply = client.get(place)
            opened.add(reply.status_code)
            told = text_of(reply)
            assert not [name for name in names if name in told], place
        # what is only a step answers 405; another state of the thing 302, 404 or 409
        assert opened & {200, 405}, (address, opened)
    looks = Event.objects.filter(kind="figures.read", by=lars)
    assert looks.count() > len(outputs()) / 2
    assert {fact for look in looks for fact in look.facts} <= FACTS


def test_every_reason_not_to_search_is_of_an_address_there_is():
    assert set(NOT_SEARCHED) <= set(outputs())
