"""Somebody asks aloud: never the mentor, nor who gave or took the baton."""

import re

import pytest
from django.utils import timezone

from cases.handover import actions as handover_actions
from coordination import figures
from coordination.models import Event, Recipient
from feedback.answer.models import Intake
from feedback.instrument.catalogue import load
from feedback.interview import actions
from feedback.interview.asking import works_with
from feedback.invitation import actions as invitation_actions
from feedback.invitation.models import Invitation
from feedback.round import actions as rounds
from feedback.round.report import tell_round
from tests.feedback.asked import ask

GIVEN = {"overall": "4"}
HOW = {"mode": "phone", "helped": "interpreter"}
REFUSED = "Du arbejder eller har arbejdet"


@pytest.fixture
def karla(held, pia):
    """Pia works with Karla, Hanne does not."""
    return ask(held, mode="phone", helpers=[pia])


def place(asked):
    return f"/besvarelser/samtaler/{asked.pk}/"


def test_the_list_names_whom_one_may_ask_and_is_on_record(
    signed_in, karla, hanne, pia, jonas
):
    shown = signed_in(hanne).get("/besvarelser/samtaler/").content.decode()
    assert "Karla Fiktiv" in shown
    assert "12345678" in shown
    seen = Event.objects.get(kind="interview.list")
    assert (seen.by, seen.facts["invitations"]) == (hanne, [karla.pk])
    assert "Karla" not in str(seen.facts)
    assert "Karla" not in signed_in(pia).get("/besvarelser/samtaler/").content.decode()
    assert (
        "ingen samtaler"
        in signed_in(jonas).get("/besvarelser/samtaler/").content.decode()
    )


def test_the_answers_are_kept_with_how_they_were_asked(signed_in, karla, hanne, held):
    client = signed_in(hanne)
    page = client.get(place(karla))
    assert "Karla Fiktiv" in page.content.decode()
    assert Event.objects.filter(kind="invitation.read", by=hanne).count() == 1
    kept = client.post(place(karla), {**HOW, **GIVEN})
    assert kept.status_code == 302
    row = Intake.objects.get()
    assert (row.mode, row.round) == ("phone", held)
    assert row.answers == {**GIVEN, "_helped": "interpreter"}
    # who asked is nowhere beside the answers, and no event says that there are any
    assert row.text == ""
    assert not Event.objects.filter(kind__contains="answer").exists()
    karla.refresh_from_db()
    assert karla.state == "answered"
    assert client.post(place(karla), {**HOW, **GIVEN}).status_code == 409
    assert client.get(place(karla)).status_code == 409
    assert Intake.objects.count() == 1


def test_a_wish_to_be_called_alone_leaves_the_questions_open(signed_in, karla, hanne):
    client = signed_in(hanne)
    wish = client.post(place(karla), {**HOW, "call_me": "on"}, follow=True)
    assert "givet videre" in wish.content.decode()
    assert Event.objects.filter(kind="invitation.contact_wish").count() == 1
    assert not Intake.objects.exists()
    assert client.post(place(karla), {**HOW, **GIVEN}).status_code == 302


def test_who_helped_is_chosen_and_not_assumed(signed_in, as_, karla, hanne):
    client, helped = signed_in(hanne), 'id="helped-error">Vælg, hvem der hjælper'
    page = client.get(place(karla)).content.decode()
    (mode,) = re.findall(r"<input[^>]*checked[^>]*>", page)
    assert 'name="mode"' in mode
    reply = client.post(place(karla), {"mode": "phone", **GIVEN})
    assert reply.status_code == 422
    page = reply.content.decode()
    assert helped in page
    assert re.search(r'name="overall" value="4"[^>]*checked', page)
    where = f"interviews/{karla.pk}/answers/"
    reply = as_(hanne).post(where, language="da", mode="phone", answers=GIVEN)
    assert reply.status_code == 400
    assert "Vælg, hvem der hjælper med svarene" in reply.content.decode()
    assert not Intake.objects.exists()
    # of a wish alone nobody needs to say it
    assert as_(hanne).post(where, mode="phone", call_me=True).status_code == 201
    wish = client.post(place(karla), {"mode": "phone", "call_me": "on"})
    assert wish.status_code == 302
    assert client.post(place(karla), {**HOW, **GIVEN}).status_code == 302


