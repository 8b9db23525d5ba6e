"""Handovers by month and by way: counted when they happen, days from the offer."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from cases.contact import actions as contact_actions
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from cases.involvement import actions as involvement_actions
from coordination import figures
from coordination.calendar import COPENHAGEN

DAY = timedelta(days=1)


@pytest.fixture
def asked():
    now = timezone.now()
    return {"since": now - 40 * DAY, "until": now + DAY, "within": 90 * DAY}


def this_month():
    return timezone.localdate().replace(day=1)


@pytest.fixture
def accepted(handover, hanne):
    earlier = timezone.now() - 4 * DAY
    Handover.objects.filter(pk=handover.pk).update(offered_at=earlier)
    handover_actions.accept(handover, by=hanne, read_back="Forstået")
    return handover


def test_waits_begin_with_the_offer(accepted, case, hanne, housing, jobs, asked):
    contact_actions.log(case, by=hanne, department=housing)

    month = figures.ask("handover_months", **asked)[this_month()]
    assert (month["accepted"], month["answer"], month["contact"]) == (1, [4], [4])
    edge = figures.ask("handover_edges", **asked)[jobs.pk, housing.pk]
    assert (edge["accepted"], edge["answer"], edge["contact"]) == (1, [4], [4])


def test_a_contact_that_was_not_one_ends_no_wait(accepted, hanne, asked):
    handover_actions.complete(accepted, by=hanne, not_met_because="Er rejst")
    assert figures.ask("handover_months", **asked)[this_month()]["contact"] == []


def test_what_is_declined_is_counted_in_its_month(handover, hanne, asked):
    handover_actions.decline(handover, by=hanne, code="not_ours", text="Ikke vores")
    month = figures.ask("handover_months", **asked)[this_month()]
    assert (month.get("accepted", 0), month["declined"]) == (0, 1)


def test_a_takeover_after_a_contact_was_not_waited_for(
    case, hanne, housing, jobs, jonas, asked
):
    involvement_actions.begin(
        case, by=jonas, department=housing, basis="statute", basis_text="SEL § 85"
    )
    contact_actions.log(case, by=hanne, department=housing, take_baton=True)
    handover = Handover.objects.get(case=case)
    handover_actions.object_to(handover, by=jonas, objection="Nej")
    edge = figures.ask("handover_edges", **asked)[jobs.pk, housing.pk]
    assert (edge["accepted"], edge["objected"], edge["answer"]) == (1, 1, [])


@pytest.mark.parametrize(("days", "returned"), [(10, 1), (91, 0)])
def test_a_baton_straight_back_counts_for_the_way_it_had_gone(
    accepted, case, hanne, jonas, jobs, housing, asked, days, returned
):
    Handover.objects.filter(pk=accepted.pk).update(
        accepted_at=timezone.now() - days * DAY
    )
    back = handover_actions.offer(case, by=hanne, receiver=jobs, reason="Tilbage")
    handover_actions.accept(back, by=jonas, read_back="Ja")

    edges = figures.ask("handover_edges", **asked)
    assert edges.get((jobs.pk, housing.pk), {}).get("returned", 0) == returned
    assert edges[housing.pk, jobs.pk].get("returned", 0) == 0
    month = figures.ask("handover_months", **asked)[this_month()]
    assert month.get("returned", 0) == returned


def test_months_are_those_of_copenhagen(accepted, asked):
    just_after_midnight = datetime(2026, 2, 1, 0, 30, tzinfo=COPENHAGEN)
    Handover.objects.filter(pk=accepted.pk).update(
        offered_at=just_after_midnight - DAY, accepted_at=just_after_midnight
    )
    asked["since"] = just_after_midnight - 60 * DAY
    months = figures.ask("handover_months", **asked)
    assert list(months) == [just_after_midnight.date()]
    assert months[just_after_midnight.date()]["answer"] == [1]


# -- nobody has said yes ----------------------------------------------------------


def test_an_offer_past_its_last_day_has_no_accepted_holder(handover):
    found = figures.ask("cases_without_accepted_holder")
    assert found == {"active": 1, "offered": 1} | {
        "overdue": 0,
        "gone": 0,
        "without": 0,
    }

    late = timezone.now() - DAY
    Handover.objects.filter(pk=handover.pk).update(remind_at=late)
    found = figures.ask("cases_without_accepted_holder")
    assert found == {"active": 1, "offered": 1} | {
        "overdue": 1,
        "gone": 0,
        "without": 1,
    }


def test_a_holder_who_works_nowhere_is_counted_once(handover, jonas):
    late = timezone.now() - DAY
    Handover.objects.filter(pk=handover.pk).update(remind_at=late)
    jonas.membership_set.update(until=late)
    found = figures.ask("cases_without_accepted_holder")
    assert found == {"active": 1, "offered": 1} | {
        "overdue": 1,
        "gone": 1,
        "without": 1,
    }
