"""A dump of the whole database after closing: who wrote which remark, and said what?

The attacker has every row of every table with its place on disk (ctid) and the number
of the transaction that wrote it (xmin), the sequences, the broker's and the cache's
contents and the files of sent post; and wants to join people to what they said. What
lies encrypted is opened for the attack by order, as if a key had been lost too. Rows
that keep the order in which people answered would give them away, so every order that
a table of people offers is compared with every order that a table of words offers.
And counts of few people would, next to who was asked: each person here has been on a
way of their own, so no table may count or hold words by background where few are.
The same attacks on tables that do so find them, so that the test can fail. What the
published tables tell to who knows who answered: tests/feedback/test_solver_*.py.
"""

import random
from datetime import timedelta
from math import isqrt
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from coordination.calendar import COPENHAGEN
from coordination.models import Recipient
from feedback.answer import closing
from feedback.answer.intake import answer
from feedback.answer.models import Intake
from feedback.answer.waiting import open_waiting
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.invitation.models import Invitation
from feedback.invitation.token import digest, token
from feedback.remark.models import Remark
from feedback.round import actions as round_actions
from feedback.round.models import Round
from tests import databases, environment
from tests.feedback.test_answer import ready_to_answer
from tests.rigs.orders import attack, plant, rows_of
from tests.rigs.test_dispatcher import until
from tests.sites import broker

pytestmark = pytest.mark.commits

ITEMS = [item.code for item in load(HANDOVER_PULSE).items]


def answer_all(invitations, rng):
    """Let people answer in an order of their own; return who wrote what."""
    truth = {}
    for number, row in enumerate(rng.sample(invitations, len(invitations))):
        word = f"ord{rng.randrange(10**9):09d}x"
        answers = {code: str(rng.randint(1, 5)) for code in ITEMS}
        assert answer(row, answers=answers, text=word, call_me=number % 4 == 0)
        truth[row.recipient_id] = word
    return truth


def give_backgrounds(invitations, rng):
    """Let people have been on different ways, so that few have the same behind them."""
    departments = range(isqrt(len(invitations)))
    for row in invitations:
        giver, receiver = rng.sample(departments, 2)
        Invitation.objects.filter(pk=row.pk).update(
            giver=giver,
            receiver=receiver,
            warm=rng.random() < 0.6,
            mentor=rng.random() < 0.1,
            departments=rng.choice([3, 4, 5, 6]),
            language=rng.choice(["da", "da", "da", "en", "ar"]),
        )


def counted_of_few(owner):
    """Return every background of fewer than five people that a table counts."""
    names = owner.execute(
        "SELECT table_name FROM information_schema.columns"
        " WHERE column_name IN ('dimension', 'value', 'item', 'category', 'n')"
        " GROUP BY table_name HAVING count(*) = 5"
    ).fetchall()
    assert ("feedback_count",) in names
    return [
        found
        for (table,) in names
        for found in owner.execute(
            f"SELECT dimension, value, sum(n) FROM {table}"
            " WHERE item = '' AND category = 'answered' GROUP BY dimension, value"
            " HAVING sum(n) BETWEEN 1 AND 4"
        ).fetchall()
    ]


def plant_counts(owner):
    """Let what waits lie in the open."""
    owner.execute(
        "CREATE TABLE leak (dimension text, value text, item text, category text,"
        " n integer)"
    )
    with transaction.atomic():
        waiting = open_waiting()
    for tally in waiting:
        owner.execute("INSERT INTO leak VALUES (%s, %s, %s, %s, %s)", tally[2:7])


def everything_else(folder):
    """Return what lies outside the tables: sequences aside, broker, cache, post."""
    redis = cache._cache.get_client()
    kept = [str(redis.dump(key)) + str(key) for key in redis.keys("*")]
    post = [
        path.read_bytes().decode("latin-1")
        for path in folder.rglob("*")
        if path.is_file()
    ]
    return " ".join(kept), " ".join(post)


def forbidden_in(truth, invitations):
    """Return everything that may stand beside no answer."""
    secrets = {str(person) for person in truth}
    secrets |= {token(row) for row in invitations}
    secrets |= {row.token_digest for row in invitations}
    return secrets


def judge(database, truth, invitations):
    """Look for a way from people to words, in orders, values and files."""
    secrets = forbidden_in(truth, invitations)
    with database.as_owner() as owner:
        assert owner.execute("SELECT count(*) FROM feedback_intake").fetchone() == (0,)
        assert attack(owner, truth) == {}
        for table in ("feedback_remark", "feedback_count", "feedback_waiting"):
            said = " ".join(" ".join(row) for row in rows_of(owner, table))
            assert not any(secret in said for secret in secrets), table
        words = set(truth.values())
        for (table,) in owner.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall():
            said = " ".join(" ".join(row) for row in rows_of(owner, table))
            tokens = [token(row) for row in invitations]
            assert not any(secret in said for secret in tokens), table
            assert not any(word in said for word in words), table
        (kept,) = owner.execute("SELECT pg_relation_size('feedback_intake')").fetchone()
        still_seen_by = owner.execute(
            "SELECT datname, application_name, state, backend_type, backend_xid,"
            " backend_xmin, age(now(), xact_start), query FROM pg_stat_activity"
            " WHERE backend_xmin IS NOT NULL OR backend_xid IS NOT NULL"
        ).fetchall()
        assert kept == 0, f"dead answers lie on the disk, legible: {still_seen_by}"
        (dead,) = owner.execute(
            "SELECT count(DISTINCT xmin::text) FROM feedback_remark"
        ).fetchone()
        assert dead == 1
        plant(owner, truth)
        assert attack(owner, truth, table="leak"), "the attack finds nothing at all"
        owner.execute("DROP TABLE leak")
        assert counted_of_few(owner) == []
    redis, post = everything_else(Path(settings.POST_FOLDER))
    assert not any(word in redis + post for word in words)


