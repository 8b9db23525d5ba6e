"""Who cannot be told by letter or mail is told by the one who has the baton."""

import pytest

from cases.case import actions as case_actions
from cases.handover import actions as handover_actions
from cases.plan.measure import Measure
from coordination import reactions
from coordination.messages.post import send_due
from coordination.models import Event, Message, Recipient
from coordination.record import announce

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_arrives(case):
    """Karla has asked for mail, and has no address any more."""
    Recipient.objects.filter(pk=case.citizen.recipient_id).update(email="")


def owed(kind):
    """Run what the newest event of a kind owes, twice, as a killed worker would."""
    event = Event.objects.filter(kind=kind).latest("pk")
    for _twice in range(2):
        for name in reactions.after_names(kind):
            reactions.run_after(event, name)


def told_by_other_means():
    found = Measure.objects.filter(kind=Measure.Kind.UNDELIVERED)
    return [(each.state, each.responsible.username) for each in found]


def test_after_a_handover_whoever_took_the_baton_tells_the_citizen(handover, hanne):
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    owed("handover.accept")
    send_due()
    assert Message.objects.get(template="contact_person").state == "undeliverable"
    owed("message.undeliverable")
    assert told_by_other_means() == [("open", "hanne")]


def test_so_does_a_new_contact_person(case, jonas, kim):
    case_actions.reassign(case, by=jonas, to=kim)
    owed("case.reassign")
    send_due()
    owed("message.undeliverable")
    assert told_by_other_means() == [("open", "kim")]


def test_a_mail_to_staff_that_comes_back_is_no_citizens(case):
    announce("message.undeliverable", facts={"case": case.pk, "to_staff": True})
    owed("message.undeliverable")
    assert told_by_other_means() == []


def test_a_closed_case_has_nobody_who_could(case, jonas):
    case_actions.close(case, by=jonas, outcome="goal_reached")
    announce("message.undeliverable", facts={"case": case.pk})
    owed("message.undeliverable")
    assert told_by_other_means() == []
