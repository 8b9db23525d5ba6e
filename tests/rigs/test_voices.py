"""What an answer and a table cost, beside the same done by plain prepared SQL.

Nothing here is asserted about time: `make prove` writes the ratios down. What is
asserted: how many queries there are, that there is one commit, that nothing is lost.
"""

import hashlib
import socket
from datetime import date, timedelta
from importlib import import_module
from itertools import product
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coordination.models import Event, Recipient
from feedback.answer.models import Count, Intake
from feedback.answer.publishing import SMALL_TABLES
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.invitation.models import Invitation
from feedback.invitation.token import digest, token
from feedback.leaders.names import GROUPS
from tests.matrix.trying import browser
from tests.rigs.closed_loop import measure
from tests.sites import Site

pytestmark = [pytest.mark.commits, pytest.mark.alone]

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ITEMS = [item.code for item in load(HANDOVER_PULSE).items][:5]
TICKED = urlencode(dict(zip(ITEMS, "43524", strict=True)))
WISHING = f"{TICKED}&call_me=on"
CLIENTS = 4
FLOOR = """
CREATE SCHEMA floor;
CREATE TABLE floor.invite (id bigint PRIMARY KEY, token_hash bytea NOT NULL UNIQUE,
    department smallint NOT NULL, expires_at timestamptz NOT NULL, used_at timestamptz);
CREATE TABLE floor.response (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    invite bigint REFERENCES floor.invite, department smallint NOT NULL,
    at timestamptz NOT NULL);
CREATE TABLE floor.answer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    response bigint NOT NULL REFERENCES floor.response, theme smallint NOT NULL,
    score smallint NOT NULL);
GRANT USAGE ON SCHEMA floor TO PUBLIC;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA floor TO PUBLIC;
"""


@pytest.fixture
def site(commits, nursery, monkeypatch):
    """Two processes with four threads each, as the demo has."""
    # on a fast machine one leader asks more often than one person may
    monkeypatch.setenv("STAFET_API_RATE", "100000/min")
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        found = Site(listener, nursery, workers=2, threads=4)
        found.start()
    yield found
    found.kill()


def postmaster(commits):
    """Return the number of PostgreSQL's first process."""
    with commits.as_owner() as line:
        one = Path(f"/proc/{line.info.backend_pid}/stat").read_text()
    return int(one.rpartition(")")[2].split()[1])


def ask(count):
    """Ask so many citizens, and return the addresses they were sent."""
    now = timezone.now()
    events = Event.objects.bulk_create(
        Event(kind="handover.accept", at=now) for _ in range(count)
    )
    people = Recipient.objects.bulk_create(
        Recipient(name="Fiktiv", email="fiktiv@example.org", channel="email")
        for _ in range(count)
    )
    rows = Invitation.objects.bulk_create(
        Invitation(
            event=event,
            handover=number,
            recipient=person,
            giver=1,
            receiver=2,
            warm=True,
            mentor=False,
            course_band="3_to_6_months",
            departments=3,
            instrument=HANDOVER_PULSE,
            state="queued",
        )
        for number, (event, person) in enumerate(zip(events, people, strict=True))
    )
    for row in rows:
        row.token_digest, row.sent_at = digest(token(row)), now
        row.closes_at = now + timedelta(days=30)
    fields = ["token_digest", "sent_at", "closes_at"]
    Invitation.objects.bulk_update(rows, fields, batch_size=2_000)
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(state="sent")
    return [f"/s/{token(row)}/" for row in rows]


def statements_of_answering(address, form):
    """Return what is sent to the database for one answer."""
    with CaptureQueriesContext(connection) as asked:
        reply = Client().post(address, form, content_type=FORM["Content-Type"])
    assert reply.status_code == 303
    return [query["sql"].strip() for query in asked]


