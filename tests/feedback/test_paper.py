"""Paper: printed with a code, typed in once, by somebody who is no helper."""

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from threading import Barrier

import pytest
from django.db import connection

from coordination.messages import letter
from coordination.messages.post import written
from coordination.models import Message, Recipient
from feedback.answer.helped import ITEM
from feedback.answer.intake import answer
from feedback.answer.models import Intake
from feedback.counter import actions as counters
from feedback.interview import actions as interviews
from feedback.invitation.code import code_of
from feedback.invitation.models import Invitation
from feedback.invitation.throttle import GUESSES
from feedback.paper import actions
from feedback.paper.sheet import form_of
from feedback.round import actions as rounds
from tests.feedback.asked import ask, begin
from tests.feedback.tablet import key_on
from tests.feedback.test_answer import ready_to_answer

GIVEN = {"overall": "4"}


def test_a_paper_is_typed_in_by_its_code_once(signed_in, held, hanne):
    asked, client = ask(held), signed_in(hanne)
    code = code_of(asked)
    page = client.post("/besvarelser/", {"code": code})
    assert page.status_code == 200
    assert "Karla" not in page.content.decode()
    sent = {"code": code, "key": key_on(page), "lang": "en"}
    assert client.post("/besvarelser/", sent).status_code == 422
    assert client.post("/besvarelser/", {**sent, **GIVEN}).status_code == 302
    row = Intake.objects.get()
    assert (row.mode, row.language) == ("paper", "en")
    assert row.answers == GIVEN
    again = client.post("/besvarelser/", {**sent, **GIVEN})
    assert again.status_code == 422
    assert "allerede et svar" in again.content.decode()
    assert Intake.objects.count() == 1


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", "x", "\x00", "9" * 500])
def test_a_wrong_code_gets_a_sentence(signed_in, held, hanne, code):
    reply = signed_in(hanne).post("/besvarelser/", {"code": code, **GIVEN})
    assert reply.status_code == 422
    assert 'role="alert"' in reply.content.decode()


def test_wrong_codes_are_counted_as_wrong_links_are(signed_in, as_, held, hanne):
    client = signed_in(hanne)
    for _ in range(GUESSES):
        client.post("/besvarelser/", {"code": "AAAA-AAAA-AAAA"})
    assert client.get("/besvarelser/").status_code == 429
    assert as_(hanne).post("paper/", code="AAAA-AAAA-AAAA").status_code == 429


def test_who_works_with_the_person_does_not_type_it(signed_in, as_, held, hanne):
    asked = ask(held, helpers=[hanne])
    reply = signed_in(hanne).post("/besvarelser/", {"code": code_of(asked), **GIVEN})
    assert reply.status_code == 409
    assert "ulæst" in reply.content.decode()
    said = {"code": code_of(asked), "answers": GIVEN}
    assert as_(hanne).post("paper/", **said).status_code == 409
    assert not Intake.objects.exists()


def test_only_staff_type_papers(signed_in, as_, held, mona, administrator):
    for person in (mona, administrator):
        assert signed_in(person).get("/besvarelser/").status_code == 403
        assert as_(person).post("paper/", code="x").status_code == 403


def test_papers_of_whoever_came_are_typed_once_for_each_form(signed_in, lars, hanne):
    open_to_all, client = begin(by=lars, walk_ins=True), signed_in(hanne)
    page = client.post("/besvarelser/", {"round": open_to_all.pk})
    sent = {"round": open_to_all.pk, "key": key_on(page), **GIVEN}
    for _ in range(2):
        assert client.post("/besvarelser/", sent).status_code == 302
    assert Intake.objects.get().mode == "paper"
    rounds.close(open_to_all, by=lars)
    assert client.post("/besvarelser/", sent).status_code == 422


def test_over_http(as_, held, lars, hanne):
    asked = ask(held)
    said = {"code": code_of(asked), "answers": GIVEN}
    assert as_(hanne).post("paper/", **said).status_code == 201
    assert as_(hanne).post("paper/", **said).status_code == 409
    open_to_all = begin(by=lars, walk_ins=True)
    sheet = "0b6b1d4c-8f0e-4b53-9c25-6d1c5a0f9a11"
    unasked = {"round": open_to_all.pk, "sheet": sheet, "answers": GIVEN}
    for _ in range(2):
        reply = as_(hanne).post("paper/", **unasked)
        assert reply.status_code == 201, reply.json()
    assert Intake.objects.count() == 2
    for wrong in ({}, {"code": "AAAA-AAAA-AAAA"}, {"round": open_to_all.pk}):
        reply = as_(hanne).post("paper/", answers=GIVEN, **wrong)
        assert reply.status_code == 400
        assert reply.json()["detail"].endswith(".")


