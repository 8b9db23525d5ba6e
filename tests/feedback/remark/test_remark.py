"""A remark is read by a leader of another place, trimmed and let out, or it is gone."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from coordination.invariants import broken
from coordination.models import Event
from coordination.workflow import NotVisible, Refused, Stale
from feedback.answer.models import Count
from feedback.remark import actions
from feedback.remark.models import Remark
from tests.calls import Caller

QUARTER = date(2026, 3, 1)
SAID = "Mette ringede fra 12 34 56 78 og det var rigtig godt"


@pytest.fixture
def remark(psychiatry):
    return Remark.objects.create(
        month=QUARTER, receiver=psychiatry.pk, text=SAID, state="held"
    )


@pytest.fixture
def published(housing, psychiatry):
    """A quarter in which psychiatry's figures are shown and housing's are not."""

    def count(department, category, n):
        Count.objects.create(
            table="quarter",
            since=date(2026, 1, 1),
            until=QUARTER,
            instrument="handover-pulse-1",
            dimension="receiver",
            value=str(department.pk),
            item="",
            category=category,
            n=n,
        )

    def publish(answered=12):
        count(psychiatry, "answered", answered)
        count(psychiatry, "invited", 30)
        count(housing, "hidden", 0)

    return publish


def release(remark, by, text, receiver=None, month=QUARTER):
    row = Remark.objects.create(
        month=month, receiver=receiver or remark.receiver, text=text, state="held"
    )
    actions.release(row, by=by, out=[])
    return row


def test_only_leaders_of_other_departments_read_it(
    remark, lone, jonas, administrator, housing
):
    def seen_by(user):
        return list(Remark.objects.visible_to(user))

    assert seen_by(lone) == [remark]
    assert seen_by(jonas) == seen_by(administrator) == []
    own = Remark.objects.create(
        month=QUARTER, receiver=housing.pk, text="Godt", state="held"
    )
    assert own not in seen_by(lone), "who works there would know the citizen"
    for act in (actions.drop, lambda r, by: actions.release(r, by=by, out=[])):
        with pytest.raises(NotVisible):
            act(own, by=lone)
        with pytest.raises((NotVisible, PermissionDenied)):
            act(remark, by=jonas)


def test_a_release_keeps_what_is_left_and_erases_the_rest(remark, lone):
    with pytest.raises(Refused, match="telefonnummer"):
        actions.release(remark, by=lone, out=[0])
    actions.release(remark, by=lone, out=[0, 3, 4, 5, 6])

    kept = Remark.objects.get()
    assert kept.text == "[…] ringede fra […] og det var rigtig godt"
    assert (kept.state, kept.released_by) == ("released", lone)
    event = Event.objects.get(kind="remark.release")
    assert event.by == lone
    assert event.facts == {"found": ["name", "phone"], "taken_out": 5}
    everywhere = str(list(Event.objects.values())) + str(list(Remark.objects.values()))
    assert "Mette" not in everywhere
    assert "56 78" not in everywhere
    assert not broken().keys() & {"I21"}


def test_nothing_is_let_out_of_nothing(remark, lone):
    with pytest.raises(Refused, match="Slet udsagnet"):
        actions.release(remark, by=lone, out=range(99))


def test_dropping_erases_the_words_for_good(remark, lone):
    actions.drop(remark, by=lone)
    assert Remark.objects.get().text == ""
    with pytest.raises(Refused, match="slettet"):
        actions.release(remark, by=lone, out=[])
    assert Event.objects.filter(kind="remark.drop", by=lone).exists()


def test_two_leaders_do_not_decide_twice(remark, lone, lars):
    first = Remark.objects.get()
    actions.release(remark, by=lone, out=[0, 3, 4, 5, 6])
    with pytest.raises((Refused, Stale)):
        actions.release(first, by=lars, out=[1], version=0)


def test_the_page_marks_what_was_found_and_takes_it_out(remark, lone, signed_in):
    page = signed_in(lone)
    listed = page.get("/ledelse/udsagn/venter/").content.decode()
    assert "Navn" in listed
    assert "Mette" not in listed, "the list shows no words"
    assert "Socialpsykiatri" not in listed

    address = f"/ledelse/udsagn/{remark.pk}/"
    shown = page.get(address).content.decode()
    assert "Socialpsykiatri" not in shown, "the receiver is not told before release"
    assert shown.count("checked") == 5
    reply = page.post(address, {"out": ["0"], "version": "0"})
    assert reply.status_code == 409
    assert "telefonnummer" in reply.content.decode()
    ticked = ["0", "3", "4", "5", "6"]
    assert page.post(address, {"out": ticked, "version": "0"}).status_code == 302
    assert Remark.objects.get().state == "released"
    looks = Event.objects.filter(kind="remark.read", by=lone)
    assert looks.count() == 2, "one look, and one when the form came back"


def test_released_words_stand_only_with_groups_that_are_shown(
    remark, lone, signed_in, published, housing, lars
):
    published()
    release(remark, lone, "Det gik godt hele vejen")
    release(remark, lars, "Her var det skidt", receiver=housing.pk)
    page = signed_in(lone)
    shown = page.get("/ledelse/udsagn/").content.decode()
    assert "Det gik godt hele vejen" in shown
    assert "Her var det skidt" not in shown
    assert "Skjult: for få" in shown
    assert "2026-03" in page.get("/ledelse/udsagn/?period=x").content.decode()
    assert SAID not in shown
    for form in ("csv", "xlsx"):
        reply = page.get(f"/ledelse/udsagn.{form}")
        assert reply.status_code == 200
    told = page.get("/ledelse/udsagn.csv").content.decode("utf-8-sig")
    assert "hele vejen" in told
    assert "skidt" not in told


def test_groups_below_ten_are_never_in_a_file(remark, lone, signed_in, published):
    published(answered=9)
    release(remark, lone, "Det gik godt hele vejen")
    page = signed_in(lone)
    assert "hele vejen" in page.get("/ledelse/udsagn/").content.decode()
    told = page.get("/ledelse/udsagn.csv").content.decode("utf-8-sig")
    assert "hele vejen" not in told


def test_their_order_says_nothing_about_when_they_came(
    remark, lone, signed_in, published
):
    """Random keys order them: of eight, the written order comes once in 40,320."""
    published()
    texts = [f"Udsagn med ordet {word}" for word in "abcdefgh"]
    for text in texts:
        release(remark, lone, text)
    shown = signed_in(lone).get("/ledelse/udsagn/").content.decode()
    places = [shown.index(text) for text in texts]
    keys = list(Remark.objects.released().values_list("pk", flat=True))
    assert keys == sorted(keys)
    by_key = {row.text: row.pk for row in Remark.objects.released()}
    assert sorted(texts, key=by_key.get) == [
        text for _place, text in sorted(zip(places, texts, strict=True))
    ]


def test_the_same_over_http(remark, lone, jonas, housing):
    program = Caller(lone)
    (row,) = program.get("/api/v1/remarks/").json()
    assert set(row) == {"id", "state", "version"}
    one = program.get(f"/api/v1/remarks/{remark.pk}/").json()
    assert one["words"][0] == "Mette"
    assert {mark["kind"] for mark in one["found"]} == {"name", "phone"}
    assert "receiver" not in one
    refused = program.post(f"/api/v1/remarks/{remark.pk}/release/", out=[0])
    assert refused.status_code == 409
    done = program.post(f"/api/v1/remarks/{remark.pk}/release/", out=[0, 3, 4, 5, 6])
    assert done.json() == {"id": str(remark.pk), "state": "released", "version": 1}
    stranger = Caller(jonas)
    assert stranger.get("/api/v1/remarks/").status_code == 403
    assert stranger.get(f"/api/v1/remarks/{remark.pk}/").status_code == 404


def test_a_released_number_would_be_found_by_the_checker(remark, lone):
    planted = Remark.objects.filter(pk=remark.pk)
    assert "I21" not in broken()
    planted.update(
        state="released", released_by=lone, released_at=timezone.now(), text=SAID
    )
    assert "I21" in broken()


def test_many_remarks_ask_no_more_of_the_database(
    remark, lone, signed_in, django_assert_max_num_queries
):
    page = signed_in(lone)
    for number in range(8):
        Remark.objects.create(
            month=QUARTER,
            receiver=remark.receiver,
            text=f"Noget helt andet {number}",
            state="held",
        )
    with django_assert_max_num_queries(12):
        page.get("/ledelse/udsagn/venter/")
