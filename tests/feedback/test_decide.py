"""Every accepted handover has one decision: to ask, or why not."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from coordination.models import Event, Recipient
from coordination.record import announce
from feedback.invitation.decide import decide
from feedback.invitation.models import Invitation


def accept_event(recipient, number, **facts):
    """Announce an acceptance as the cases do, without the case."""
    return announce(
        "handover.accept",
        subject_type="handover",
        facts={
            "handover": number,
            "giver": 1,
            "receiver": 2,
            "recipient": str(recipient.pk) if recipient else None,
            "not_asked": reason_now(recipient),
            "warm": True,
            "mentor": False,
            "course_band": "under_3_months",
            "departments": 3,
            "historical": False,
            **facts,
        },
    )


def reason_now(recipient):
    """Say what the cases would say: they lock the recipient and read it again."""
    if recipient is None:
        return ""
    return Recipient.objects.get(pk=recipient.pk).reason_not_to_ask


@pytest.fixture
def recipient(municipality):
    return Recipient.objects.create(
        name="Karla Fiktiv", email="karla@example.org", channel="email"
    )


def test_an_accepted_handover_is_asked_about_within_three_weeks(queued, accepted):
    assert queued.state == "queued"
    assert queued.event.kind == "handover.accept"
    assert queued.due_at == accepted.accepted_at + timedelta(days=21)
    assert (queued.giver, queued.receiver) == (accepted.giver_id, accepted.receiver_id)
    assert queued.token_digest is None


def test_it_is_known_how_to_ask_and_who_may_not(queued, jonas, hanne):
    assert (queued.mode, queued.language) == ("web", "da")
    assert queued.may_not_interview == sorted([jonas.pk, hanne.pk])
    assert queued.round is None


def test_the_mentor_may_not_interview_either(handover, mentor_of, jonas, hanne, mona):
    mentor_of(handover.case)
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    asked = Invitation.objects.get(handover=handover.pk)
    assert asked.mentor
    assert asked.may_not_interview == sorted([jonas.pk, hanne.pk, mona.pk])


@pytest.mark.parametrize(
    ("channel", "mode"),
    [("email", "web"), ("sms", "web"), ("digital_post", "web"), ("letter", "letter")],
)
def test_the_way_to_answer_follows_the_channel(recipient, channel, mode):
    accept_event(recipient, 1, channel=channel, language="en", no_interview=[7])
    asked = Invitation.objects.get()
    assert (asked.mode, asked.language) == (mode, "en")
    assert asked.may_not_interview == [7]


def test_a_week_after_the_first_contact_is_sooner(queued, accepted, hanne):
    handover_actions.complete(accepted, by=hanne)
    queued.refresh_from_db()
    event = Event.objects.get(kind="handover.complete")
    assert queued.due_at == event.at + timedelta(days=7)


def test_the_week_begins_when_they_met_however_late_it_is_written(
    accepted_long_ago, hanne
):
    met_at = timezone.now() - timedelta(days=4)
    handover_actions.complete(accepted_long_ago, by=hanne, met_at=met_at)
    asked = Invitation.objects.get(handover=accepted_long_ago.pk)
    assert asked.due_at == met_at + timedelta(days=7)


def test_without_a_first_contact_the_three_weeks_stand(queued, accepted, hanne):
    before = queued.due_at
    handover_actions.complete(accepted, by=hanne, not_met_because="Flyttede samme dag")
    queued.refresh_from_db()
    assert queued.due_at == before


@pytest.mark.parametrize("stop", ["crisis", "hospital", "dead", "protected"])
def test_a_person_in_trouble_is_left_in_peace(recipient, stop):
    Recipient.objects.filter(pk=recipient.pk).update(stops=[stop])
    accept_event(recipient, 1)
    asked = Invitation.objects.get()
    assert (asked.state, asked.reason, asked.due_at) == ("withheld", stop, None)


def test_the_other_reasons_for_not_asking(recipient):
    accept_event(None, 1)
    accept_event(recipient, 2, historical=True)
    Recipient.objects.filter(pk=recipient.pk).update(email="")
    accept_event(recipient, 3)
    Recipient.objects.filter(pk=recipient.pk).update(opted_out_at=timezone.now())
    accept_event(recipient, 4)

    reasons = Invitation.objects.order_by("handover").values_list("reason", flat=True)
    assert list(reasons) == ["no_recipient", "historical", "no_channel", "opted_out"]
    assert set(Invitation.objects.values_list("state", flat=True)) == {"withheld"}


def test_an_unsent_older_invitation_gives_way_to_the_newer(recipient):
    accept_event(recipient, 1)
    accept_event(recipient, 2)
    states = Invitation.objects.order_by("handover").values_list("state", flat=True)
    assert list(states) == ["superseded", "queued"]


def test_a_stop_does_not_replace_the_older_one(recipient):
    accept_event(recipient, 1)
    Recipient.objects.filter(pk=recipient.pk).update(stops=["hospital"])
    accept_event(recipient, 2)
    states = Invitation.objects.order_by("handover").values_list("state", flat=True)
    assert list(states) == ["queued", "withheld"]


@pytest.mark.parametrize(
    ("days", "state", "asked"),
    [(3, "sent", "withheld"), (3, "answered", "withheld"), (15, "answered", "queued")],
)
def test_nobody_is_asked_twice_within_a_fortnight(recipient, days, state, asked):
    accept_event(recipient, 1)
    Invitation.objects.update(state="sent", sent_at=timezone.now(), **sending())
    Invitation.objects.update(
        state=state, sent_at=timezone.now() - timedelta(days=days)
    )
    accept_event(recipient, 2)
    second = Invitation.objects.get(handover=2)
    assert second.state == asked
    assert second.reason == ("asked_recently" if asked == "withheld" else "")


@pytest.mark.parametrize(("heard", "asked"), [(True, "withheld"), (False, "queued")])
def test_whom_no_message_has_reached_was_not_asked(recipient, heard, asked):
    accept_event(recipient, 1)
    Invitation.objects.update(state="sent", sent_at=timezone.now(), **sending())
    then = timezone.now() - timedelta(days=3)
    Invitation.objects.update(state="expired", sent_at=then, went_out=heard)
    accept_event(recipient, 2)
    assert Invitation.objects.get(handover=2).state == asked


@pytest.mark.parametrize(("gap", "asked"), [(60, "withheld"), (0, "queued")])
def test_the_municipality_sets_how_long_the_gap_is(recipient, municipality, gap, asked):
    municipality.survey_gap_days = gap
    municipality.save()
    accept_event(recipient, 1)
    Invitation.objects.update(state="sent", sent_at=timezone.now(), **sending())
    then = timezone.now() - timedelta(days=30)
    Invitation.objects.update(state="answered", sent_at=then)
    accept_event(recipient, 2)
    assert Invitation.objects.get(handover=2).state == asked


def sending():
    return {"closes_at": timezone.now() + timedelta(days=9), "token_digest": "x" * 64}


def test_the_database_refuses_two_open_invitations_for_one_citizen(recipient):
    accept_event(recipient, 1)
    first = Invitation.objects.get()
    other = accept_event(None, 2)
    Invitation.objects.filter(event=other).update(recipient=first.recipient_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(event=other).update(state="queued", reason="")


def test_the_decision_costs_two_queries(recipient):
    accept_event(recipient, 1)
    event = Event.objects.get()
    Invitation.objects.all()._raw_delete("default")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        decide(event)
    assert len(queries) <= 2


def test_the_decision_and_the_handover_are_one(handover, hanne, monkeypatch):
    def fails(*_args, **_kwargs):
        raise RuntimeError("the decision could not be stored")

    monkeypatch.setattr("feedback.invitation.reactions.decide", fails)
    with pytest.raises(RuntimeError):
        handover_actions.accept(handover, by=hanne, read_back="Ja")
    assert Handover.objects.get(pk=handover.pk).state == "offered"
    assert not Event.objects.filter(kind="handover.accept").exists()
