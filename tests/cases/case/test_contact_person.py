"""What the citizen is told of the contact person: page, mail, letter, SMS."""

import pytest
from django.conf import settings

from cases.case import actions
from cases.handover import actions as handover_actions
from cases.plan import actions as plan_actions
from coordination import reactions
from coordination.calendar import today
from coordination.messages.post import written
from coordination.models import Event, Message
from tests.cast import employ


def react(kind):
    """Run what the newest event of a kind owes, as a worker would."""
    event = Event.objects.filter(kind=kind).latest("pk")
    for name in reactions.after_names(kind):
        reactions.run_after(event, name)
    return event


@pytest.fixture
def told(handover, hanne):
    """The message to the citizen after housing accepted."""
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    react("handover.accept")
    return Message.objects.get(template="contact_person")


def test_the_mail_names_the_person_and_how_to_call(told):
    content = written(told)
    assert "Hanne Prøve, Bolig" in content.text
    assert "12 34 56 78" in content.text
    assert "Karla" not in content.subject
    assert content.link == ""


def test_the_next_step_comes_with_its_day(told, case, hanne):
    plan_actions.set_next_step(
        case, by=hanne, what="Se en lejlighed", responsible=hanne, due_on=today()
    )
    assert "Se en lejlighed (Hanne Prøve, senest" in written(told).text


def test_a_text_message_tells_nobody_anything(told):
    told.channel = "sms"
    text = written(told).text
    assert "12 34 56 78" in text
    for secret in ("Hanne", "Karla", "Bolig"):
        assert secret not in text


def test_it_is_written_in_the_citizens_language(told):
    told.recipient.language = "en"
    assert "is your contact person now" in written(told).text
    told.recipient.language = "ar"
    assert "er nu din kontaktperson" in written(told).text


def test_nobody_writes_to_the_dead(told):
    told.recipient.stops = ["dead"]
    assert written(told) is None


def test_after_the_case_is_closed_there_is_nothing_to_say(told, case, hanne):
    actions.close(case, by=hanne, outcome="other")
    assert written(told) is None


def test_twice_reacted_is_once_told(told):
    react("handover.accept")
    assert Message.objects.filter(template="contact_person").count() == 1


def test_a_colleague_who_takes_over_is_made_known_too(case, jonas, jobs):
    maja = employ("maja", jobs)
    actions.reassign(case, by=jonas, to=maja)
    react("case.reassign")
    message = Message.objects.get(template="contact_person")
    assert message.facts == {"case": case.pk}
    assert "Maja Prøve" in written(message).text
    notice = Message.objects.get(user=maja)
    assert written(notice).link == f"{settings.SITE_ADDRESS}/cases/{case.pk}/"


def test_the_page_can_be_printed_in_the_citizens_language(signed_in, case, jonas):
    case.citizen.language = "en"
    case.citizen.save()
    page = signed_in(jonas).get(f"/cases/{case.pk}/contact-person/").content.decode()
    assert 'lang="en"' in page
    assert "Your contact person, Karla Fiktiv" in page
    assert "Side til borgeren" in page
    assert Event.objects.filter(kind="case.read", purpose="contact person").exists()
