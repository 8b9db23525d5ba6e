"""Two clocks, two presses, a press and a clock: each thing happens once."""

import pytest

from coordination.invariants import broken
from coordination.models import Event, Message
from mentors.outing import actions
from mentors.outing.deadlines import raise_alarms
from mentors.outing.models import Outing
from tests.mentors.outings import in_minutes, make_overdue
from tests.rigs.hammer import at_once

pytestmark = pytest.mark.commits


@pytest.fixture
def overdue(mona, mike, lone):
    outing = actions.begin(by=mona, expected_back_at=in_minutes(60), colleague=mike)
    make_overdue(outing, minutes=30)
    return outing


def test_eight_clocks_tell_everybody_once(overdue):
    at_once(*(lambda: raise_alarms(in_minutes(0)) for _ in range(8)))
    steps = list(overdue.alarms.values_list("step", flat=True))
    assert steps == ["remind", "ask_colleague", "tell_leaders"]
    assert Message.objects.filter(template__startswith="mentors/outing/").count() == 3
    assert not broken()


def test_eight_presses_check_in_once(mona, mike):
    at_once(
        *(
            lambda: actions.begin(by=mona, expected_back_at=in_minutes(60))
            for _ in range(8)
        )
    )
    assert Outing.objects.out().filter(mentor=mona).count() == 1
    assert Event.objects.filter(kind="outing.begin").count() == 1


def test_of_eight_presses_for_more_time_one_counts(overdue, mona):
    seen = overdue.expected_back_at
    at_once(
        *(
            lambda: actions.extend(
                Outing.objects.get(pk=overdue.pk), by=mona, seen=seen
            )
            for _ in range(8)
        )
    )
    assert Event.objects.filter(kind="outing.extend").count() == 1
    overdue.refresh_from_db()
    assert overdue.expected_back_at < in_minutes(31)


def test_who_comes_back_as_the_clock_strikes_is_back(overdue, mona, volume):
    at_once(
        lambda: actions.come_back(Outing.objects.get(pk=overdue.pk), by=mona),
        lambda: raise_alarms(in_minutes(0)),
    )
    overdue.refresh_from_db()
    assert overdue.state == "back"
    told = overdue.alarms.count()
    assert raise_alarms(in_minutes(60)) == 0
    assert overdue.alarms.count() == told
