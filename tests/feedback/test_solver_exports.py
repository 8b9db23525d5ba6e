"""Whoever takes home every file that leaders can fetch finds no hidden cell in them.

The equations come from the files themselves: CSV, spreadsheet, benchmark file and the
committee's page. A thousand of each kind of town under `make prove`.
"""

import io
import random
from collections import Counter
from contextlib import contextmanager
from datetime import date
from itertools import product

import pytest
from django.core.management import call_command
from django.db import transaction

from coordination.models import Department
from feedback.answer.counting import PATH, RESPONSE, SIDES, TOTAL
from feedback.answer.publishing import SMALL_TABLES
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders import export
from feedback.leaders.names import DIMENSIONS, group_name
from feedback.result.export import COLUMNS
from feedback.round.models import Round
from tests.feedback.counted import read_csv, read_xlsx
from tests.feedback.files import (
    learn_read,
    read_benchmark,
    read_committee,
    read_leaders_file,
    read_round_file,
)
from tests.feedback.reader import Reader, reader_of_quarter
from tests.feedback.secret import ASKED, BLANK, ITEMS, SILENT, Secret, spoke, ticks
from tests.feedback.sheets import (
    last_month,
    people_by_quarter,
    sheet_of_months,
    sheet_of_quarter,
    sheets_of_year,
)
from tests.feedback.solver import Unknowns
from tests.feedback.test_solver_rounds import (
    ALL,
    FILES,
    patterns_of,
    random_round,
    themed,
    ups_of,
)
from tests.feedback.towns import is_enough, is_through, random_crowd, random_year

__all__ = ["themed"]
MARCH = date(2026, 3, 1)
PULSE = load(HANDOVER_PULSE)


@contextmanager
def for_a_while():
    """Publish something, and begin the next town without it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def fetch(lone, signed_in):
    """Return a function that fetches a page or a file as a leader."""
    client = signed_in(lone)

    def get(address):
        reply = client.get(address)
        assert reply.status_code == 200, address
        return reply

    return get


@pytest.mark.django_db
def test_no_file_gives_a_hidden_cell_of_a_quarter_away(fetch, volume):
    looked_at = Counter()
    dimensions = (PATH, *SMALL_TABLES)
    for seed in range(volume(2, 1_000)):
        people = random_crowd(random.Random(seed))
        if not is_enough(people):
            continue
        with for_a_while():
            sheet_of_months(people, MARCH).store()
            sheet_of_quarter(people, MARCH).store()
            reads = read_everything(fetch, MARCH)
        reader = reader_of_quarter(people, dimensions, ITEMS)
        for read in reads:
            rows = reader.everybody
            if code_of(read.by) != TOTAL:
                dimension, value = place_of(read, {r[1] for r in reader.rows})
                rows = reader.row(dimension, value)
            learn_read(reader.known, rows, item_of(PULSE, read), read.told, up={"5"})
        cells = list(product(sorted(reader.rows), [RESPONSE, *ITEMS]))
        wrong = reader.finds([(*row, item) for row, item in cells])
        assert not wrong, (seed, wrong)
        looked_at.update(read.by for read in reads if not read.told)
    assert len(looked_at) > 5, looked_at


def read_everything(fetch, until):
    """Fetch each file about a quarter, and read it."""
    key = f"{until:%Y-%m}"
    own = f"/ledelse/sammenligning/kvartal-{key}.json"
    return [
        *read_leaders_file(read_csv(fetch("/ledelse/tal.csv"), export.COLUMNS)),
        *read_leaders_file(read_xlsx(fetch("/ledelse/tal.xlsx"), export.COLUMNS)),
        *read_benchmark(fetch(own).json()),
        *read_committee(fetch(f"/ledelse/udvalg/?period={key}").content, PULSE.overall),
    ]


def code_of(name):
    """Return the code of a dimension, whether a file gives it or its name."""
    codes = {str(called): code for code, called in DIMENSIONS.items()}
    return codes.get(name, name)


def place_of(read, known):
    """Return the dimension and the value a file tells of, of the values there are."""
    dimension = code_of(read.by)
    if dimension in SIDES:
        known = {end for value in known if ">" in value for end in value.split(">")}
    elif dimension == PATH:
        known = {value for value in known if ">" in value}
    departments = dict(Department.objects.values_list("pk", "name"))
    names = {group_name(dimension, value, departments): value for value in known}
    return dimension, names.get(read.group, read.group)


def item_of(instrument, read):
    """Return the code of a question, whether a file gives it or its few words."""
    labels = {item.label: item.code for item in instrument.items}
    labels |= {theme.text: f"theme.{theme.code}" for theme in instrument.themes}
    return labels.get(read.question, read.question)


@pytest.mark.django_db
def test_no_file_gives_a_hidden_path_of_a_year_away(fetch, volume):
    hidden = 0
    for seed in range(volume(2, 1_000)):
        people = random_year(random.Random(seed), ITEMS[:1])
        if not people:
            continue
        with for_a_while():
            quarters, year = sheets_of_year(people)
            for quarter, part in people_by_quarter(people).items():
                sheet_of_months(part, last_month(quarter)).store()
            for sheet in (*quarters.values(), year):
                sheet.store()
            reads = [
                *read_leaders_file(read_csv(fetch("/ledelse/tal.csv"), export.COLUMNS)),
                *read_committee(
                    fetch("/ledelse/udvalg/?period=2025").content, PULSE.overall
                ),
            ]
        hidden += attack_year(people, reads, seed)
    assert hidden > 20


def attack_year(people, reads, seed):
    """Take every figure of a year's files as an equation, and ask for every path."""
    places = {kind[0] for kind in people}
    paths = {path for _quarter, path in places}
    known = Unknowns(product(sorted(places), [*ticks(ITEMS[:1]), *SILENT]))
    secret = Secret(people, {item: {"5"} for item in ITEMS[:1]})
    cells = [{(q, path) for q, path in places if path == each} for each in paths]
    for read in reads:
        dimension, value = place_of(read, paths)
        within = places
        if dimension != PATH and read.until:
            within = {p for p in places if f"{last_month(p[0]):%Y-%m}" == read.until}
        if dimension in (PATH, *SIDES):
            within = {p for p in within if is_through(p[1], dimension, value)}
            if dimension in SIDES:
                cells.append(within)
        learn_read(known, within, item_of(PULSE, read), read.told, up={"5"})
    for within, item in product(cells, (RESPONSE, *ITEMS[:1])):
        wrong = secret.judge(known, within, item)
        assert not wrong, (seed, wrong)
    return sum(not read.told for read in reads)


