"""A visit is stored exactly once, and never refused for what happened to its case."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.case import actions as case_actions
from cases.consent import actions as consent_actions
from coordination.models import Event
from coordination.organisation import stand_in
from coordination.workflow import NotVisible
from mentors.mentorship import actions as mentorship_actions
from mentors.visit import intake
from mentors.visit.held import HeldVisit
from mentors.visit.models import Visit


def test_a_visit_is_stored_and_recorded_without_its_words(report, mona, mentorship):
    receipt = intake.receive(report(), by=mona)
    assert receipt.is_new
    assert receipt.visit.late == []
    event = Event.objects.get(kind="visit.log")
    assert (event.by, event.root_id) == (mona, mentorship.case_id)
    assert event.facts["outcome"] == "done"
    assert event.facts["counts"] is False
    assert "svømmehallen" not in str(event.facts)


def test_the_same_upload_again_gets_the_same_answer(report, mona):
    told = report()
    first = intake.receive(told, by=mona)
    for _ in range(10):
        again = intake.receive(told, by=mona)
        assert (again.visit, again.is_new) == (first.visit, False)
    assert Visit.objects.count() == 1
    assert Event.objects.filter(kind="visit.log").count() == 1


def test_the_notation_of_a_time_is_not_another_content(report, mona):
    told = report(started_at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    local = told.started_at.astimezone(timezone.get_default_timezone())
    intake.receive(told, by=mona)
    same = report(client_id=told.client_id, started_at=local)
    assert not intake.receive(same, by=mona).is_new


def test_other_content_under_the_same_id_is_held_once(report, mona):
    told = report()
    intake.receive(told, by=mona)
    other = report(
        client_id=told.client_id, started_at=told.started_at, wishes="Noget andet"
    )
    for _ in range(3):
        receipt = intake.receive(other, by=mona)
        assert receipt.visit is None
        assert receipt.held.content["wishes"] == "Noget andet"
    assert HeldVisit.objects.count() == 1
    assert Visit.objects.get().wishes == told.wishes


def test_two_mentors_may_hit_on_the_same_id(report, mona, mike, mentorship, lone):
    now = timezone.now()
    stand_in(
        mona, by=lone, deputy=mike, since=now - timedelta(1), until=now + timedelta(1)
    )
    told = report()
    assert intake.receive(told, by=mona).is_new
    assert intake.receive(told, by=mike).is_new


def test_a_held_upload_can_be_kept_as_a_correction(report, mona, lone):
    told = report()
    first = intake.receive(told, by=mona).visit
    other = report(client_id=told.client_id, wishes="Noget andet")
    held = intake.receive(other, by=mona).held
    kept = intake.keep(held, by=lone)
    assert (kept.visit_id, kept.wishes) == (first.visit_id, "Noget andet")
    assert list(Visit.objects.current()) == [kept]
    assert HeldVisit.objects.get().decided_by == lone


def test_a_held_upload_can_be_set_aside_and_stays(report, mona):
    told = report()
    intake.receive(told, by=mona)
    held = intake.receive(report(client_id=told.client_id), by=mona).held
    intake.drop(held, by=mona)
    assert HeldVisit.objects.get().state == "dropped"
    assert Visit.objects.count() == 1


def test_a_correction_is_a_new_version_and_both_stay(report, mona):
    first = intake.receive(report(), by=mona).visit
    second = intake.receive(
        report(visit_id=first.client_id, wishes="Rettet"), by=mona
    ).visit
    assert [v.pk for v in second.versions()] == [first.pk, second.pk]
    assert list(Visit.objects.current()) == [second]
    assert Event.objects.filter(kind="visit.correct").count() == 1


def test_a_correction_may_arrive_before_what_it_corrects(report, mona):
    original = report()
    correction = report(visit_id=original.client_id, wishes="Rettet")
    second = intake.receive(correction, by=mona).visit
    first = intake.receive(original, by=mona).visit
    assert [v.pk for v in second.versions()] == [first.pk, second.pk]
    assert list(Visit.objects.current()) == [second]


def test_a_visit_to_a_paused_case_is_kept_as_late(report, mona, case, jonas):
    case_actions.pause(case, by=jonas, reason="Indlagt")
    assert intake.receive(report(), by=mona).visit.late == ["paused"]


def test_a_visit_to_a_closed_case_is_kept_as_late(report, mona, case, jonas):
    case_actions.close(case, by=jonas, outcome="goal_reached")
    visit = intake.receive(report(), by=mona).visit
    assert visit.late == ["closed", "ended"]
    assert not Visit.objects.visible_to(mona).exists()
    assert Visit.objects.visible_to(jonas).get() == visit


def test_a_visit_from_before_a_handover_is_kept_as_late(report, mona, handover, hanne):
    from cases.handover import actions as handover_actions

    handover_actions.accept(handover, by=hanne, read_back="Ja")
    visit = intake.receive(report(), by=mona).visit
    assert visit.late == ["handed_on"]
    assert Visit.objects.visible_to(hanne).get() == visit


def test_a_visit_after_the_consent_is_gone_is_kept_as_late(
    case, jonas, housing, mona, report, proposal
):
    mentorship_actions.end(proposal, by=jonas, because="not_started")
    consent = consent_actions.give(
        case, by=jonas, departments=[housing], purpose="En mentor"
    )
    resting = mentorship_actions.propose(
        case,
        by=jonas,
        department=housing,
        mentor=mona,
        goal="Ud blandt andre",
        until=proposal.until,
        basis="consent",
        consent=consent,
    )
    mentorship_actions.activate(resting, by=mona)
    consent_actions.withdraw(consent, by=jonas)
    visit = intake.receive(report(mentorship=resting.pk), by=mona).visit
    assert visit.late == ["consent_gone"]
    assert not Visit.objects.visible_to(mona).exists()


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_wrong_clock_is_kept_with_both_times(report, mona, year):
    told = report(started_at=datetime(year, 1, 1, tzinfo=UTC))
    visit = intake.receive(told, by=mona).visit
    visit.refresh_from_db()
    assert visit.late == ["clock"]
    assert visit.started_at.year == year
    assert abs(visit.received_at - timezone.now()) < timedelta(minutes=5)


def test_one_who_never_was_the_mentor_is_told_nothing(report, mike, outsider, jonas):
    for stranger in (mike, outsider, jonas):
        with pytest.raises(NotVisible):
            intake.receive(report(), by=stranger)
        with pytest.raises(NotVisible):
            intake.receive(report(mentorship=987654), by=stranger)


def test_a_visit_completes_a_handover_only_where_the_municipality_says_so(
    report, mona, handover, hanne, municipality
):
    from cases.handover import actions as handover_actions

    handover_actions.accept(handover, by=hanne, read_back="Ja")
    now = {"started_at": timezone.now()}
    intake.receive(report(**now), by=mona)
    handover.refresh_from_db()
    assert handover.state == "accepted"
    municipality.visits_count_as_contact = True
    municipality.save()
    try:
        intake.receive(report(started_at=timezone.now()), by=mona)
    finally:
        municipality.visits_count_as_contact = False
        municipality.save()
    handover.refresh_from_db()
    assert handover.state == "completed"


def test_a_visit_from_before_the_baton_came_completes_no_handover(
    report, mona, handover, hanne, municipality
):
    from cases.handover import actions as handover_actions

    municipality.visits_count_as_contact = True
    municipality.save()
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    try:
        yesterday, now = timezone.now() - timedelta(days=1), timezone.now()
        for met_at, state in ((yesterday, "accepted"), (now, "completed")):
            intake.receive(report(started_at=met_at), by=mona)
            handover.refresh_from_db()
            assert handover.state == state
    finally:
        municipality.visits_count_as_contact = False
        municipality.save()
    assert handover.completed_at == met_at


def test_the_database_refuses_to_rewrite_a_visit(report, mona):
    visit = intake.receive(report(), by=mona).visit
    for change in (
        lambda: Visit.objects.filter(pk=visit.pk).update(wishes="Andet"),
        lambda: Visit.objects.filter(pk=visit.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.commits
def test_ten_at_once_are_one_visit(report, mona):
    told, receipts, errors = report(), [], []
    start = threading.Barrier(10)

    def upload():
        start.wait()
        try:
            receipts.append(intake.receive(told, by=mona))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=upload) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sum(receipt.is_new for receipt in receipts) == 1
    assert len({receipt.visit.pk for receipt in receipts}) == 1
    assert Visit.objects.count() == 1
    assert Event.objects.filter(kind="visit.log").count() == 1


@pytest.mark.commits
def test_ten_contents_at_once_are_one_visit_and_nine_held(report, mona):
    client_id, errors = uuid4(), []
    start = threading.Barrier(10)

    def upload(number):
        start.wait()
        try:
            told = report(client_id=client_id, wishes=f"Ønske {number}")
            intake.receive(told, by=mona)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=upload, args=(n,)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Visit.objects.count() == 1
    assert HeldVisit.objects.count() == 9
