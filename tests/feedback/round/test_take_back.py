"""A round that was brought in is corrected by another, and nobody is left between."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError
from django.db import DatabaseError, transaction
from django.utils import timezone

from coordination.models import Event
from coordination.workflow import Refused
from feedback.answer.models import Count
from feedback.round import actions
from feedback.round.models import Round
from tests.calls import Caller
from tests.matrix.trying import browser

CODES = ["dignified", "latest_meeting", "overall"]
WRONG = {"by": None, "because": "Det var den forkerte fil"}
MARCH = {"since": date(2026, 3, 1), "until": date(2026, 3, 31)}


@pytest.fixture
def file(supplier):
    """Write so many people's answers; return the path."""

    def write(people, first=5):
        rows = [[first, 5, 3]] + [[4, 5, 3]] * (people - 1)
        return supplier(CODES, rows, name=f"{people}-{first}.csv")

    return write


@pytest.mark.parametrize("people", [16, 20, 24])
def test_nearly_the_same_people_are_not_published_twice(file, bring_in, people):
    bring_in(file(20), "dignity", "Forår", **MARCH)
    with pytest.raises(CommandError, match="“Forår” har næsten lige så mange svar"):
        bring_in(file(people, first=1), "dignity", "Rettet", **MARCH)
    assert Round.objects.count() == 1


@pytest.mark.parametrize(
    ("people", "instrument", "days"),
    [
        (15, "dignity", MARCH),
        (25, "dignity", MARCH),
        (21, "degree-overall", MARCH),
        (21, "dignity", {"since": date(2026, 4, 1), "until": date(2026, 4, 30)}),
    ],
)
def test_others_are(file, bring_in, people, instrument, days):
    bring_in(file(20), "dignity", "Forår", **MARCH)
    bring_in(file(people), instrument, "En anden", **days)
    assert Round.objects.closed().count() == 2


def test_days_nobody_told_are_the_same_days(file, bring_in, monkeypatch):
    bring_in(file(20), "dignity", "Forår")
    tomorrow = timezone.localdate() + timedelta(days=1)
    with monkeypatch.context() as later:
        later.setattr(timezone, "localdate", localdate_on(tomorrow))
        with pytest.raises(CommandError, match="--replace"):
            bring_in(file(21), "dignity", "Rettet")


def localdate_on(day):
    true = timezone.localdate
    return lambda at=None: true(at) if at else day


def test_a_rehearsal_says_so_too(file, bring_in):
    bring_in(file(20), "dignity", "Forår", **MARCH)
    with pytest.raises(CommandError, match="--replace"):
        bring_in(file(21), "dignity", "Rettet", dry_run=True, **MARCH)
    with pytest.raises(CommandError, match="“alle” adskiller denne fil sig"):
        bring_in(file(21), "dignity", "Rettet", dry_run=True, replace="Forår", **MARCH)
    said, _err = bring_in(
        file(25), "dignity", "Rettet", dry_run=True, replace="Forår", **MARCH
    )
    assert "25 svar" in said
    assert Round.objects.get().state == "closed"


def test_the_one_that_is_corrected_is_taken_back_on_record(file, bring_in, tell):
    bring_in(file(20), "dignity", "Forår", **MARCH)
    bring_in(file(25), "dignity", "Forår, rettet", replace="Forår", **MARCH)

    first, second = Round.objects.order_by("pk")
    assert (first.state, second.state) == ("taken_back", "closed")
    taken = Event.objects.get(kind="round.take_back")
    assert taken.facts["source"] == first.source_digest
    assert tell("Forår, rettet")["response"]["completed"] == 25
    with pytest.raises(CommandError, match="“Forår” er trukket tilbage"):
        tell("Forår")


def test_what_was_published_is_shown_nowhere_but_not_rewritten(
    file, bring_in, lone, signed_in, client
):
    bring_in(file(20), "dignity", "Forår", **MARCH)
    held = Round.objects.get()
    before = list(Count.objects.values_list("pk", "n"))
    page = signed_in(lone)
    addresses = [
        f"{held.get_absolute_url()}{rest}"
        for rest in ("resultat/", "resultat.csv", "sammenligning.json")
    ]
    addresses.append(f"/api/v1/rounds/{held.pk}/results/")
    assert {page.get(address).status_code for address in addresses} == {200}
    actions.take_back(held, **WRONG)
    assert {page.get(address).status_code for address in addresses} == {404}
    shown = page.get(held.get_absolute_url()).content.decode()
    assert "Dens tal vises ingen steder" in shown
    assert list(Count.objects.values_list("pk", "n")) == before


def test_a_correction_that_fails_takes_nothing_back(file, bring_in):
    bring_in(file(20), "dignity", "Forår", **MARCH)
    bring_in(file(40), "dignity", "Begge", **MARCH)
    with pytest.raises(CommandError, match="“Begge” har næsten"):
        bring_in(file(41), "dignity", "Rettet", replace="Forår", **MARCH)
    assert {held.state for held in Round.objects.all()} == {"closed"}


def test_who_was_taken_back_does_not_come_again_under_the_same_name(file, bring_in):
    bring_in(file(20), "dignity", "Forår", **MARCH)
    actions.take_back(Round.objects.get(), **WRONG)
    for people in (20, 21):
        with pytest.raises(CommandError, match="er trukket tilbage"):
            bring_in(file(people), "dignity", "Forår", **MARCH)
    bring_in(file(20), "dignity", "Forår igen", **MARCH)


