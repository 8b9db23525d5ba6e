"""Mona goes in alone: somebody waits for her until she is back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from coordination.models import Event, User
from coordination.organisation import deactivate
from coordination.workflow import NotVisible, Refused, perform
from mentors.outing import actions
from mentors.outing.models import Outing
from tests.cast import employ
from tests.mentors.outings import in_minutes, make_overdue


@pytest.fixture
def outing(mona, mike):
    return actions.begin(by=mona, expected_back_at=in_minutes(60), colleague=mike)


def test_checking_in_says_until_when_and_nothing_of_the_citizen(mentorship, mona_now):
    outing = actions.begin(
        by=mona_now, expected_back_at=in_minutes(60), mentorship=mentorship
    )
    event = Event.objects.get(kind="outing.begin")
    assert outing.state == "out"
    assert outing.department == mentorship.department
    assert (event.by, event.root_id) == (mona_now, None)
    assert event.facts == {"department": mentorship.department_id}


def test_nobody_is_out_twice(outing, mona):
    with pytest.raises(Refused, match="allerede på besøg"):
        actions.begin(by=mona, expected_back_at=in_minutes(30))


def test_the_database_lets_nobody_be_out_twice(outing, mona):
    twin = Outing(
        mentor=mona,
        department=outing.department,
        began_at=outing.began_at,
        expected_back_at=outing.expected_back_at,
        state="out",
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


@pytest.mark.parametrize("minutes", [-1, 0, 12 * 60 + 5])
def test_the_agreed_time_lies_within_twelve_hours(mona, minutes):
    with pytest.raises(Refused, match="12 timer"):
        actions.begin(by=mona, expected_back_at=in_minutes(minutes))


def test_who_is_no_mentor_does_not_check_in(hanne, lone):
    for person in (hanne, lone):
        with pytest.raises(PermissionDenied):
            actions.begin(by=person, expected_back_at=in_minutes(60))


def test_a_colleague_is_another_mentor_at_work(mona, mike, hanne):
    for person in (mona, hanne):
        with pytest.raises(Refused, match="kan ikke spørges"):
            actions.begin(by=mona, expected_back_at=in_minutes(60), colleague=person)
        assert not Outing.objects.out().exists()


def test_half_an_hour_more_is_counted_from_the_agreed_time(outing, mona):
    agreed = outing.expected_back_at
    actions.extend(outing, by=mona)
    assert outing.expected_back_at == agreed + timedelta(minutes=30)


def test_half_an_hour_more_is_counted_from_now_when_the_time_is_over(outing, mona):
    make_overdue(outing, minutes=45)
    actions.extend(outing, by=mona)
    assert outing.expected_back_at > in_minutes(29)


def test_more_time_asked_for_twice_from_one_page_is_given_once(outing, mona):
    seen = outing.expected_back_at
    actions.extend(outing, by=mona, seen=seen)
    with pytest.raises(Refused, match="allerede forlænget"):
        actions.extend(outing, by=mona, seen=seen)
    outing.refresh_from_db()
    assert outing.expected_back_at == seen + timedelta(minutes=30)


def test_coming_back_needs_no_words_from_the_mentor(outing, mona):
    actions.come_back(outing, by=mona)
    assert outing.state == "back"
    assert outing.ended_at
    with pytest.raises(Refused, match="allerede noteret"):
        actions.come_back(outing, by=mona)


def test_who_speaks_for_the_mentor_says_how_they_know(outing, lone):
    with pytest.raises(Refused, match="Skriv, hvordan du ved det"):
        actions.come_back(outing, by=lone)
    actions.come_back(outing, by=lone, heard="Vi har talt sammen")
    assert (outing.heard, outing.heard_by) == ("Vi har talt sammen", lone)
    event = Event.objects.get(kind="outing.come_back")
    assert event.by == lone
    assert "talt" not in str(event.facts)


def test_the_colleague_acts_once_they_are_told(outing, mike):
    with pytest.raises(NotVisible):
        actions.come_back(outing, by=mike, heard="Vi har talt sammen")
    perform(outing.ask_colleague, by=None, told=(mike.pk,))
    actions.extend(outing, by=mike, heard="Hun bliver lidt længere")
    assert outing.heard_by == mike


def test_others_do_not_know_who_is_out(outing, hanne, lars, outsider, mike):
    for person in (hanne, lars, outsider, mike):
        assert not Outing.objects.visible_to(person).exists()


def test_leaders_and_coordinators_of_the_department_know(outing, housing, lone):
    kirsten = employ("kirsten", housing, "coordinator")
    for person in (lone, kirsten):
        assert Outing.objects.visible_to(person).get() == outing


def test_who_has_left_sees_nothing_and_the_outing_stays(outing, mona, lone):
    deactivate(mona, by=None)
    gone = User.objects.get(pk=mona.pk)
    assert not Outing.objects.visible_to(gone).exists()
    assert Outing.objects.visible_to(lone).get().state == "out"