@pytest.mark.django_db
def test_no_file_gives_a_hidden_cell_of_a_round_away(
    fetch, themed, supplier, municipality, volume
):
    hidden = 0
    for seed in range(volume(5, 1_000)):
        rng = random.Random(seed)
        people = random_round(rng, themed, FILES)
        invited = people.total() if rng.random() < 0.5 else None
        if not any(map(spoke, people)):
            continue  # such a file is refused
        with for_a_while():
            reads = read_round(bring_in(people, supplier, invited), fetch)
        reader = Reader(
            people,
            FILES,
            said=patterns_of(themed),
            positive=dict.fromkeys(ALL, ups_of(people)),
            counted=False,
        )
        for read in reads:
            dimension, value = place_of(read, {r[1] for r in reader.rows})
            everybody = dimension == TOTAL
            rows = reader.everybody if everybody else reader.row(dimension, value)
            item = item_of(themed, read)
            learn_read(reader.known, rows, item, read.told, up={"3"})
        if not any(read.told for read in reads):
            continue
        # who was asked and is silent is in no file of a supplier's
        rows = sorted({row for row, ticked in reader.people if ticked != ASKED})
        cells = product(rows, [RESPONSE, *ALL])
        wrong = reader.finds([(*row, item) for row, item in cells])
        assert not wrong, (seed, wrong)
        hidden += sum(not read.told for read in reads)
    assert hidden > 20


def bring_in(people, supplier, invited):
    """Bring in a supplier's file with a row for each person who answered."""
    rows = []
    for (place, ticked), n in people.items():
        if ticked != ASKED:
            said = [dict(ticked)[item].replace(BLANK, "") for item in ("one", "two")]
            rows += [[*place, *said]] * n
    file = supplier([*FILES, "one", "two"], rows)
    call_command(
        "import_answers",
        file,
        instrument="local",
        name="Runde",
        invited=invited,
        stdout=io.StringIO(),
        stderr=io.StringIO(),
    )
    return Round.objects.get()


def read_round(held, fetch):
    """Fetch each file about a round, and read it."""
    at = f"/ledelse/runder/{held.pk}/"
    return [
        *read_round_file(read_csv(fetch(f"{at}resultat.csv"), COLUMNS)),
        *read_round_file(read_xlsx(fetch(f"{at}resultat.xlsx"), COLUMNS)),
        *read_benchmark(fetch(f"{at}sammenligning.json").json()),
        *read_committee(fetch(f"{at}udvalg/").content, PULSE.overall),
    ]