@pytest.mark.parametrize("way", ["get", "post", "decline", "api", "api decline"])
def test_who_works_with_the_person_is_refused(way, signed_in, as_, karla, pia):
    client = signed_in(pia)
    answers = f"interviews/{karla.pk}/answers/"
    reply = {
        "get": lambda: client.get(place(karla)),
        "post": lambda: client.post(place(karla), {**HOW, **GIVEN}),
        "decline": lambda: client.post(f"{place(karla)}decline/", {"for_good": "yes"}),
        "api": lambda: as_(pia).post(
            answers, language="da", mode="phone", answers=GIVEN
        ),
        "api decline": lambda: as_(pia).post(
            f"interviews/{karla.pk}/decline/", language="da", for_good=True
        ),
    }[way]()
    assert reply.status_code == 409
    said = reply.content.decode()
    assert REFUSED in said or "You work with this person" in said
    assert "Karla" not in said
    karla.refresh_from_db()
    assert karla.state == "sent"
    assert not Intake.objects.exists()


def test_giver_receiver_mentor_and_later_helpers_are_known(
    handover, mentor_of, jonas, hanne, mona, citizen
):
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    asked = Invitation.objects.get(handover=handover.pk)
    assert not works_with(mona, asked)

    mentor_of(handover.case)  # after the draw, so that only the case knows
    known = figures.ask("helpers", recipients=[citizen.recipient_id])
    assert known == {citizen.recipient_id: {jonas.pk, hanne.pk, mona.pk}}
    assert mona.pk not in asked.may_not_interview
    assert works_with(mona, asked)


def test_somebody_who_has_become_a_helper_since_is_refused(
    signed_in, lars, hanne, handover, citizen, held
):
    """The list of the draw is from before the handover."""
    asked = ask(held, mode="phone")
    Recipient.objects.filter(pk=asked.recipient_id).update(name="Ukendt")
    Invitation.objects.filter(pk=asked.pk).update(recipient=citizen.recipient_id)
    client = signed_in(hanne)
    assert client.get(place(asked)).status_code == 200
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    # the handover's own invitation gives way: the citizen is being asked already
    assert client.get(place(asked)).status_code == 409
    assert "Karla" not in client.get("/besvarelser/samtaler/").content.decode()


def test_whoever_is_not_named_finds_nobody(signed_in, as_, karla, jonas, lars):
    for person in (jonas, lars):
        assert signed_in(person).get(place(karla)).status_code == 404
        assert as_(person).get("interviews/").json() == []
        said = {"mode": "phone", "answers": GIVEN}
        where = f"interviews/{karla.pk}/answers/"
        assert as_(person).post(where, **said).status_code == 404


def test_nobody_is_asked_after_the_round(signed_in, karla, hanne, lars, held):
    rounds.close(held, by=lars)
    assert signed_in(hanne).get(place(karla)).status_code == 404
    assert not Intake.objects.exists()


@pytest.mark.parametrize("mode", ["", "web", "paper", "x\x00"])
def test_a_wrong_way_of_asking_is_named(signed_in, karla, hanne, mode):
    reply = signed_in(hanne).post(place(karla), {**GIVEN, "mode": mode})
    assert reply.status_code == 422
    assert not Intake.objects.exists()


def test_a_way_the_round_does_not_offer_is_refused(signed_in, as_, karla, hanne, held):
    held.modes = ["phone"]
    held.save()
    where = f"interviews/{karla.pk}/answers/"
    said = {"mode": "face_to_face", "helped": "nobody", "answers": GIVEN}
    assert as_(hanne).post(where, **said).status_code == 409
    assert not Intake.objects.exists()


@pytest.mark.parametrize(
    ("for_good", "state"), [("no", "declined"), ("yes", "opted_out")]
)
def test_somebody_would_rather_not(signed_in, karla, hanne, for_good, state):
    client = signed_in(hanne)
    where = f"{place(karla)}decline/"
    assert client.get(where).status_code == 200
    assert client.post(where, {}).status_code == 422
    assert client.post(where, {"for_good": for_good}).status_code == 302
    karla.refresh_from_db()
    assert karla.state == state
    recipient = Recipient.objects.get(pk=karla.recipient_id)
    assert bool(recipient.opted_out_at) == (state == "opted_out")


