"""What falls due with time: each job has its turn, whatever becomes of the others."""

from datetime import UTC, datetime

import pytest

from coordination import periodic

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def jobs(monkeypatch):
    """The jobs of a test, instead of the product's."""
    found = {}
    monkeypatch.setattr(periodic, "_jobs", found)
    return found


def test_every_job_says_how_much_it_did(jobs):
    jobs |= {"one": lambda at: 2, "other": lambda at: 0}
    assert periodic.run_due(NOW) == {"one": 2, "other": 0}


def test_a_job_that_fails_holds_up_no_other_and_is_heard_of(jobs):
    done = []

    def fail(at):
        raise ValueError("broken")

    jobs |= {"broken": fail, "alarm": lambda at: done.append(at) or 1}
    with pytest.raises(ValueError, match="broken"):
        periodic.run_due(NOW)
    assert done == [NOW]