def test_nothing_leads_from_people_to_a_months_answers(
    municipality, commits, servers, volume
):
    rng = random.Random(11)
    invitations = [ready_to_answer(number) for number in range(volume(45, 300))]
    give_backgrounds(invitations, rng)
    truth = answer_all([fresh(row) for row in invitations], rng)
    month = timezone.now().astimezone(COPENHAGEN).date().replace(day=1)
    assert closing.close(month)
    assert Remark.objects.count() == len(truth)
    databases.run_command("sweep_answers")
    judge(commits, truth, invitations)
    with commits.as_owner() as owner:
        plant_counts(owner)
        assert counted_of_few(owner), "the attack finds nothing at all"


def test_nothing_leads_from_people_to_a_rounds_answers(
    municipality, commits, servers, volume
):
    rng = random.Random(12)
    held = open_round()
    invitations = [asked_in(held, number) for number in range(volume(45, 300))]
    truth = answer_all(invitations, rng)
    round_actions.close(held, by=None)
    assert Remark.objects.filter(round=held).count() == len(truth)
    databases.run_command("sweep_answers")
    judge(commits, truth, invitations)


def ask_in_vain(site, tokens):
    """Do with each link what is refused; return how often. Each refusal is logged."""
    often = 0
    for secret in tokens:
        place = f"{site}/s/{secret}/"
        for asked in (Request(place, b"", method="POST"), Request(place, method="PUT")):
            with pytest.raises(HTTPError):
                urlopen(asked, timeout=30)
            often += 1
    return often


def test_what_runs_keeps_neither_words_nor_links(
    municipality, commits, live_site, worker
):
    """The site, the worker and the broker, while people answer over HTTP."""
    invitations = [ready_to_answer(number) for number in range(12)]
    words = [f"ord{number:09d}x" for number in range(len(invitations))]
    for row, word in zip(invitations, words, strict=True):
        said = urlencode({ITEMS[0]: "4", "text": word, "call_me": "on"}).encode()
        with urlopen(f"{live_site.url}/s/{token(row)}/", said, timeout=30) as page:
            assert "Tak" in page.read().decode()
    refused = ask_in_vain(live_site.url, [*map(token, invitations), "nobodys-link"])
    until(lambda: "received" in worker.log.read_text(), "a task of the worker")
    assert Intake.objects.filter(text__in=words).count() == len(words)
    logs = live_site.log.read_text() + worker.log.read_text()
    assert logs.count("/s/*/") >= refused
    with broker() as queue:
        redis = "".join(str(queue.dump(key)) + str(key) for key in queue.keys("*"))
    kept, post = everything_else(Path(settings.POST_FOLDER))
    for secret in [*words, *map(token, invitations)]:
        assert secret not in logs + redis + kept
    # the letters hold the links, and nothing of what was answered
    assert not any(word in post for word in words)


def test_another_towns_long_work_keeps_no_answers_on_the_disk(
    municipality, commits, servers
):
    """Towns share a cluster: one may be at work for an hour when another closes."""
    invitations = [ready_to_answer(number) for number in range(12)]
    elsewhere = f"{environment.run_name()}_{environment.worker_name()}"
    with psycopg.connect(environment.owner_url(elsewhere)) as other:
        other.execute("SELECT pg_current_xact_id()")
        answer_all(invitations, random.Random(13))
        assert closing.close(timezone.localdate().replace(day=1))
        databases.run_command("sweep_answers")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('feedback_intake')")
        assert cursor.fetchone() == (0,)


def fresh(row):
    return Invitation.objects.get(pk=row.pk)


def open_round():
    """Return a round that people are asked in."""
    today = timezone.localdate()
    held = Round.objects.create(
        name="Runde",
        instrument=HANDOVER_PULSE,
        fingerprint=load(HANDOVER_PULSE).fingerprint,
        since=today - timedelta(days=20),
        until=today + timedelta(days=9),
        state="draft",
    )
    Round.objects.filter(pk=held.pk).update(state="open")
    return Round.objects.get(pk=held.pk)


def asked_in(held, number):
    """Return an invitation of the round that is on its way."""
    person = Recipient.objects.create(name="Karla", email=f"k{number}@example.org")
    row = Invitation.objects.create(
        round=held,
        recipient=person,
        receiver=number % 3 + 1,
        mentor=False,
        course_band="under_3_months",
        departments=3,
        instrument=held.instrument,
        state="drawn",
    )
    now = timezone.now()
    Invitation.objects.filter(pk=row.pk).update(
        state="sent",
        sent_at=now,
        closes_at=now + timedelta(days=9),
        token_digest=digest(token(row)),
    )
    return Invitation.objects.get(pk=row.pk)


def test_the_web_role_cannot_sweep(municipality, commits):
    with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
        call_command("sweep_answers")
    assert connection.is_usable()
