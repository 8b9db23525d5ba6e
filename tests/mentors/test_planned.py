"""A planned visit: agreed once or every week, moved, cancelled, kept by a visit."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from coordination.models import Event
from coordination.organisation import stand_in
from coordination.workflow import NotVisible, Refused, Stale
from mentors.mentorship import actions as mentorship_actions
from mentors.mentorship.models import Mentorship
from mentors.planned import actions
from mentors.planned.actions import weekly
from mentors.planned.models import PlannedVisit
from mentors.visit import intake
from mentors.visit.report import Report
from tests.cast import with_seats


def at_ten(days):
    moment = timezone.localtime() + timedelta(days=days)
    return moment.replace(hour=10, minute=0, second=0, microsecond=0)


def waiting():
    return list(PlannedVisit.objects.waiting().values_list("starts_at", flat=True))


@pytest.fixture
def planned(mentorship, mona):
    (planned,) = actions.plan(
        mentorship, by=mona, starts_at=at_ten(2), place="Ved biblioteket"
    )
    return planned


# -- planning ---------------------------------------------------------------------


def test_a_visit_is_planned_and_on_record(planned, mona):
    event = Event.objects.get(kind="plannedvisit.plan")
    assert (event.by, event.root_id) == (mona, planned.case_id)
    assert "biblioteket" not in str(event.facts)
    assert planned.ends_at - planned.starts_at == timedelta(hours=1)


def test_every_week_for_six_weeks_is_one_choice(mentorship, mona):
    made = actions.plan(mentorship, by=mona, starts_at=at_ten(1), weeks=6)
    assert [timezone.localtime(each.starts_at).hour for each in made] == [10] * 6
    assert made[-1].day - made[0].day == timedelta(weeks=5)


@pytest.mark.parametrize(
    ("first", "hours"),
    [
        (datetime(2026, 10, 20, 8, tzinfo=UTC), [8, 9]),  # the clock goes back
        (datetime(2027, 3, 23, 9, tzinfo=UTC), [9, 8]),  # and forward
    ],
)
def test_ten_oclock_stays_ten_oclock_when_the_clock_changes(first, hours):
    moments = weekly(first, 2)
    assert [timezone.localtime(moment).hour for moment in moments] == [10, 10]
    assert [moment.astimezone(UTC).hour for moment in moments] == hours


def test_a_double_tap_plans_once(mentorship, mona):
    for _ in range(2):
        actions.plan(mentorship, by=mona, starts_at=at_ten(1), weeks=4)
    assert len(waiting()) == 4


@pytest.mark.parametrize("days", [-1, 400])
def test_a_plan_lies_ahead(mentorship, mona, days):
    with pytest.raises(Refused, match="år frem"):
        actions.plan(mentorship, by=mona, starts_at=at_ten(days))
    assert waiting() == []


def test_only_the_mentor_or_the_deputy_plans(mentorship, mona, lone, mike, jonas):
    for colleague in (lone, jonas):
        with pytest.raises(PermissionDenied):
            actions.plan(mentorship, by=colleague, starts_at=at_ten(1))
    with pytest.raises(NotVisible):
        actions.plan(mentorship, by=mike, starts_at=at_ten(1))
    now = timezone.now()
    stand_in(
        mona, by=lone, deputy=mike, since=now - timedelta(1), until=now + timedelta(1)
    )
    deputy = with_seats(mike)
    (planned,) = actions.plan(mentorship, by=deputy, starts_at=at_ten(1))
    assert list(PlannedVisit.objects.of_mentor(deputy)) == [planned]


def test_what_is_planned_is_not_told_to_who_may_not_plan(planned, mentorship, lone):
    with pytest.raises(PermissionDenied):
        actions.plan(mentorship, by=lone, starts_at=planned.starts_at)


# -- moving and cancelling ----------------------------------------------------------


def test_it_is_moved(planned, mona):
    actions.move(planned, by=mona, starts_at=at_ten(3), version=planned.version)
    assert waiting() == [at_ten(3)]
    assert PlannedVisit.objects.get().place == "Ved biblioteket"
    with pytest.raises(Stale):
        actions.move(planned, by=mona, starts_at=at_ten(4), version=1)


def test_two_visits_are_not_at_the_same_time(planned, mentorship, mona):
    (other,) = actions.plan(mentorship, by=mona, starts_at=at_ten(4))
    with pytest.raises(Refused, match="allerede på det tidspunkt"):
        actions.move(other, by=mona, starts_at=planned.starts_at)


def test_a_cancelled_visit_stays_to_be_read(planned, mona):
    actions.cancel(planned, by=mona)
    with pytest.raises(Refused, match="allerede aflyst"):
        actions.cancel(planned, by=mona)
    assert PlannedVisit.objects.get().state == "cancelled"


def test_the_end_of_the_mentorship_cancels_what_is_ahead(planned, mentorship, jonas):
    mentorship_actions.end(mentorship, by=jonas, because="other")
    planned.refresh_from_db()
    assert planned.state == "cancelled"
    assert Event.objects.filter(kind="plannedvisit.cancel", by=None).exists()


def test_a_pause_leaves_the_plan(planned, case, jonas, mona):
    from cases.case import actions as case_actions

    case_actions.pause(case, by=jonas, reason="Indlagt")
    assert PlannedVisit.objects.of_mentor(with_seats(mona)).get() == planned


# -- kept by a visit ----------------------------------------------------------------


def plan_at(mentorship, moment):
    """Plan a visit at any moment, past ones too."""
    return actions.plan_one(mentorship, by=None, starts_at=moment)


def test_a_visit_keeps_the_plan_of_its_day(mentorship, report, mona):
    soon = timezone.now()
    kept = plan_at(mentorship, soon)
    other = plan_at(mentorship, soon + timedelta(days=2))
    visit = intake.receive(report(started_at=soon), by=mona).visit
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.state, kept.visit) == ("done", visit)
    assert other.state == "planned"


def test_a_visit_keeps_the_plan_it_names(mentorship, report, mona):
    named = plan_at(mentorship, timezone.now() - timedelta(days=3))
    told = report(planned=named.pk)
    visit = intake.receive(told, by=mona).visit
    assert intake.receive(told, by=mona).visit == visit
    named.refresh_from_db()
    assert named.visit == visit


def test_a_plan_of_somebody_else_is_left_alone(mentorship, report, mona, planned):
    visit = intake.receive(report(planned=987654), by=mona).visit
    assert visit.outcome == "done"
    planned.refresh_from_db()
    assert planned.state == "planned"


def test_nobody_home_keeps_the_plan_too(mentorship, report, mona):
    kept = plan_at(mentorship, timezone.now())
    told = report(started_at=timezone.now(), outcome="nobody_home", planned=kept.pk)
    intake.receive(told, by=mona)
    kept.refresh_from_db()
    assert kept.state == "done"


def test_the_visit_says_when_they_meet_next(report, mona):
    soon = timezone.now() + timedelta(days=7)
    intake.receive(report(next_at=soon), by=mona)
    assert waiting() == [soon]
    event = Event.objects.get(kind="plannedvisit.plan")
    assert (event.by, event.on_behalf_of) == (None, mona)


def test_word_of_an_older_visit_does_not_plan_what_has_been(report, mona):
    today = timezone.now()
    intake.receive(report(started_at=today), by=mona)
    late = report(started_at=today - timedelta(days=3), next_at=today)
    intake.receive(late, by=mona)
    assert waiting() == []


def test_a_correction_moves_what_was_agreed(report, mona):
    first, second = (timezone.now() + timedelta(days=n) for n in (7, 8))
    visit = intake.receive(report(next_at=first), by=mona).visit
    again = {"visit_id": visit.visit_id}
    intake.receive(report(next_at=second, **again), by=mona)
    assert waiting() == [second]
    intake.receive(report(next_at=None, **again), by=mona)
    assert waiting() == []


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_wrong_clock_neither_keeps_nor_makes_a_plan(planned, report, mona, year):
    wrong = datetime(year, 1, 1, tzinfo=UTC)
    intake.receive(report(started_at=wrong, next_at=wrong), by=mona)
    assert waiting() == [planned.starts_at]


def test_an_absurd_next_time_is_kept_in_the_visit_only(report, mona):
    far = datetime(2150, 1, 1, tzinfo=UTC)
    assert intake.receive(report(next_at=far), by=mona).visit.next_at == far
    assert waiting() == []


def test_uploads_from_before_plans_keep_their_digest(report):
    told = report()
    assert "planned" not in told.content()
    assert Report.of(told.content()).digest() == told.digest()
    assert Report.of(report(planned=5).content()).planned == 5


# -- who sees it --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shared", "seen"), [("full", True), ("summary", True), ("dates", False)]
)
def test_departments_see_it_ahead_as_the_citizen_agreed(planned, jonas, shared, seen):
    Mentorship.objects.update(shared=shared)
    visible = PlannedVisit.objects.visible_to(with_seats(jonas))
    assert visible.exists() == seen


def test_where_they_meet_is_for_the_mentor(planned, signed_in, mona, jonas):
    path = f"/api/v1/planned-visits/{planned.pk}/"
    assert signed_in(mona).get(path).json()["place"] == "Ved biblioteket"
    assert signed_in(jonas).get(path).json()["place"] == ""


def test_nobody_else_sees_it(planned, lone, mike, outsider, hanne):
    for stranger in (lone, mike, outsider, hanne):
        assert not PlannedVisit.objects.visible_to(stranger).exists()