@pytest.mark.parametrize("stop", ["crisis", "hospital", "dead", "protected"])
def test_a_person_in_trouble_is_not_called(signed_in, as_, karla, hanne, stop):
    """The stop list holds for interviews too, from the moment it is set."""
    Recipient.objects.filter(pk=karla.recipient_id).update(stops=[stop])
    client = signed_in(hanne)
    assert "Karla" not in client.get("/besvarelser/samtaler/").content.decode()
    assert client.get(place(karla)).status_code == 409
    said = {"mode": "phone", "answers": GIVEN}
    where = f"interviews/{karla.pk}/answers/"
    assert as_(hanne).post(where, **said).status_code == 409
    assert not Intake.objects.exists()


def test_over_http(as_, karla, hanne):
    listed = as_(hanne).get("interviews/").json()
    assert [(row["id"], row["name"]) for row in listed] == [(karla.pk, "Karla Fiktiv")]
    where = f"interviews/{karla.pk}/answers/"
    for wrong in (
        {"mode": "phone", "answers": {"missing": "1"}},
        {"mode": "phone", "answers": {"overall": "9"}},
        {"mode": "phone", "answers": {}},
        {"mode": "web", "answers": GIVEN},
        {"mode": "phone", "answers": [1]},
        {"mode": "phone", "answers": GIVEN, "helped": "x"},
    ):
        reply = as_(hanne).post(where, **wrong)
        assert reply.status_code == 400, wrong
        assert reply.json()["detail"].endswith(".")
    assert not Intake.objects.exists()
    said = {"mode": "face_to_face", "answers": GIVEN, "helped": "family"}
    assert as_(hanne).post(where, **said).status_code == 201
    assert as_(hanne).post(where, **said).status_code == 409
    assert Intake.objects.get().mode == "face_to_face"


def test_a_handovers_invitation_is_no_interview(signed_in, handover, hanne, karla):
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    asked = Invitation.objects.get(handover=handover.pk)
    invitation_actions.send(asked)
    assert signed_in(hanne).get(place(asked)).status_code == 404
    assert asked.closes_at is None or asked.closes_at > timezone.now()


def test_who_helped_is_counted_where_enough_were_helped(held, hanne, lars):
    """Six with an interpreter, six without: shown; the web's answers have no helper."""
    for number in range(12):
        asked = ask(held, mode="phone", name=f"Nr {number}")
        who = "interpreter" if number % 2 else "nobody"
        actions.write_down(asked.pk, by=hanne, mode="phone", answers=GIVEN, helped=who)
    rounds.close(held, by=lars)
    held.refresh_from_db()
    told = tell_round(held)
    (helped,) = [row for row in told["items"] if row["item"] == "_helped"]
    assert helped["label"] == "Hjalp nogen med svarene?"
    counts = {row["label"]: row["of_valid"]["count"] for row in helped["choices"]}
    assert counts["En tolk"] == counts["Ingen"] == 6
    assert not Intake.objects.exists()


@pytest.mark.usefixtures("arabic")
def test_whoever_asks_is_told_how_in_their_own_language(signed_in, hanne, karla):
    page = signed_in(hanne).get(f"{place(karla)}?lang=ar").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert load(karla.instrument).items[0].texts["ar"] in page
    # what no file of a language says is not left to run the other way
    told, asked = re.split('<form method="post" class="survey"', page)
    own = told[told.index('<div lang="da" dir="ltr">') :]
    assert "spørgsmål, som det står, og alle svarene" in own
    how, questions = asked.split("</fieldset>", 1)
    assert '<fieldset class="step" data-step lang="da" dir="ltr">' in how
    assert "En tolk" in how
    asked, buttons = questions.split('<button class="button" type="submit"', 1)
    assert 'lang="da"' not in asked
    assert re.match(' data-submit lang="da" dir="ltr">Send mine svar</button>', buttons)
    last = questions[questions.index("</form>") :]
    assert 'lang="da" dir="ltr">Personen vil helst ikke</a>' in last
