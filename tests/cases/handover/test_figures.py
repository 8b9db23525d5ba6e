"""Process figures: what they count and what they leave out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.contact import actions as contact_actions
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from coordination import figures


@pytest.fixture
def accepted(handover, hanne):
    now = timezone.now()
    Handover.objects.filter(pk=handover.pk).update(offered_at=now - timedelta(days=4))
    handover_actions.accept(handover, by=hanne, read_back="Forstået")
    return handover


def test_waits_are_counted_in_days_from_offered_to_met(accepted, case, hanne, housing):
    contact_actions.log(case, by=hanne, department=housing)

    assert figures.ask("waiting_days") == {"accepted": [4], "first_contact": [0]}


def test_a_window_holds_what_was_accepted_in_it(accepted):
    later = timezone.now() + timedelta(days=1)

    assert figures.ask("waiting_days", since=later)["accepted"] == []
    assert figures.ask("waiting_days", until=later)["accepted"] == [4]


def test_outcomes_are_counted_by_how_offers_end(handover, hanne):
    assert figures.ask("handovers_offered") == 1

    handover_actions.decline(handover, by=hanne, code="not_ours", text="Ikke vores")

    assert figures.ask("handovers_offered") == 0
    assert figures.ask("handover_outcomes") == {
        "accepted": 0,
        "declined": 1,
        "withdrawn": 0,
        "lapsed": 0,
    }
    (month,) = figures.ask("handover_outcomes_by_month")
    assert (month["declined"], month["lapsed"]) == (1, 0)


def test_months_tell_who_gave_and_who_received(accepted, jobs, housing):
    (row,) = figures.ask("handovers_by_month")

    assert (row["giver"], row["receiver"], row["n"]) == (jobs.pk, housing.pk, 1)


def test_cases_with_three_departments_want_a_coordinator(three_departments, kim, dorte):
    from cases.case import actions as case_actions

    assert figures.ask("cases_without_coordinator") == 1

    case_actions.coordinate(three_departments, by=kim, coordinator=kim, deputy=dorte)

    assert figures.ask("cases_without_coordinator") == 0
