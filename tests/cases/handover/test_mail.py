"""Who is told of what about a handover: a link, never a citizen's name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.contact import actions as contact_actions
from cases.handover import actions
from cases.handover.deadlines import escalate_due, lapse_due, remind_due
from coordination import reactions
from coordination.messages.compose import templates
from coordination.messages.post import written
from coordination.models import Event, Message
from tests.cast import employ


def react(kind):
    """Run what the newest event of a kind owes, as a worker would."""
    event = Event.objects.filter(kind=kind).latest("pk")
    for name in reactions.after_names(kind):
        reactions.run_after(event, name)
    return event


def told(news):
    """Return who was told of something, by user name."""
    messages = Message.objects.filter(template=f"handover.{news}")
    return sorted(messages.values_list("user__username", flat=True))


@pytest.fixture
def bo(housing):
    return employ("bo", housing)


def test_an_offer_goes_to_the_departments_caseworkers(handover, hanne, bo, lone):
    react("handover.offer")
    assert told("offered") == ["bo", "hanne"]


def test_an_offer_to_somebody_goes_to_them_alone(
    case, charter, jonas, housing, hanne, bo
):
    actions.offer(
        case,
        by=jonas,
        receiver=housing,
        to_person=bo,
        basis="statute",
        basis_text="x",
    )
    react("handover.offer")
    assert told("offered") == ["bo"]


def test_no_message_names_the_citizen(handover, hanne):
    react("handover.offer")
    content = written(Message.objects.get())
    assert content.link.endswith(f"/handovers/{handover.pk}/")
    for words in (content.subject, content.text, content.line):
        assert "Karla" not in words
    assert "Job og Uddannelse" in content.line
    assert str(handover.case) in content.line


def test_a_yes_and_a_no_go_back_to_the_giver(handover, hanne, case, jonas, housing):
    actions.decline(handover, by=hanne, code="other", text="Nej")
    react("handover.decline")
    assert told("declined") == ["jonas"]
    again = actions.offer(
        case, by=jonas, receiver=housing, basis="statute", basis_text="x"
    )
    actions.accept(again, by=hanne, read_back="Ja")
    react("handover.accept")
    assert told("accepted") == ["jonas"]


def test_a_withdrawal_is_told_to_those_asked(handover, hanne, jonas):
    actions.withdraw(handover, by=jonas)
    react("handover.withdraw")
    assert told("withdrawn") == ["hanne"]


def test_the_clock_reminds_escalates_and_lets_lapse(
    coordinated, jonas, hanne, lone, housing, kim
):
    handover = actions.offer(coordinated, by=jonas, receiver=housing)
    for due, moment, news, people in (
        (remind_due, handover.remind_at, "reminded", ["hanne"]),
        (escalate_due, handover.escalate_at, "escalated", ["kim", "lone"]),
        (lapse_due, handover.lapse_at, "lapsed", ["jonas", "kim"]),
    ):
        assert due(moment) == 1
        react(
            {"reminded": "handover.remind", "escalated": "handover.escalate"}.get(
                news, "handover.lapse"
            )
        )
        assert told(news) == people


def test_a_takeover_by_rule_tells_the_giver_they_may_object(
    three_departments, hanne, housing, jonas
):
    contact_actions.log(
        three_departments, by=hanne, department=housing, take_baton=True
    )
    react("handover.offer")
    react("handover.accept")
    assert told("offered") == []
    assert told("taken") == ["jonas"]
    assert "gøre indsigelse" in written(Message.objects.get(user=jonas)).line


def test_twice_reacted_is_once_told(handover, hanne):
    react("handover.offer")
    react("handover.offer")
    assert Message.objects.count() == 1


def test_who_has_left_is_not_written_to(handover, hanne):
    hanne.is_active = False
    hanne.save()
    react("handover.offer")
    assert not Message.objects.filter(user=hanne).exists()


def test_history_tells_nobody(handover, hanne):
    event = Event.objects.get(kind="handover.offer")
    event.at = timezone.now() - timedelta(days=400)
    for name in reactions.after_names(event.kind):
        reactions.run_after(event, name)
    assert not Message.objects.exists()


def test_every_message_to_staff_can_be_written(handover, hanne):
    for template in templates():
        if template.startswith(("handover.", "case.")):
            facts = {
                "handover": handover.pk,
                "case": handover.case_id,
                "giver": "Job",
                "receiver": "Bolig",
                "person": hanne.pk,
                "department": "Bolig",
                "until": timezone.now().isoformat(),
            }
            content = written(Message(template=template, facts=facts, user=hanne))
            assert content.subject
            assert "%(" not in content.line


def test_a_reminder_that_is_recorded_twice_is_one_letter(handover, hanne):
    remind_due(handover.remind_at)
    event = react("handover.remind")
    event.pk, event.sequence, event._state.adding = None, event.sequence + 1, True
    event.save()
    assert react("handover.remind") == event
    assert told("reminded") == ["hanne"]
