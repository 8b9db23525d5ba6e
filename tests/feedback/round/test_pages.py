"""The pages and calls of a round, as the leader of the lead department uses them."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.administration.settings import actions as settings_actions
from coordination.formats import day
from coordination.messages import post
from coordination.models import Event
from feedback.answer.intake import answer
from feedback.language import actions as language
from feedback.language import offered
from feedback.result.words import DASH
from feedback.round import actions
from feedback.round.deadlines import remind_due, send_due
from feedback.round.models import Round
from feedback.round.progress import progress_of
from feedback.round.rates import rates_of
from tests.calls import Caller
from tests.cast import employ
from tests.feedback.round.asked import let_rule_find, people, plan, wishes
from tests.matrix.trying import browser


def form(**changed):
    today = timezone.localdate()
    return {
        "name": "Efterår 2026",
        "instrument": "themes-six-1",
        "whom": "rule",
        "min_contacts": "2",
        "met_since": (today - timedelta(days=90)).isoformat(),
        "met_until": today.isoformat(),
        "since": today.isoformat(),
        "until": (today + timedelta(days=30)).isoformat(),
        "modes": ["web", "letter"],
        "waves": "2",
        "days_between": "7",
        "remind_after": "10",
        "question_2": "Ved du, hvem du skal ringe til?",
    } | changed


def test_a_leader_prepares_changes_starts_and_closes(lars, hanne, monkeypatch):
    let_rule_find(monkeypatch, people(20))
    client = browser(lars)
    made = client.post(reverse("round-plan"), form())
    held = Round.objects.get()
    assert made["Location"] == held.get_absolute_url()
    assert held.local_items == [
        {
            "code": "own_1",
            "scale": held.local_items[0]["scale"],
            "text": "Ved du, hvem du skal ringe til?",
        }
    ]
    page = client.get(made["Location"]).content.decode()
    assert "20 citizens match the rule now" in page

    place = f"{held.get_absolute_url()}aendre/"
    again = client.get(place).context["form"].initial
    assert again["question_1"] == "Ved du, hvem du skal ringe til?"
    sent = form(sample_size="10", version=str(held.version))
    assert client.post(place, sent).status_code == 302
    stale = client.post(place, form(version="1"))
    assert stale.status_code == 412

    place = f"{held.get_absolute_url()}interviewere/"
    assert client.post(place, {"interviewers": [hanne.pk]}).status_code == 302
    assert list(held.interviewers.all()) == [hanne]

    assert client.post(f"{held.get_absolute_url()}start/").status_code == 302
    assert held.invitations.filter(state="drawn").count() == 10
    assert client.post(f"{held.get_absolute_url()}start/").status_code == 409
    send_due(timezone.now() + timedelta(days=1))
    assert post.send_due() == 5
    for row in held.invitations.filter(state="sent"):
        answer(row, answers={})
    page = client.get(held.get_absolute_url()).content.decode()
    assert "5 of 10 have had their turn" in page
    part = client.get(f"{held.get_absolute_url()}fremdrift/").content.decode()
    assert 'value="5"' in part
    assert "hx-get" not in part, "nothing is due, so nothing is asked again"
    assert client.post(f"{held.get_absolute_url()}luk/").status_code == 302
    held.refresh_from_db()
    assert held.state == "closed"
    assert (
        reverse("round-results", args=[held.pk])
        in client.get(held.get_absolute_url()).content.decode()
    )
    assert Event.objects.filter(kind="round.read", by=lars).exists()


def test_all_that_is_missing_is_named_at_the_first_send(lars):
    """The days of the contacts along with the name and the last day, not after them."""
    said = browser(lars).get(reverse("round-plan")).content.decode()
    assert "A rule needs both of the days below" in said
    sent = form(name="", until="", met_since="", met_until="")
    reply = browser(lars).post(reverse("round-plan"), sent)
    assert reply.status_code == 422
    assert set(reply.context["form"].errors) == {
        *("name", "until", "met_since", "met_until")
    }
    whoever = form(name="", whom="whoever", met_since="", met_until="")
    reply = browser(lars).post(reverse("round-plan"), whoever)
    assert set(reply.context["form"].errors) == {"name"}
    slip = form(name="", met_since="i går", met_until="")
    reply = browser(lars).post(reverse("round-plan"), slip)
    assert set(reply.context["form"].errors) == {"name", "met_since", "met_until"}
    assert len(reply.context["form"].errors["met_since"]) == 1


def test_the_list_tells_the_year_and_the_response_rate_as_it_is_published(
    hold, supplier, bring_in, lars, monkeypatch, django_assert_num_queries
):
    """Hidden where too few answered, and nothing of what is open or taken back."""
    held = hold({"Jobcenter": 51, "Familie": 40})
    few = supplier(["dignified"], [[4]] * 4)
    bring_in(few, "dignity", "Få", invited=40, until=date(2025, 3, 1))
    unknown = supplier(["overall"], [[4]] * 30)
    bring_in(unknown, "degree-overall", "Ukendt", until=date(2024, 3, 1))
    wrong = supplier(["dignified"], [[2]] * 60)
    bring_in(wrong, "dignity", "Forkert", invited=90, until=date(2023, 3, 1))
    taken = Round.objects.get(name="Forkert")
    actions.take_back(taken, by=lars, because="Forkert fil")
    let_rule_find(monkeypatch, people(20))
    autumn = plan(lars)
    actions.start(autumn, by=lars)

    reply = browser(lars).get(reverse("round-list"), headers={"accept-language": "da"})
    rates = {
        row.name: rate
        for part in ("current", "over")
        for row, rate in reply.context[part]
    }
    assert rates == {
        held.name: "45,5 % (91/200)",
        "Få": "skjult",
        "Ukendt": DASH,
        "Forkert": DASH,
        "Efterår": DASH,
    }
    page = reply.content.decode()
    assert f">{day(autumn.until)}</td>" in page
    assert ">1. marts 2025</td>" in page
    with django_assert_num_queries(1):
        rates_of([held, taken, autumn])


def test_while_it_is_sent_the_page_asks_again(lars, monkeypatch):
    let_rule_find(monkeypatch, people(10))
    held = plan(lars)
    actions.start(held, by=lars)
    held.invitations.update(due_at=timezone.now())
    page = browser(lars).get(held.get_absolute_url()).content.decode()
    assert reverse("round-progress", args=[held.pk]) in page
    assert "<progress" in page


def test_while_messages_wait_the_page_says_how_many_have_left(lars, monkeypatch):
    called = people(2, channel="", email="", address="")
    let_rule_find(monkeypatch, [*people(10), *called])
    held = plan(lars, modes=["web", "phone"])
    actions.start(held, by=lars)
    send_due(timezone.now() + timedelta(days=1))
    remind_due(timezone.now() + timedelta(days=12))
    assert post.send_due(7) == 7
    place = f"{held.get_absolute_url()}fremdrift/"
    part = browser(lars).get(place, headers={"accept-language": "da"})
    part = part.content.decode()
    assert "9 af 12 har haft deres tur" in part
    assert 'value="9"' in part
    assert "7 af 10 er sendt ud." in part
    assert "hx-get" in part
    assert Caller(lars).get(f"rounds/{held.pk}/").json()["progress"]["queued"] == 3
    assert post.send_due(3) == 3
    part = browser(lars).get(place).content.decode()
    assert 'value="12"' in part
    assert "hx-get" not in part, "the reminders are no part of the asking"


def test_another_rounds_messages_are_not_counted(lars, monkeypatch):
    autumn, winter = plan(lars), plan(lars, name="Vinter")
    for held, count in ((autumn, 10), (winter, 15)):
        let_rule_find(monkeypatch, people(count))
        actions.start(held, by=lars)
    send_due(timezone.now() + timedelta(days=1))
    assert [progress_of(held).queued for held in (autumn, winter)] == [10, 15]
    actions.call_off(autumn, by=lars)
    assert [progress_of(held).queued for held in (autumn, winter)] == [0, 15]


def test_how_many_are_asked_changes_no_number_of_queries(
    lars, monkeypatch, django_assert_num_queries
):
    for name, count in (("Få", 10), ("Mange", 60)):
        let_rule_find(monkeypatch, people(count))
        held = plan(lars, name=name)
        actions.start(held, by=lars)
        send_due(timezone.now() + timedelta(days=1))
        with django_assert_num_queries(4):
            assert progress_of(held).queued == count


@pytest.mark.parametrize("who", ["lone", "jonas", "administrator"])
def test_nobody_else_holds_rounds(who, request, lars, monkeypatch):
    person = request.getfixturevalue(who)
    let_rule_find(monkeypatch, people(2))
    held = plan(lars)
    client, caller = browser(person), Caller(person)
    reads = who == "lone"
    assert client.get(reverse("round-list")).status_code == (200 if reads else 403)
    assert client.get(reverse("round-plan")).status_code == 403
    assert client.post(reverse("round-plan"), form()).status_code == 403
    assert client.get(held.get_absolute_url()).status_code == (200 if reads else 404)
    for step in ("start", "luk", "aflys", "interviewere"):
        place = f"{held.get_absolute_url()}{step}/"
        assert client.post(place).status_code in {403, 404, 409}
    refused = {403, 409} if reads else {404}
    for step in ("start", "close", "call-off"):
        assert caller.post(f"rounds/{held.pk}/{step}/").status_code in refused
    held.refresh_from_db()
    assert held.state == "draft"


def said(**changed):
    told = wishes() | {"name": "Vinter", "instrument": "themes-six-1"}
    days = {k: v.isoformat() for k, v in told.items() if hasattr(v, "isoformat")}
    return {**told, **days, **changed}


def test_a_program_takes_the_same_steps(lars, hanne, monkeypatch):
    let_rule_find(monkeypatch, people(12))
    caller = Caller(lars)
    made = caller.post("rounds/", **said(questions=["Ring?"]))
    assert made.status_code == 201, made.content
    number = made.json()["id"]
    changed = caller.post(f"rounds/{number}/change/", **said(name="Forår"))
    assert changed.status_code == 200, changed.content
    named = caller.post(f"rounds/{number}/name-interviewers/", interviewers=[hanne.pk])
    assert named.status_code == 200
    assert caller.post(f"rounds/{number}/start/").json()["state"] == "open"
    told = caller.get(f"rounds/{number}/").json()
    assert told["progress"]["waiting"] == 12
    assert told["draw"]["found"] == 12
    assert "close" in told["available_steps"]
    assert caller.post(f"rounds/{number}/close/").json()["state"] == "closed"
    listed = caller.get("rounds/").json()["results"]
    assert [row["name"] for row in listed] == ["Forår"]
    wrong = caller.post("rounds/", **said(instrument="nothing-1"))
    assert wrong.status_code == 400


def words_under(page, title):
    """Return the words of what stands under a name in the round's facts."""
    found = re.search(rf"<dt>{title}</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


@pytest.fixture
def _checks_are_read_anew():
    offered.forget()
    yield
    offered.forget()


@pytest.mark.usefixtures("_checks_are_read_anew")
def test_the_page_says_in_which_languages_citizens_can_answer(
    lars, administrator, jobs, monkeypatch
):
    let_rule_find(monkeypatch, people(2))
    held = plan(lars)
    client = browser(lars)
    in_danish = {"headers": {"accept-language": "da"}}
    place = reverse("language-check", args=["ar"])
    page = client.get(held.get_absolute_url(), **in_danish).content.decode()
    assert words_under(page, "Sprog") == "Dansk , English العربية Ikke kontrolleret"
    assert place in page
    assert client.get(place).status_code == 200
    auditor = browser(employ("rene", jobs, "auditor"))
    read = auditor.get(held.get_absolute_url(), **in_danish).content.decode()
    assert "Ikke kontrolleret" in read
    assert place not in read

    language.check("ar", by=None, checked_by="Amal Fiktiv")
    settings_actions.change(by=administrator, languages=["da", "ar"])
    own = [{"code": "own_1", "scale": "agree-5", "text": "Bus?"}]
    held = plan(lars, name="Egne", local_items=own)
    page = client.get(held.get_absolute_url(), **in_danish).content.decode()
    assert words_under(page, "Sprog") == (
        "Dansk , العربية English Slået fra Jeres egne spørgsmål stilles på dansk."
    )
    actions.call_off(held, by=lars)
    page = client.get(held.get_absolute_url(), **in_danish).content.decode()
    assert "<dt>Sprog</dt>" not in page


@pytest.mark.parametrize(
    ("modes", "reminds"),
    [(["phone", "face_to_face"], False), (["phone", "letter"], True)],
)
def test_a_reminder_is_named_only_where_anybody_is_written_to(
    lars, monkeypatch, modes, reminds
):
    let_rule_find(monkeypatch, people(12))
    held = plan(lars, modes=modes, remind_after=10)
    page = browser(lars).get(held.get_absolute_url()).content.decode()
    assert ("<dt>Reminder</dt>" in page) == reminds
