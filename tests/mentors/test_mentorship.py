"""A mentorship: asked for, begun, renewed, ended; and what it opens to the mentor."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.case import actions as case_actions
from cases.case.models import Case
from cases.charter.models import Charter
from cases.contact.models import Contact
from cases.handover.models import Handover
from cases.involvement.models import Involvement
from cases.plan.measure import Measure
from cases.plan.models import Goal
from coordination import reactions
from coordination.models import Event, Message
from coordination.organisation import deactivate, leave, stand_in
from coordination.periodic import run_due
from coordination.workflow import NotVisible, Refused, Stale
from mentors.mentorship import actions
from mentors.mentorship.models import Mentorship
from tests.cast import employ, with_seats
from tests.mentors.conftest import in_days

NOTHING_ELSE = (Case, Charter, Contact, Handover, Involvement, Goal, Measure)


def sees(user, mentorship):
    return Mentorship.objects.visible_to(with_seats(user)).filter(pk=mentorship.pk)


def test_a_proposal_opens_nothing(proposal, mona):
    assert sees(mona, proposal).exists()
    assert not Mentorship.objects.of_mentor(mona).exists()
    for model in NOTHING_ELSE:
        assert not model.objects.visible_to(mona).exists()


def test_begun_the_mentor_sees_the_citizen_and_nothing_else(mentorship, mona, charter):
    assert list(Mentorship.objects.of_mentor(with_seats(mona))) == [mentorship]
    for model in NOTHING_ELSE:
        assert not model.objects.visible_to(with_seats(mona)).exists()
    part = mentorship.involvement
    assert (part.sections, part.kind) == (["visits"], "mentor")
    assert timezone.localdate(part.until) == mentorship.until + timedelta(days=1)


def test_each_step_is_on_record(mentorship, mona):
    kinds = Event.objects.filter(subject_type="mentorship").values_list(
        "kind", flat=True
    )
    assert sorted(kinds) == ["mentorship.activate", "mentorship.propose"]


def test_the_access_ends_with_the_mentorship(mentorship, mona, jonas):
    actions.end(mentorship, by=jonas, because="goal_reached", takes_along="En gåven")
    assert not Mentorship.objects.of_mentor(with_seats(mona)).exists()
    assert not sees(mona, mentorship).exists()
    assert sees(jonas, mentorship).get().takes_along == "En gåven"


def test_the_access_ends_with_the_last_day(mentorship, mona):
    Involvement.objects.filter(pk=mentorship.involvement_id).update(
        until=timezone.now() - timedelta(seconds=1)
    )
    assert not Mentorship.objects.of_mentor(with_seats(mona)).exists()


def test_the_deputy_sees_what_the_mentor_sees(mentorship, mona, mike, lone):
    now = timezone.now()
    stand_in(
        mona, by=lone, deputy=mike, since=now - timedelta(1), until=now + timedelta(1)
    )
    assert Mentorship.objects.of_mentor(with_seats(mike)).exists()
    assert not Case.objects.visible_to(with_seats(mike)).exists()


def test_the_mentors_leader_sees_it_but_not_the_case(mentorship, lone):
    assert sees(lone, mentorship).exists()
    assert not Case.objects.visible_to(lone).exists()


def test_strangers_do_not_learn_of_it(mentorship, outsider, mike):
    for stranger in (outsider, mike):
        assert not sees(stranger, mentorship).exists()
        with pytest.raises(NotVisible):
            actions.end(mentorship, by=stranger, because="other")


def test_only_who_answers_for_the_case_asks(case, three_departments, pia, housing):
    with pytest.raises(PermissionDenied):
        actions.propose(
            case,
            by=pia,
            department=housing,
            goal="Ud",
            until=in_days(30),
            basis_text="Nødvendigt",
        )


def test_without_a_mentor_the_citizen_waits_until_one_is_chosen(
    case, jonas, housing, lone, mona
):
    waiting = actions.propose(
        case,
        by=jonas,
        department=housing,
        goal="Ud",
        until=in_days(30),
        basis_text="Nødvendigt",
    )
    assert waiting.state == "proposed"
    with pytest.raises(Refused, match="Vælg en"):
        actions.activate(waiting, by=lone)
    actions.match(waiting, by=lone, mentor=mona)
    actions.activate(waiting, by=lone)
    waiting.refresh_from_db()
    assert waiting.state == "active"


def test_only_a_mentor_of_the_department_is_chosen(proposal, lone, jonas):
    with pytest.raises(Refused):
        actions.match(proposal, by=lone, mentor=jonas)
    proposal.refresh_from_db()
    assert proposal.mentor != jonas


def test_the_case_people_do_not_choose_for_the_department(proposal, jonas, mike):
    with pytest.raises(PermissionDenied):
        actions.match(proposal, by=jonas, mentor=mike)


def test_one_proposal_and_one_mentor_at_a_time(mentorship, case, jonas, housing, mike):
    told = {
        "by": jonas,
        "department": housing,
        "goal": "Mere",
        "until": in_days(30),
        "basis_text": "Nødvendigt",
        "mentor": mike,
    }
    second = actions.propose(case, **told)
    with pytest.raises(Refused):
        actions.propose(case, **told)
    with pytest.raises(Refused):
        actions.activate(second, by=with_seats(mike))


def test_at_most_six_months_at_a_time(mentorship, jonas):
    for day in (in_days(200), in_days(-1)):
        with pytest.raises(Refused, match="seks"):
            actions.renew(mentorship, by=jonas, until=day)
    actions.renew(mentorship, by=jonas, until=in_days(180))
    mentorship.refresh_from_db()
    part = Involvement.objects.get(pk=mentorship.involvement_id)
    assert mentorship.until == in_days(180)
    assert timezone.localdate(part.until) == in_days(181)


def test_a_screen_from_before_a_change_is_refused(mentorship, jonas):
    with pytest.raises(Stale):
        actions.renew(mentorship, by=jonas, until=in_days(10), version=0)


def test_many_citizens_warn_and_never_block(municipality, mentorship, mona):
    municipality.mentor_warn_at = 2
    municipality.save()
    try:
        load = actions.load_of(mona)
        assert (load, actions.is_many(load), actions.is_many(load + 1)) == (
            1,
            False,
            True,
        )
    finally:
        municipality.mentor_warn_at = 16
        municipality.save()


def test_it_ends_with_the_case(mentorship, case, jonas, mona):
    case_actions.close(case, by=jonas, outcome="goal_reached")
    mentorship.refresh_from_db()
    assert (mentorship.state, mentorship.ended_because) == ("ended", "case_closed")
    assert not Mentorship.objects.of_mentor(with_seats(mona)).exists()


def test_it_ends_with_the_mentor(mentorship, mona):
    deactivate(mona, by=None)
    mentorship.refresh_from_db()
    assert mentorship.ended_because == "mentor_left"


def test_it_ends_with_the_role(mentorship, mona):
    leave(mona.membership_set.get(), by=None)
    mentorship.refresh_from_db()
    assert mentorship.ended_because == "mentor_left"


def test_time_ends_it_after_a_warning(mentorship, lone):
    def warned():
        ends = "mentors/mentorship/mail/ends_soon"
        return Message.objects.filter(template=ends).count()

    soon = timezone.now() + timedelta(days=80)
    run_due(soon)
    run_due(soon)
    assert warned() == 2  # the mentor and the leader, once each
    run_due(timezone.now() + timedelta(days=91))
    mentorship.refresh_from_db()
    assert (mentorship.state, mentorship.ended_because) == ("ended", "time_up")


def test_it_goes_on_for_who_renews_as_the_clock_strikes(mentorship, jonas, monkeypatch):
    end = actions.end

    def renew_before(found, **told):
        actions.renew(mentorship, by=jonas, until=in_days(120))
        end(found, **told)

    monkeypatch.setattr(actions, "end", renew_before)
    run_due(timezone.now() + timedelta(days=91))
    mentorship.refresh_from_db()
    assert mentorship.state == "active"


def test_those_who_match_and_the_named_mentor_are_told(proposal, lone, mona, housing):
    employ("karin", housing, "coordinator")
    event = Event.objects.get(kind="mentorship.propose")
    for name in reactions.after_names(event.kind):
        reactions.run_after(event, name)
        reactions.run_after(event, name)
    told = Message.objects.filter(template="mentors/mentorship/mail/proposed")
    assert {message.user.username for message in told} == {"lone", "mona", "karin"}


def test_the_invariants_hold(mentorship, case, jonas):
    from coordination.invariants import broken

    actions.end(mentorship, by=jonas, because="goal_reached")
    assert broken() == {}
