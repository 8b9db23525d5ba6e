"""Somebody comes to the counter without a letter: their code is found by their name."""

import re

import pytest
from django.utils import timezone

from cases.handover import actions as handover_actions
from coordination.messages.post import written
from coordination.models import Event, Message, Recipient
from feedback.answer.intake import answer
from feedback.answer.models import Intake
from feedback.counter import actions as counters
from feedback.desk.finding import MOST
from feedback.invitation.code import code_of
from feedback.invitation.models import Invitation
from feedback.round import actions as rounds
from feedback.round.deadlines import send_due
from feedback.round.models import Round
from tests.feedback.asked import ask
from tests.feedback.round.asked import let_rule_find, people, plan
from tests.feedback.test_answer import stranger
from tests.matrix.trying import browser

PLACE = "/besvarelser/koder/"


@pytest.fixture
def karla(held, pia):
    """Asked by a link; Pia works with her."""
    return ask(held, mode="web", helpers=[pia])


def looked_up(person, name="karla"):
    return browser(person).post(PLACE, {"name": name}).content.decode()


def code_page(person, row, end="/"):
    return browser(person).get(f"{PLACE}{row.pk}{end}")


def test_the_code_is_found_by_name_and_answers_on_the_tablet(karla, held, hanne):
    assert "Karla Fiktiv" in looked_up(hanne)
    seen = Event.objects.get(kind="desk.search")
    assert (seen.by, seen.facts) == (hanne, {"invitations": [karla.pk]})

    page = code_page(hanne, karla).content.decode()
    assert code_of(karla) in page
    looked = Event.objects.get(kind="desk.code")
    assert (looked.by, looked.subject_id) == (hanne, str(karla.pk))

    _counter, secret = counters.open_counter(held, by=hanne)
    tablet, place = stranger(), f"/t/{secret}/"
    begun = {"code": code_of(karla)}
    key = re.search(
        r'name="key" value="([^"]+)"', tablet.post(place, begun).content.decode()
    )[1]
    said = {**begun, "key": key, "overall": "4"}
    assert tablet.post(place, said).status_code == 303
    assert Intake.objects.get().mode == "tablet"
    assert code_page(hanne, karla).status_code == 409
    assert "Karla" not in looked_up(hanne)


def test_what_is_answered_is_on_no_page_of_the_counter(karla, hanne):
    answer(karla, answers={"overall": "4"}, text="Zyxanswer")
    for page in (looked_up(hanne), code_page(hanne, karla).content.decode()):
        assert "Zyxanswer" not in page


def test_many_who_may_not_be_asked_hide_nobody_who_may(held, hanne):
    for number in range(45):
        ask(held, mode="web", name=f"Karla {number:02}")
    Recipient.objects.filter(name__startswith="Karla").update(stops=["crisis"])
    rows = [ask(held, mode="web", name=f"Karla Sidst {n:02}") for n in range(MOST + 1)]

    page = looked_up(hanne)
    shown = [int(pk) for pk in re.findall(rf"{PLACE}(\d+)/", page)]
    assert shown == [row.pk for row in rows[:MOST]]
    assert "There are others." in page


@pytest.mark.parametrize("end", ["/", ".pdf"])
def test_whoever_works_with_the_citizen_is_refused(karla, pia, end):
    assert "Karla" not in looked_up(pia)
    reply = code_page(pia, karla, end)
    assert reply.status_code == 409
    assert "Let a colleague find the" in reply.content.decode()
    assert code_of(karla) not in reply.content.decode()
    assert not Event.objects.filter(kind="desk.code").exists()


@pytest.mark.parametrize("who", ["mona", "jonas", "hanne"])
def test_mentor_giver_and_receiver_are_known_from_the_case(
    who, request, held, lars, handover, mentor_of, citizen, hanne
):
    """The list of the draw is from before all of it."""
    person = request.getfixturevalue(who)
    rounds.name_interviewers(held, by=lars, interviewers=[person])
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    mentor_of(handover.case)
    row = ask(held, mode="web", name="En Anden")
    Invitation.objects.filter(recipient=citizen.recipient_id).delete()
    Invitation.objects.filter(pk=row.pk).update(recipient=citizen.recipient_id)
    assert code_page(person, row).status_code == 409
    assert f"{PLACE}{row.pk}/" not in looked_up(person, citizen.name)


