"""How long the departments held the baton in one year, and in which years they did."""

from datetime import datetime, timedelta

import pytest

from cases.baton.models import BatonPeriod
from cases.case.models import Case
from cases.citizen.models import Citizen
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from coordination import figures
from coordination.calendar import COPENHAGEN
from coordination.models import Recipient

HOUR = timedelta(hours=1)


def at(year, month, day):
    return datetime(year, month, day, tzinfo=COPENHAGEN)


YEAR = {"since": at(2024, 1, 1), "until": at(2025, 1, 1)}


@pytest.fixture
def carry(jonas):
    """Let a case be carried: `carry((jobs, begin, end), …)`; without end it goes on."""

    def throw(*legs):
        recipient = Recipient.objects.create(name="Fiktiv", channel="letter")
        citizen = Citizen.objects.create(name="Fiktiv", recipient=recipient)
        case = Case(citizen=citizen, reason="Prøve", opened_at=legs[0][1], state="open")
        Case.objects.bulk_create([case])
        if closed := legs[-1][-1]:
            Case.objects.filter(pk=case.pk).update(
                state="closed", closed_at=closed, outcome="other"
            )
        for department, begin, end in legs:
            BatonPeriod.objects.create(
                case=case,
                department=department,
                holder=jonas,
                since=begin,
                until=end,
                cause="opened",
            )
        return case

    return throw


def held(**window):
    found = figures.ask("batons_held", **(window or YEAR))
    days = {
        row["department"]: (row["stays"], row["median"], row["p90"])
        for row in found["days_held"]
    }
    return found["cases"], found["cases_with_3_departments"], days


def test_a_stay_counts_whole_in_the_year_in_which_it_ends(carry, jobs, housing):
    carry(
        (jobs, at(2023, 12, 1), at(2024, 1, 31)),
        (housing, at(2024, 1, 31), at(2025, 2, 1)),
    )
    assert held() == (1, 0, {jobs.name: (1, 61, 61)})
    later = {"since": at(2025, 1, 1), "until": at(2026, 1, 1)}
    assert held(**later) == (1, 0, {housing.name: (1, 367, 367)})


def test_the_last_event_of_a_log_is_no_time_with_the_baton(carry, jobs, housing):
    ended = at(2024, 1, 31)
    carry((jobs, at(2024, 1, 1), ended), (housing, ended, ended))
    assert held() == (1, 0, {jobs.name: (1, 30, 30)})


def test_a_colleague_in_the_same_department_goes_on_with_the_stay(carry, jobs):
    carry(
        (jobs, at(2024, 2, 1), at(2024, 2, 11)),
        (jobs, at(2024, 2, 11), at(2024, 2, 21)),
    )
    assert held() == (1, 0, {jobs.name: (1, 20, 20)})


def test_a_case_that_is_reopened_begins_another_stay(carry, jobs):
    carry(
        (jobs, at(2024, 2, 1), at(2024, 2, 11)),
        (jobs, at(2024, 8, 1), at(2024, 8, 21)),
    )
    assert held() == (1, 0, {jobs.name: (2, 15, 19)})


def test_three_departments_count_when_the_case_had_been_there(
    carry, jobs, housing, psychiatry
):
    carry(
        (jobs, at(2023, 1, 1), at(2023, 6, 1)),
        (housing, at(2023, 6, 1), at(2024, 6, 1)),
        (psychiatry, at(2024, 6, 1), None),
    )
    assert held()[:2] == (1, 1)
    earlier = {"since": at(2023, 1, 1), "until": at(2024, 1, 1)}
    assert held(**earlier)[:2] == (1, 0)


def test_what_was_over_before_or_begins_after_is_not_of_the_year(carry, jobs):
    carry((jobs, at(2023, 1, 1), at(2024, 1, 1) - HOUR))
    carry((jobs, at(2025, 1, 1), None))
    assert held() == (0, 0, {})


def test_the_years_are_those_in_which_batons_went_on(handover, hanne):
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    accepted = Handover.objects.filter(pk=handover.pk)
    for moment, year in ((at(2011, 1, 1), 2011), (at(2014, 1, 1) - HOUR, 2013)):
        accepted.update(offered_at=moment, accepted_at=moment)
        assert figures.ask("years_of_handovers", last=2025) == [year]
        assert figures.ask("years_of_handovers", last=year) == [year]
        assert figures.ask("years_of_handovers", last=year - 1) == []


def test_without_handovers_there_are_no_years(municipality):
    assert figures.ask("years_of_handovers", last=2025) == []