def test_who_helped_is_not_assumed_where_the_paper_does_not_ask(
    signed_in, as_, held, hanne
):
    assert ITEM.text not in {part.text for part in form_of(held.asked).parts}
    asked, by_program = ask(held), ask(held, name="Malte")
    page = signed_in(hanne).post("/besvarelser/", {"code": code_of(asked)})
    assert "helped" not in page.content.decode()
    sent = {"code": code_of(asked), "key": key_on(page), **GIVEN}
    assert signed_in(hanne).post("/besvarelser/", sent).status_code == 302
    said = {"code": code_of(by_program), "answers": GIVEN}
    assert as_(hanne).post("paper/", **said).status_code == 201
    assert [row.answers for row in Intake.objects.all()] == [GIVEN, GIVEN]


def test_an_empty_questionnaire_is_printed(signed_in, held, hanne, mona):
    page = signed_in(hanne).get(f"/besvarelser/{held.pk}.pdf")
    assert page["Content-Type"] == "application/pdf"
    assert page.content.startswith(b"%PDF")
    assert signed_in(hanne).get("/besvarelser/999999.pdf").status_code == 404
    assert signed_in(mona).get(f"/besvarelser/{held.pk}.pdf").status_code == 403


def test_a_letter_has_code_square_and_questions_and_nobodys_name(held):
    asked = ask(held)
    message = Message.objects.create(
        template="feedback/round/mail/invited",
        key="letter",
        recipient=asked.recipient,
        channel="letter",
        facts={"invitation": asked.pk},
    )
    content = written(message)
    assert content.code == code_of(asked)
    assert "/svar/" in content.code_words
    assert content.link.startswith("http")
    assert all(part.text for part in content.form.parts)
    assert "Karla" not in str(content)

    pdf = letter.letter_pdf("Karla Fiktiv, Prøvevej 1", content)
    assert pdf.startswith(b"%PDF")
    held.modes = ["letter"]
    held.save()
    assert written(message).form is None
    message.channel = "email"
    assert (written(message).code, written(message).form) == ("", None)


@pytest.mark.commits
def test_of_many_ways_at_once_one_answer_is_stored(lars, hanne, pia, volume):
    """64 at once by link, tablet, interview and paper, on each of several codes."""
    held = begin(by=lars)
    rounds.name_interviewers(held, by=lars, interviewers=[hanne])
    tablet, _secret = counters.open_counter(held, by=pia)
    asked = [ask(held, name=f"Nr {n}", mode="phone") for n in range(volume(2, 25))]
    for row in asked:
        at_once = 64
        gate = Barrier(at_once)

        def by_link(fresh):
            return answer(fresh, answers=GIVEN)

        def by_tablet(fresh, key=None):
            told = {"answers": GIVEN, "text": "", "call_me": False, "language": "da"}
            return counters.take(tablet, invitation=fresh, key=key, **told)

        def aloud(fresh):
            interviews.write_down(fresh.pk, by=hanne, mode="phone", answers=GIVEN)
            return True

        def on_paper(fresh):
            actions.type_in(fresh, by=pia, answers=GIVEN)
            return True

        def post(way, row=row, gate=gate):
            fresh = Invitation.objects.select_related("round").get(pk=row.pk)
            gate.wait()
            try:
                return way(fresh)
            except actions.Refused:
                return False
            finally:
                connection.close()

        ways = islice(cycle([by_link, by_tablet, aloud, on_paper]), at_once)
        with ThreadPoolExecutor(at_once) as pool:
            assert sum(pool.map(post, ways)) == 1
    assert Intake.objects.count() == len(asked)
    assert Recipient.objects.count() == len(asked)


def test_a_letter_about_a_handover_can_be_sent_back_too(municipality, signed_in, hanne):
    asked = ready_to_answer(1)
    Recipient.objects.filter(pk=asked.recipient_id).update(channel="letter")
    page = signed_in(hanne).post("/besvarelser/", {"code": code_of(asked)})
    sent = {"code": code_of(asked), "key": key_on(page), "coherent": "5"}
    assert signed_in(hanne).post("/besvarelser/", sent).status_code == 302
    assert Intake.objects.get().mode == "paper"


def test_a_page_that_was_open_too_long_keeps_what_was_ticked(signed_in, held, hanne):
    asked, client = ask(held), signed_in(hanne)
    sent = {"code": code_of(asked), "key": "for gammel", "lang": "en", **GIVEN}
    page = client.post("/besvarelser/", sent)
    body = page.content.decode()
    assert page.status_code == 422
    assert "åben for længe" in body
    assert re.search(r'name="overall"[^>]*value="4"[^>]*checked', body)
    assert re.search(r'<option value="en"[^>]*selected', body)
    assert not Intake.objects.exists()
    again = client.post("/besvarelser/", {**sent, "key": key_on(page)})
    assert again.status_code == 302