@pytest.mark.parametrize(
    "who", ["jonas", "lars", "lone", "mona", "outsider", "administrator"]
)
def test_who_is_not_named_finds_nobody(who, request, karla):
    person = request.getfixturevalue(who)
    for end in ("/", ".pdf"):
        assert code_page(person, karla, end).status_code == 404
    page = looked_up(person)
    assert "Karla" not in page
    assert not Event.objects.filter(kind__startswith="desk.").exists()


@pytest.mark.parametrize("who", ["mona", "administrator"])
def test_the_page_is_for_staff(who, request, municipality):
    person = request.getfixturevalue(who)
    assert browser(person).get(PLACE).status_code == 403


@pytest.mark.parametrize("stop", ["crisis", "hospital", "dead", "protected"])
def test_a_person_in_trouble_is_not_found(karla, hanne, stop):
    Recipient.objects.filter(pk=karla.recipient_id).update(stops=[stop])
    assert "Karla" not in looked_up(hanne)
    assert code_page(hanne, karla).status_code == 409


def test_whose_turn_has_not_come_is_not_found(held, hanne, monkeypatch):
    row = ask(held)
    Invitation.objects.filter(pk=row.pk).update(
        state="withheld", reason="crisis", sent_at=None, token_digest=None
    )
    assert "Karla" not in looked_up(hanne)
    assert code_page(hanne, row).status_code == 404


def test_a_round_by_link_alone_has_no_counter(karla, held, hanne):
    Round.objects.filter(pk=held.pk).update(modes=["web"])
    assert code_page(hanne, karla).status_code == 404
    assert (
        "You meet nobody in a round now" in browser(hanne).get(PLACE).content.decode()
    )


def test_after_the_round_nobody_is_found(karla, held, hanne, lars):
    rounds.close(held, by=lars)
    assert code_page(hanne, karla).status_code == 404


@pytest.mark.parametrize("name", ["", "  ", "ka", "x" * 121, "a\x00bc"])
def test_a_name_that_is_none_gets_a_sentence(karla, hanne, name):
    reply = browser(hanne).post(PLACE, {"name": name})
    assert reply.status_code == 422
    assert not Event.objects.filter(kind="desk.search").exists()


@pytest.mark.parametrize("name", ["%%%", "___", "<script>", "Karla' OR 1=1"])
def test_signs_are_signs(karla, hanne, name):
    page = looked_up(hanne, name)
    assert "Karla Fiktiv" not in page
    assert "<script>" not in page


def test_many_of_a_name_are_not_all_listed(held, hanne):
    for number in range(MOST + 2):
        ask(held, name=f"Karla {number:02}")
    page = looked_up(hanne)
    assert page.count(f'href="{PLACE}') - 1 == MOST, "the tab is one of them"
    assert "There are others" in page
    assert len(Event.objects.get(kind="desk.search").facts["invitations"]) == MOST


def test_how_many_are_asked_changes_no_number_of_queries(
    held, hanne, django_assert_max_num_queries
):
    for number in range(MOST):
        ask(held, name=f"Karla {number:02}")
    client = browser(hanne)
    with django_assert_max_num_queries(14):
        client.post(PLACE, {"name": "karla"})


def test_the_paper_bears_the_code_and_no_name(karla, hanne, monkeypatch):
    drawn = {}

    def draw(layout, told, **_more):
        drawn.update(told)
        return b"%PDF"

    monkeypatch.setattr("coordination.messages.letter.drawn", draw)
    reply = code_page(hanne, karla, ".pdf")
    assert reply["Content-Type"] == "application/pdf"
    assert drawn["code"] == code_of(karla)
    assert "Karla" not in str(drawn)
    assert reply["Content-Disposition"] == 'inline; filename="stafet.pdf"'


def test_a_mail_tells_the_code_where_there_is_a_tablet(lars, monkeypatch):
    said = {}
    for name, modes in (("Kun link", ["web"]), ("Og tablet", ["web", "tablet"])):
        let_rule_find(monkeypatch, people(10))
        held = plan(lars, name=name, modes=modes)
        rounds.start(held, by=lars)
        send_due(timezone.now())
        held.invitations.update(due_at=timezone.now())
        send_due(timezone.now())
        row = held.invitations.first()
        message = Message.objects.get(key=f"invitation:{row.pk}:invited")
        said[name] = code_of(row) in written(message).text
    assert said == {"Kun link": False, "Og tablet": True}