def test_an_answer_costs_little_more_than_its_statements(
    municipality, commits, site, volume, record
):
    count, rounds = volume(40, 16_000), volume(1, 7)
    with commits.as_owner() as line:
        line.execute(FLOOR)
        secrets = [f"token-{number}" for number in range(count)]
        hashed = [hashlib.sha256(secret.encode()).digest() for secret in secrets]
        line.execute(
            "INSERT INTO floor.invite SELECT n, h, 1, now() + interval '30 day', NULL"
            " FROM unnest(%s::bytea[]) WITH ORDINALITY AS t(h, n)",
            [hashed],
        )
        line.execute("ANALYZE")
    first, second, wishing, *addresses = ask(count + 3)
    database = postmaster(commits)
    Client().post(first, TICKED, content_type=FORM["Content-Type"])
    # each statement is a transaction of its own: the one that stores is the commit
    look, store = statements_of_answering(second, TICKED)
    assert look.startswith("SELECT")
    assert store.startswith("WITH spent AS")
    sent = [words.split()[0] for words in statements_of_answering(wishing, WISHING)]
    assert sent[:2] == ["SELECT", "BEGIN"]
    assert sent[-1] == "COMMIT"
    assert sent.count("BEGIN") == sent.count("COMMIT") == 1

    shared = {"again": False, "each": count // rounds // CLIENTS}
    found = measure(
        {
            "how": "submit",
            "place": commits.url,
            "work": secrets,
            "pids": [database],
            "counts_own_cpu": True,
            **shared,
        },
        {
            "how": "request",
            "place": urlsplit(site.url).netloc,
            "work": [("POST", address, FORM, TICKED) for address in addresses],
            "pids": [database, site.process.pid],
            "counts_own_cpu": False,
            **shared,
        },
        clients=CLIENTS,
        seconds=volume(0.1, 1),
        rounds=rounds,
    )
    record(found)
    stored = Invitation.objects.filter(state="answered").count()
    assert Intake.objects.count() == stored > 4


DEPARTMENTS = [str(number) for number in range(1, 13)]
GROUPS_OF = {
    "giver": DEPARTMENTS,
    "receiver": DEPARTMENTS,
    "departments": ["2", "3", "4", "5+"],
    **{name: list(GROUPS[name]) for name in SMALL_TABLES if name in GROUPS},
}
PATHS = [f"{a}>{b}" for a in DEPARTMENTS for b in DEPARTMENTS if a != b]
YEARS = tuple(timezone.localdate().year - ago for ago in (2, 1))


def publish(answers):
    """Publish two years that so many answers were given in, in all tables."""
    months = [(y, m, m) for y in YEARS for m in range(1, 13)]
    quarters = [(y, m, m + 2) for y in YEARS for m in (1, 4, 7, 10)]
    share = answers // len(months)
    rows = list(table("month", months, "total", [""], share))
    for dimension, values in GROUPS_OF.items():
        rows += table("quarter", quarters, dimension, values, share * 3)
    rows += table("year", [(y, 1, 12) for y in YEARS], "path", PATHS, share * 12)
    Count.objects.bulk_create(rows, batch_size=5_000)


def table(name, periods, dimension, values, answers):
    """Give one published table's counts; the steps lean another way each time."""
    items = [item.code for item in load(HANDOVER_PULSE).items]
    people = answers // len(items) // len(values)
    response = {"invited": people * 2, "answered": people, "bounced": people // 9}
    for number, (year, first, last) in enumerate(periods):
        leaning = [2 + (number * place) % 5 for place in (1, 3, 4, 6, 2)]
        said = {
            str(step): people * lean // sum(leaning)
            for step, lean in enumerate(leaning, start=1)
        }
        for value, item in product(values, ["", *items]):
            for category, n in (said if item else response).items():
                yield Count(
                    table=name,
                    since=date(year, first, 1),
                    until=date(year, last, 1),
                    instrument=HANDOVER_PULSE,
                    dimension=dimension,
                    value=value,
                    item=item,
                    category=category,
                    n=n,
                )


@pytest.fixture
def published(municipality, commits, volume):
    """Two years of published tables."""
    publish(volume(10_000, 1_000_000))
    with commits.as_owner() as line:
        line.execute("ANALYZE")


@pytest.fixture
def beside_reading(commits, site, lars, volume, record):
    """Measure a program's GET beside plain prepared SQL reading the same cells."""

    def compare(place, how, cells):
        database, leader = postmaster(commits), browser(lars)
        leader.get(place)
        session = leader.cookies["session"].value
        found = measure(
            {
                "how": how,
                "place": commits.url,
                "work": [cells] * 2,
                "pids": [database],
                "counts_own_cpu": True,
                "again": True,
            },
            {
                "how": "request",
                "place": urlsplit(site.url).netloc,
                "work": [("GET", place, {"Cookie": f"session={session}"}, None)] * 2,
                "pids": [database, site.process.pid],
                "counts_own_cpu": False,
                "again": True,
            },
            clients=CLIENTS,
            seconds=volume(0.1, 1),
            rounds=volume(1, 7),
        )
        record(found)

    return compare


def statements_of(user, place):
    """Return a program's answer, and the statements it took when all is warm."""
    client = browser(user)
    client.get(place)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(place)
    assert answer.status_code == 200
    sent = [query["sql"] for query in asked]
    statements = [sql for sql in sent if not sql.startswith(("BEGIN", "COMMIT"))]
    assert not [sql for sql in sent if "intake" in sql or "invitation" in sql]
    return answer.json(), statements


def test_the_tables_cost_little_more_than_reading_them(published, lars, beside_reading):
    place = reverse("api-figures-counts", args=["quarter", "receiver"])
    told, statements = statements_of(lars, place)
    assert len(statements) <= 4, statements
    assert len(told["counts"]) == Count.objects.quarters("receiver").count() > 3_000
    beside_reading(place, "read", ["quarter", "receiver", HANDOVER_PULSE])


def test_what_leaders_follow_costs_little_more_than_reading_it(
    published, lars, beside_reading
):
    """What the first page draws, beside its own two statements sent plainly."""
    import_module("cases.handover.sums")  # offers the months of the work
    place = reverse("api-figures-indicators")
    told, statements = statements_of(lars, place)
    months = Count.objects.months().values_list("until").distinct().count()
    assert [len(row["points"]) for row in told][:6] == [months] * 6
    who_asks, put_on_record, *reading = statements
    assert "coordination_user" in who_asks
    assert "INSERT INTO coordination_event" in put_on_record
    assert len(reading) == 2, reading
    beside_reading(place, "read_all", reading)
