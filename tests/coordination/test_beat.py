"""Beat sends what is due once, however many were started."""

import time

import pytest

from coordination.celery import BeatLock, app
from coordination.embedded import commands
from tests import sites


@pytest.mark.commits
def test_the_lock_has_one_holder_at_a_time():
    first, second = BeatLock(), BeatLock()

    assert first.is_ours()
    assert first.is_ours()
    assert not second.is_ours()
    first.let_go()
    assert second.is_ours()
    second.let_go()


@pytest.mark.commits
def test_a_lost_connection_loses_the_lock_and_it_is_taken_again(commits):
    lock = BeatLock()
    assert lock.is_ours()
    with commits.as_owner() as owner:
        # waits until they are gone, with the locks they held
        owner.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    assert not lock.is_ours()
    assert lock.is_ours()
    lock.let_go()


def test_two_beats_send_each_task_once(commits, nursery, tmp_path):
    sites.empty_broker()
    beats = [nursery.start(commands.beat(), log=tmp_path / each) for each in "ab"]
    deadline = time.monotonic() + 30
    while queued() == 0 and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(2)  # time for the other beat to send as well, if it did
    sent = queued()
    for beat in beats:
        beat.kill()
    sites.empty_broker()

    from coordination.tasks import SCHEDULE

    assert sent == len(SCHEDULE)


def queued():
    with sites.broker() as connection:
        return connection.llen(app.conf.task_default_queue)
