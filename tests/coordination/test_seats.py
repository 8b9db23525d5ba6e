"""A seat in a department begins and ends on its days, and no case is left alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coordination import invariants
from coordination.administration.people import actions as people
from coordination.administration.seats import actions as seats
from coordination.calendar import today
from coordination.messages.compose import compose
from coordination.models import (
    Membership,
    Message,
)
from coordination.periodic import run_due
from coordination.workflow import Refused
from tests.cast import employ, held_by, seat_of, with_seats
from tests.rigs.hammer import at_once

TOMORROW = timedelta(days=1)


@pytest.fixture
def another_administrator(jobs):
    return employ("arne", jobs, "administrator")


def test_a_seat_begins_on_its_first_day(administrator, hanne, jobs):
    tomorrow = today() + TOMORROW
    seats.give_seat(
        hanne, by=administrator, department=jobs, role="leader", since=tomorrow
    )
    assert jobs.pk not in with_seats(hanne).department_ids
    with pytest.raises(Refused, match="allerede"):
        seats.give_seat(hanne, by=administrator, department=jobs, role="leader")


def test_a_seat_ends_on_the_agreed_day_and_the_baton_goes_on(
    administrator, case, jonas, lars
):
    seats.end_seat(seat_of(jonas), by=administrator, ends_on=today())
    assert with_seats(jonas).seats
    run_due(timezone.now())
    assert with_seats(jonas).seats
    run_due(timezone.now() + TOMORROW)
    assert not with_seats(jonas).seats
    assert held_by(case) == lars
    assert not invariants.broken().get("I1")


def test_a_seat_does_not_end_while_a_case_would_be_left_alone(
    administrator, case, jonas
):
    seats.end_seat(seat_of(jonas), by=administrator, ends_on=today())
    for _ in range(2):
        run_due(timezone.now() + TOMORROW)
    assert with_seats(jonas).seats
    assert held_by(case) == jonas
    helpers = Message.objects.filter(template="coordination/administration/seat")
    assert [message.user for message in helpers] == [administrator]
    assert "Jonas" in compose(helpers[0]).line
    seats.keep_seat(seat_of(jonas), by=administrator)
    run_due(timezone.now() + TOMORROW)
    assert with_seats(jonas).seats


def test_who_stays_as_a_mentor_only_holds_no_baton(
    administrator, case, jonas, lars, jobs
):
    caseworker = seat_of(jonas)
    seats.give_seat(jonas, by=administrator, department=jobs, role="mentor")
    seats.end_seat(caseworker, by=administrator)
    assert held_by(case) == lars
    assert not invariants.broken().get("I1")


def test_a_seat_that_has_not_begun_never_does(administrator, hanne, jobs):
    seat = seats.give_seat(
        hanne,
        by=administrator,
        department=jobs,
        role="leader",
        since=today() + TOMORROW,
    )
    seats.end_seat(seat, by=administrator)
    later = Membership.objects.get(pk=seat.pk)
    assert later.until == later.since


def test_somebody_can_always_administer(administrator, another_administrator):
    seats.end_seat(seat_of(another_administrator), by=administrator, ends_on=today())
    with pytest.raises(Refused, match="administrere"):
        seats.end_seat(seat_of(administrator), by=administrator)
    seats.keep_seat(seat_of(another_administrator), by=administrator)
    seats.end_seat(seat_of(administrator), by=administrator)
    with pytest.raises(Refused, match="administrere"):
        seats.end_seat(seat_of(another_administrator), by=another_administrator)


@pytest.mark.commits
def test_of_two_administrators_who_shut_each_other_out_one_stays(commits, jobs):
    first, second = (employ(n, jobs, "administrator") for n in ("arne", "asta"))
    at_once(
        lambda: people.deactivate(first, by=second),
        lambda: people.deactivate(second, by=first),
    )
    left = Membership.objects.in_force().filter(role="administrator")
    assert left.count() == 1


def test_nobody_gives_themselves_a_role(administrator, jobs):
    with pytest.raises(Refused, match="anden administrator"):
        seats.give_seat(administrator, by=administrator, department=jobs, role="leader")
    with pytest.raises(Refused, match="anden administrator"):
        people.deactivate(administrator, by=administrator)
