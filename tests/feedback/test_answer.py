"""The citizen answers once, with nothing but the link."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.plan.measure import Measure
from coordination.models import Event, Message, Recipient
from coordination.reactions import run_after
from feedback.answer.intake import answer
from feedback.answer.models import Intake
from feedback.invitation import actions
from feedback.invitation.models import Invitation
from feedback.invitation.throttle import GUESSES
from feedback.invitation.token import digest, token
from tests.feedback.asked import ask, begin

GIVEN = {"contact_person": "5", "knew_my_story": "2", "coherent": "unknown"}


def stranger():
    """A phone that nobody is signed in on, and that sends no cookies."""
    return Client(enforce_csrf_checks=True)


def test_the_answers_are_stored_without_a_name(address, sent):
    reply = stranger().post(address, {**GIVEN, "text": " Det gik fint. "})

    assert reply.status_code == 303
    intake = Intake.objects.get()
    assert intake.answers == GIVEN
    assert intake.text == "Det gik fint."
    assert (intake.giver, intake.receiver) == (sent.giver, sent.receiver)
    assert intake.month.day == 1
    sent.refresh_from_db()
    assert sent.state == "answered"
    assert sent.ended_month == intake.month


def test_nothing_stored_with_the_answers_leads_back(address, sent):
    stranger().post(address, GIVEN)
    stored = Intake.objects.values().get()
    assert stored["id"].version == 4
    kinds = {type(value) for value in stored.values()}
    assert "datetime" not in {kind.__name__ for kind in kinds}
    said = " ".join(str(value) for value in stored.values())
    assert str(sent.recipient_id) not in said
    assert not Event.objects.filter(kind__contains="answer").exists()


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_spends_nothing(address, sent, method):
    for _ in range(3):
        assert getattr(stranger(), method)(address).status_code == 200
    sent.refresh_from_db()
    assert sent.state == "sent"
    assert not Intake.objects.exists()


def test_the_page_is_small_private_and_from_us_alone(address):
    reply = stranger().get(address)
    page = reply.content.decode()
    assert len(reply.content) < 40_000
    assert reply["Referrer-Policy"] == "no-referrer"
    assert "no-store" in reply["Cache-Control"]
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert page.count("<fieldset") == 7
    assert "Karla" not in page


def test_the_page_says_who_reads_what(address, sent, lars):
    """A leader reads what is written, so the page must not promise that nobody does."""
    asked = ask(begin(by=lars))
    for place in (address, f"/s/{token(asked)}/"):
        page = stranger().get(place).content.decode()
        assert (
            "Ingen, der arbejder med din sag, kan se, hvad du sætter kryds ved." in page
        )
        assert "Det, du selv skriver, læser en leder" in page


def test_the_second_time_the_same_thanks_are_shown(address):
    assert stranger().post(address, GIVEN).status_code == 303
    second = stranger().post(address, {"coherent": "1"})
    again = stranger().get(address)
    assert (second.status_code, again.status_code) == (410, 200)
    assert second.content == again.content
    assert Intake.objects.count() == 1


def test_unknown_and_expired_look_the_same(address, overdue):
    expired = stranger().get(address)
    unknown = stranger().get("/s/never-made/")
    actions.expire(overdue)
    closed = stranger().get(address)
    posted = stranger().post(address, GIVEN)
    assert {r.status_code for r in (expired, unknown, closed, posted)} == {404}
    assert {r.content for r in (expired, unknown, closed, posted)} == {unknown.content}
    assert not Intake.objects.exists()


def test_an_empty_form_spends_nothing_and_says_so(address, sent):
    reply = stranger().post(address, {"text": ""})
    assert reply.status_code == 422
    assert 'role="alert"' in reply.content.decode()
    sent.refresh_from_db()
    assert sent.state == "sent"


@pytest.mark.parametrize(
    "bad",
    [
        {"coherent": "6"},
        {"coherent": "' OR 1=1"},
        {"text": "x" * 1001},
        {"text": "a\x00b"},
        {"call_me": "\x00", "coherent": "9"},
    ],
)
def test_bad_input_is_kept_and_nothing_is_stored(address, bad):
    reply = stranger().post(address, {"next_step": "4", **bad})
    assert reply.status_code == 422
    assert 'value="4" checked' in reply.content.decode()
    assert not Intake.objects.exists()


def test_the_citizens_language_is_used_and_can_be_changed(address, sent):
    assert 'lang="da"' in stranger().get(address).content.decode()
    english = stranger().get(f"{address}?lang=en").content.decode()
    assert "I know who my contact person is now." in english
    Recipient.objects.filter(pk=sent.recipient_id).update(language="en")
    assert 'lang="en"' in stranger().get(address).content.decode()
    assert 'lang="da"' in stranger().get(f"{address}?lang=xx&lang=da").content.decode()


def test_answering_costs_few_queries(address, sent):
    with CaptureQueriesContext(connection) as queries:
        answer(sent, answers=GIVEN)
    # two of these are the savepoint that stands for the transaction in a test
    assert len(queries) <= 4


def test_please_call_me_is_a_task_that_knows_no_answer(address, sent, hanne):
    stranger().post(address, {**GIVEN, "call_me": "on"})
    wish = Event.objects.get(kind="invitation.contact_wish")
    assert wish.facts == {"recipient": str(sent.recipient_id)}
    assert (wish.subject_id, wish.root_id, wish.by) == ("", None, None)

    run_after(wish, "cases.plan.reactions.call_the_citizen")
    run_after(wish, "cases.plan.reactions.call_the_citizen")
    task = Measure.objects.get(kind="contact_wish")
    assert task.responsible == hanne


@pytest.mark.parametrize("language", ["da", "en"])
def test_it_is_asked_twice_before_nobody_asks_again(address, sent, language):
    questions = stranger().get(f"{address}?lang={language}").content.decode()
    stranger().post(address, GIVEN)
    thanks = stranger().get(f"{address}?lang={language}").content.decode()
    for page in (questions, thanks):
        [aside] = re.findall(r"<details>.*?</details>", page, re.DOTALL)
        assert f'action="{address}stop/?lang={language}"' in aside
        assert f'action="{address}stop/' not in page.replace(aside, "")


def test_a_citizen_may_ask_never_to_be_asked_again(address, sent):
    assert stranger().get(f"{address}stop/")["Location"] == address
    sent.refresh_from_db()
    assert sent.state == "sent"
    reply = stranger().post(f"{address}stop/")
    assert reply.status_code == 200
    assert "?lang=" not in reply.content.decode()
    sent.refresh_from_db()
    assert sent.state == "opted_out"
    assert Recipient.objects.get(pk=sent.recipient_id).opted_out_at
    assert stranger().get(address).status_code == 404


def test_a_citizen_may_ask_for_peace_after_answering_too(address, sent):
    stranger().post(address, GIVEN)
    thanks = stranger().get(address)
    assert len(thanks.content) < 40_000
    assert f'action="{address}stop/?lang=da"' in thanks.content.decode()
    for _ in range(2):
        reply = stranger().post(f"{address}stop/?lang=en")
        assert reply.status_code == 200
        assert "We will not ask again" in reply.content.decode()
    sent.refresh_from_db()
    assert sent.state == "answered"
    assert Recipient.objects.get(pk=sent.recipient_id).opted_out_at
    assert Intake.objects.count() == 1
    # nothing in it leads to the invitation, which would say about when it was answered
    said = Event.objects.get(kind="invitation.opt_out")
    assert (said.subject_id, said.root_id, said.by) == ("", None, None)
    assert said.facts == {"recipient": str(sent.recipient_id)}


def test_a_wish_to_be_called_alone_is_no_answer(address, sent):
    for _ in range(2):
        reply = stranger().post(address, {"call_me": "on", "text": " "})
        assert reply.status_code == 200
        assert "Vi ringer til dig" in reply.content.decode()
    wish = Event.objects.get(kind="invitation.contact_wish")
    assert wish.facts == {"recipient": str(sent.recipient_id)}
    assert not Intake.objects.exists()
    sent.refresh_from_db()
    assert sent.state == "sent"
    both = stranger().post(address, {**GIVEN, "call_me": "on"})
    assert both.status_code == 303, "the wish is known, and answers are still taken"
    late = stranger().post(address, {"call_me": "on"})
    assert late.status_code == 410
    assert Event.objects.filter(kind="invitation.contact_wish").count() == 1


def test_guessing_is_throttled_but_answering_is_not(address):
    for number in range(GUESSES):
        assert stranger().get(f"/s/guess-{number}/").status_code == 404
    assert stranger().get("/s/another/").status_code == 429
    other = stranger().post(address, GIVEN, REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 303


def test_only_a_digest_of_the_token_is_stored(sent):
    secret = token(sent)
    assert len(secret) == 43
    assert sent.token_digest == digest(secret)
    stored = str(list(Invitation.objects.values())) + str(
        list(Message.objects.values())
    )
    assert secret not in stored
    assert secret not in str(list(Event.objects.values()))


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        ("2026-01-31T22:30Z", date(2026, 1, 1)),
        ("2026-01-31T23:30Z", date(2026, 2, 1)),
        ("2026-06-30T21:30Z", date(2026, 6, 1)),
        ("2026-06-30T22:30Z", date(2026, 7, 1)),
    ],
)
def test_an_answer_at_midnight_is_of_the_month_it_is_in_copenhagen(sent, moment, month):
    assert answer(sent, answers=GIVEN, at=datetime.fromisoformat(moment))
    sent.refresh_from_db()
    assert (sent.ended_month, Intake.objects.get().month) == (month, month)


@pytest.mark.commits
def test_of_many_at_once_one_answer_is_stored(municipality, volume):
    """64 parallel posts on each of several links: one stored each."""
    rows = [ready_to_answer(n) for n in range(volume(3, 50))]
    for row in rows:
        at_once = 64
        gate = Barrier(at_once)

        def post(_number, row=row, gate=gate):
            gate.wait()
            try:
                return answer(Invitation.objects.get(pk=row.pk), answers=GIVEN)
            finally:
                connection.close()

        with ThreadPoolExecutor(at_once) as pool:
            won = sum(pool.map(post, range(at_once)))
        assert won == 1
    assert Intake.objects.count() == len(rows)
    assert Invitation.objects.filter(state="answered").count() == len(rows)


def ready_to_answer(number):
    """An invitation that is on its way, without the case around it."""
    from tests.feedback.test_decide import accept_event

    recipient = Recipient.objects.create(
        name="Karla Fiktiv", email=f"karla{number}@example.org", channel="email"
    )
    with transaction.atomic():
        accept_event(recipient, 1000 + number)
    asked = Invitation.objects.get(handover=1000 + number)
    actions.send(asked)
    asked.refresh_from_db()
    assert asked.closes_at > timezone.now() + timedelta(days=29)
    return asked
