"""A leader pins what was done to a month, and may let the chart begin anew there."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from coordination.models import Event
from coordination.workflow import NotVisible, Refused, Stale
from feedback.answer.models import Count
from feedback.leaders.sources import Sources
from feedback.note import actions
from feedback.note.models import Note
from tests.cast import employ
from tests.feedback.years import months_ago, play

PAGE = "/ledelse/noegletal/coherent/"


@pytest.fixture
def month():
    return months_ago(3)


@pytest.fixture
def note(lars, month):
    return actions.pin(
        by=lars, indicator="coherent", month=month, what="Fælles møde hver mandag"
    )


def test_what_was_done_is_pinned_with_name_and_moment(note, lars, month):
    assert (note.state, note.pinned_by, note.month) == ("pinned", lars, month)
    event = Event.objects.get(kind="note.pin")
    assert event.by == lars
    assert event.facts == {"indicator": "coherent", "month": month.isoformat()}
    assert "mandag" not in str(event.facts)


def test_any_day_is_taken_for_its_month(lars, month):
    found = actions.pin(
        by=lars, indicator="coherent", month=month.replace(day=17), what="Noget"
    )
    assert found.month == month


def test_a_month_to_come_is_refused(lars):
    later = timezone.localdate() + timedelta(days=40)
    with pytest.raises(Refused, match="ikke begyndt"):
        actions.pin(by=lars, indicator="coherent", month=later, what="Noget")


def test_a_chart_begins_anew_by_name_and_on_record(note, lars):
    actions.rebase(note, by=lars)
    note.refresh_from_db()
    assert (note.state, note.rebased_by) == ("rebased", lars)
    assert Event.objects.get(kind="note.rebase").by == lars


def test_a_chart_begins_anew_once_in_a_month(note, lars, month):
    actions.rebase(note, by=lars)
    again = actions.pin(by=lars, indicator="coherent", month=month, what="Mere")
    with pytest.raises(Refused, match="begynder allerede forfra"):
        actions.rebase(again, by=lars)
    other = actions.pin(
        by=lars, indicator="first-contact", month=month, what="Mere", rebase=True
    )
    assert other.state == "rebased"


def test_taking_back_leaves_it_in_the_log(note, lars):
    actions.rebase(note, by=lars)
    actions.take_back(note, by=lars)
    assert not Sources.read().notes()
    kinds = Event.objects.filter(kind__startswith="note.").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "note.pin",
        "note.rebase",
        "note.take_back",
    ]
    with pytest.raises(Refused, match="allerede trukket tilbage"):
        actions.take_back(note, by=lars)


def test_two_leaders_at_once(note, lars, lone):
    stale = Note.objects.get(pk=note.pk)
    actions.rebase(note, by=lars, version=note.version)
    with pytest.raises(Stale):
        actions.take_back(stale, by=lone, version=stale.version)


@pytest.mark.parametrize("who", ["jonas", "kim", "mona", "administrator"])
def test_nobody_else_pins_or_sees(request, note, month, who):
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        actions.pin(by=user, indicator="coherent", month=month, what="Noget")
    with pytest.raises(NotVisible):
        actions.take_back(note, by=user)


def test_an_auditor_reads_and_changes_nothing(note, jobs):
    auditor = employ("asta", jobs, "auditor")
    assert Note.objects.visible_to(auditor).count() == 1
    with pytest.raises(PermissionDenied):
        actions.take_back(note, by=auditor)


def test_the_database_keeps_whole_months_and_one_beginning(note, lars, month):
    actions.rebase(note, by=lars)
    for changed in ({"month": month.replace(day=2)}, {"state": "pinned"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Note.objects.filter(pk=note.pk).update(**changed)
    again = actions.pin(by=lars, indicator="coherent", month=month, what="Mere")
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.filter(pk=again.pk).update(state="rebased")
    assert connection.is_usable()


# -- the pages --------------------------------------------------------------------


def test_a_leader_pins_rebases_and_takes_back_on_the_page(
    jobs, housing, psychiatry, lars, signed_in
):
    play([jobs, housing, psychiatry], first=months_ago(24), months=24, per_month=16)
    published = list(Count.objects.order_by("pk").values())
    client, begun = signed_in(lars), months_ago(9)
    asked = client.get("/ledelse/noter/ny/?indicator=coherent")
    assert 'value="coherent" selected' in asked.content.decode()
    said = {
        "indicator": "coherent",
        "month": begun.isoformat(),
        "what": "Ny aftale om fælles opstart",
    }
    reply = client.post("/ledelse/noter/ny/", said, follow=True)
    page = reply.content.decode()
    assert "Ny aftale om fælles opstart" in page
    assert "skrevet af Lars Prøve" in page
    assert len(reply.context["reading"].phases) == 1

    note = Note.objects.get()
    step = f"/ledelse/noter/{note.pk}/"
    assert client.get(f"{step}rebase/").status_code == 200
    reply = client.post(f"{step}rebase/", {"version": note.version}, follow=True)
    reading = reply.context["reading"]
    assert [p.stop - p.start for p in reading.phases] == [15, 9]
    assert "Perioderne ved siden af hinanden" in reply.content.decode()
    # nine months of the new phase are too few for any word
    assert reading.finding.words == "For tidligt"

    client.post(f"{step}take-back/", {})
    reply = client.get(PAGE)
    assert len(reply.context["reading"].phases) == 1
    assert "fælles opstart" not in reply.content.decode()
    assert list(Count.objects.order_by("pk").values()) == published


@pytest.mark.parametrize(
    "wrong",
    [
        {"indicator": "nothing"},
        {"month": "2019-01-01"},
        {"month": "i går"},
        {"what": ""},
        {"what": "x" * 501},
    ],
)
def test_the_form_says_what_is_wrong_and_keeps_the_rest(lars, signed_in, month, wrong):
    said = {"indicator": "coherent", "month": month.isoformat(), "what": "Blev gjort"}
    reply = signed_in(lars).post("/ledelse/noter/ny/", said | wrong)
    assert reply.status_code == 422
    if "what" not in wrong:
        assert "Blev gjort" in reply.content.decode()
    assert not Note.objects.exists()


# -- over HTTP --------------------------------------------------------------------


def test_the_same_over_http(lars, as_, month):
    client = as_(lars)
    said = {"indicator": "coherent", "month": "2026-01-15", "what": "Noget nyt"}
    made = client.post("notes/", **said)
    assert made.status_code == 201
    pk = made.json()["id"]
    assert client.post(f"notes/{pk}/rebase/").json()["state"] == "rebased"
    shown = client.get(f"notes/{pk}/").json()
    assert (shown["month"], shown["available_steps"]) == ("2026-01-01", ["take-back"])
    assert client.post(f"notes/{pk}/take-back/").status_code == 200
    assert client.post(f"notes/{pk}/take-back/").status_code == 409
    listed = client.get("notes/", state="taken_back").json()
    assert [row["id"] for row in listed["results"]] == [pk]
    assert client.post("notes/", **(said | {"indicator": "x"})).status_code == 400


def test_a_month_is_a_date():
    assert months_ago(0) == timezone.localdate().replace(day=1)
    assert isinstance(months_ago(1), date)