def test_a_round_of_our_own_is_not_taken_back(held, lars, file, bring_in):
    actions.close(held, by=lars)
    with pytest.raises(Refused, match="ikke hentet fra en fil"):
        actions.take_back(held, by=lars, because="Det gik ikke godt")
    with pytest.raises(CommandError, match="ikke hentet fra en fil"):
        bring_in(file(20), "dignity", "Rettet", replace=held.name)
    with pytest.raises(CommandError, match="ikke nogen runde “Ingen”"):
        bring_in(file(20), "dignity", "Rettet", replace="Ingen")
    held.refresh_from_db()
    assert held.state == "closed"


def test_the_database_lets_only_a_closed_round_be_taken_back(held):
    with pytest.raises(DatabaseError, match="feedback_round"), transaction.atomic():
        Round.objects.filter(pk=held.pk).update(state="taken_back")


def test_a_round_that_was_brought_in_cannot_start(file, bring_in, lars):
    bring_in(file(20), "dignity", "Forår", **MARCH)
    with pytest.raises(Refused, match="Runden er lukket"):
        actions.start(Round.objects.get(), by=lars)


def test_who_holds_rounds_takes_one_back_on_its_page_and_says_why(
    file, bring_in, lars, lone
):
    bring_in(file(20), "dignity", "Forår", **MARCH)
    held = Round.objects.get()
    place = f"{held.get_absolute_url()}tag-tilbage/"
    danish = {"accept-language": "da"}
    client = browser(lars)
    assert place in client.get(held.get_absolute_url()).content.decode()
    page = client.get(place, headers=danish).content.decode()
    assert "Træk Forår tilbage?" in page
    assert "mindst 5 personer" in page
    assert client.post(place, {"because": " "}).status_code == 422
    stale = {"because": "For sent", "version": "9"}
    assert client.post(place, stale).status_code == 412
    held.refresh_from_db()
    assert held.state == "closed"

    told = {"because": "Filen manglede Syd", "version": str(held.version)}
    assert client.post(place, told).status_code == 302
    held.refresh_from_db()
    assert (held.state, held.taken_back_because) == ("taken_back", told["because"])
    event = Event.objects.get(kind="round.take_back")
    assert (event.by, event.before, event.after) == (lars, "closed", "taken_back")
    assert event.note_digest
    assert "Syd" not in str(event.facts)
    shown = browser(lone).get(held.get_absolute_url()).content.decode()
    assert "Filen manglede Syd" in shown
    assert place not in shown
    assert client.get(place).status_code == 409


def test_a_program_takes_one_back(file, bring_in, lars, lone):
    bring_in(file(20), "dignity", "Forår", invited=150, **MARCH)
    number = Round.objects.get().pk
    assert Caller(lars).get(f"rounds/{number}/").json()["invited"] == 150
    where, why = f"rounds/{number}/take-back/", "Filen manglede Syd"
    assert (
        "take-back" in Caller(lars).get(f"rounds/{number}/").json()["available_steps"]
    )
    assert Caller(lone).post(where, because=why).status_code == 403
    assert Caller(lars).post(where).status_code == 400
    assert Caller(lars).post(where, because="x" * 501).status_code == 400
    assert Caller(lars).post(where, because=why).json()["state"] == "taken_back"
    told = Caller(lars).get(f"rounds/{number}/").json()
    assert (told["taken_back_because"], told["invited"]) == (why, None)
    page = browser(lars).get(f"/ledelse/runder/{number}/").content.decode()
    assert "<dt>Invited</dt>" not in page
    assert "take-back" not in told["available_steps"]
    assert Caller(lars).post(where, because=why).status_code == 409


def test_what_was_taken_back_comes_again_only_where_enough_differ(file, bring_in, lars):
    bring_in(file(20), "dignity", "Forår", **MARCH)
    actions.take_back(Round.objects.get(), by=lars, because="Fire manglede")
    with pytest.raises(CommandError, match="fra “Forår” med færre end 5"):
        bring_in(file(24), "dignity", "Rettet", **MARCH)
    bring_in(file(25), "dignity", "Rettet", **MARCH)
    assert Round.objects.closed().get().name == "Rettet"


def test_of_what_is_replaced_it_says_by_which(file, bring_in):
    bring_in(file(20), "dignity", "Forår", **MARCH)
    bring_in(file(25), "dignity", "Rettet", replace="Forår", **MARCH)
    held = Round.objects.get(name="Forår")
    assert held.taken_back_because == "Erstattet af “Rettet”."


def test_a_round_of_our_own_offers_no_such_button(bring_in, file, lars, held):
    actions.close(held, by=lars)
    client = browser(lars)
    ours = client.get(f"/ledelse/runder/{held.pk}/").content.decode()
    assert "/tag-tilbage/" not in ours
    bring_in(file(20), "dignity", "Forår", **MARCH)
    theirs = Round.objects.brought_in().get()
    assert (
        "/tag-tilbage/" in client.get(f"/ledelse/runder/{theirs.pk}/").content.decode()
    )
