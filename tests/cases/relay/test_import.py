"""Importing a log: once, whole, and by the product's own rules."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from cases.case.models import Case
from cases.handover.models import Handover
from cases.handover.sums import WAITS
from cases.relay import importing
from cases.relay.report import tell_relay
from coordination import figures
from coordination.invariants import broken
from coordination.models import Delivery, Department, Event, Message, User
from feedback.invitation.models import Invitation


def test_a_case_is_replayed_with_its_own_times(log, bring_in, relay):
    bring_in(log(*relay))

    case = Case.objects.get()
    periods = case.periods.select_related("department", "holder")
    assert [(p.department.name, p.holder.name, p.since.day) for p in periods] == [
        ("Bolig", "Bo", 1),
        ("Bolig", "Bea", 5),
        ("Psyk", "Pia", 6),
        ("Bolig", "Bo", 8),
        ("Job", "Jo", 8),
    ]
    assert (case.state, case.outcome, case.closed_at.day) == ("closed", "other", 11)
    assert {h.origin for h in case.handovers.all()} == {"imported"}
    assert broken() == {}


def test_nobody_is_told_asked_or_let_in(log, bring_in, relay):
    bring_in(log(*relay))

    assert {i.reason for i in Invitation.objects.all()} == {"historical"}
    assert not Message.objects.exists()
    assert not Delivery.objects.exists()
    assert not User.objects.filter(is_active=True).exists()
    assert not any(u.has_usable_password() for u in User.objects.all())


def test_staff_and_departments_that_exist_are_not_given_to_the_log(
    log, bring_in, housing, hanne
):
    bring_in(log(f"c1,2024-03-01T08:00,{housing.name},hanne"))

    assert Department.objects.filter(name=housing.name).count() == 1
    assert Case.objects.get().periods.get().holder != hanne
    assert User.objects.get(pk=hanne.pk).is_active


def test_nobody_is_offered_a_department_that_only_the_log_has(
    log, bring_in, relay, housing, hanne, case, jonas, signed_in
):
    bring_in(log(*relay, f"c9,2024-03-01T08:00,{housing.name},hanne"))
    of_the_log = set(
        Department.objects.exclude(until=None).values_list("name", flat=True)
    )
    assert of_the_log
    assert housing.name not in of_the_log
    page = signed_in(jonas).get(f"/cases/{case.pk}/involve/")
    offered = page.context["form"].fields["department"].queryset
    names = set(offered.values_list("name", flat=True))
    assert housing.name in names
    assert not names & of_the_log
    # a later log is of the same departments
    bring_in(log("c10,2024-04-01T08:00,Tryk,ida", name="later.csv"))
    assert Department.objects.filter(name__in=of_the_log).count() == len(of_the_log)


def test_waits_are_not_known_of_imported_handovers(log, bring_in, relay):
    bring_in(log(*relay))

    from_then = {"since": datetime(2024, 1, 1, tzinfo=UTC), "until": timezone.now()}
    months = figures.ask("handover_months", within=timedelta(days=90), **from_then)
    assert sum(month["accepted"] for month in months.values()) == 3
    waits = [month[wait] for month in months.values() for wait in WAITS]
    assert not any(waits)


def test_a_second_time_changes_nothing(log, bring_in, relay, tmp_path):
    path = log(*relay)
    bring_in(path)
    events = Event.objects.count()
    copy = log(*relay, "c2,2024-04-01T08:00:00+01:00,EMPTY,", name="renamed.csv")

    said = bring_in(copy)

    assert Event.objects.count() == events
    assert "1 var her allerede" in said


def test_a_bad_row_keeps_its_case_out_and_no_other(log, bring_in, relay):
    path = log("c0,2024-03-01T08:00,Job,Jo", "c0,soon,Bolig,Bo", *relay)

    said = bring_in(path)

    assert Case.objects.count() == 1
    assert "Linje 3" in said
    assert "c0" in said


def test_an_import_that_stops_goes_on_where_it_was(log, bring_in, relay, monkeypatch):
    rows = [row.replace("c1", name) for name in ("c1", "c2", "c3") for row in relay]
    path = log(*rows)
    whole, played = importing.replay, []

    def stop_in_the_second(course, directory):
        played.append(course.case)
        case = whole(course, directory)
        if course.case == "c2":
            raise KeyboardInterrupt
        return case

    monkeypatch.setattr(importing, "replay", importing.whole(stop_in_the_second))
    bring_in(path)
    assert Case.objects.count() == 1
    monkeypatch.setattr(importing, "replay", whole)

    bring_in(path)

    assert played == ["c1", "c2"]
    assert Case.objects.count() == 3
    assert Handover.objects.count() == 9
    assert broken() == {}


def test_a_dry_run_stores_nothing(log, bring_in, relay):
    said = bring_in(log(*relay), "--dry-run")

    assert "1 ville blive indlæst" in said
    assert not Case.objects.exists()
    assert not User.objects.exists()


@pytest.mark.parametrize("options", [("--map", "who=x"), ("--map", "case")])
def test_a_mapping_that_is_none_says_which_keys_there_are(log, bring_in, options):
    assert "case, time, group, resource" in bring_in(log(), *options)


def test_the_report_tells_the_relay(log, bring_in, relay):
    bring_in(log(*relay, "c2,2024-03-01T08:00:00+01:00,Job,Jo"))

    told = figures.ask("relay_of_log")

    assert told["cases"] == 2
    assert told["departments"] == 3
    assert told["cases_with_3_departments"] == 1
    assert (told["handovers"], told["returns"], told["reassignments"]) == (3, 1, 1)
    assert {"from": "Psyk", "to": "Bolig", "count": 1} in told["paths"]
    bolig = next(d for d in told["days_held"] if d["department"] == "Bolig")
    assert (bolig["stays"], bolig["median"], bolig["p90"]) == (2, 2.5, 4.5)


def test_the_report_leaves_living_cases_out(log, bring_in, relay, case):
    bring_in(log(*relay))

    assert figures.ask("relay_of_log")["cases"] == 1
    assert tell_relay(source="")["cases"] == 2
