"""What the municipality aims for: set by who leads the lead department, on record."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from coordination.models import Event
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.leaders.indicators import indicators
from feedback.target import actions
from feedback.target.models import Target

PAGE = "/ledelse/maal/"
CODES = [indicator.code for indicator in indicators(load(HANDOVER_PULSE))]


def test_a_target_is_set_changed_and_dropped_on_record(lars):
    actions.change({"coherent": Decimal("3.8")}, by=lars)
    actions.change({"coherent": Decimal("3.8")}, by=lars)
    actions.change({"coherent": Decimal(4), "first-contact": None}, by=lars)
    assert Target.objects.get().value == 4
    actions.change({"coherent": None}, by=lars)
    assert not Target.objects.exists()
    told = Event.objects.filter(kind="target.change").order_by("pk")
    assert [event.facts["value"] for event in told] == [
        [None, "3.8"],
        ["3.80", "4"],
        ["4.00", None],
    ]
    assert {event.by for event in told} == {lars}


@pytest.mark.parametrize("who", ["lone", "kim", "jonas", "administrator"])
def test_others_do_not_decide(request, lars, signed_in, who):
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        actions.change({"coherent": Decimal(4)}, by=user)
    assert signed_in(user).get(PAGE).status_code == 403


def test_the_page_sets_targets_and_the_first_page_shows_them(lars, lone, signed_in):
    said = {"coherent": "3,8", "response-rate": "50", "first-contact": "10"}
    client = signed_in(lars)
    assert client.post(PAGE, said).status_code == 302
    targets = dict(Target.objects.values_list("indicator", "value"))
    assert targets == {
        "coherent": Decimal("3.8"),
        "response-rate": 50,
        "first-contact": 10,
    }
    page = client.get(PAGE).content.decode()
    assert 'value="3,80"' in page
    assert 'value="50"' in page
    # nothing typed takes a target away
    client.post(PAGE, said | {"first-contact": "", "coherent": "3.8"})
    assert Target.objects.count() == 2
    shown = signed_in(lone).get("/ledelse/").content.decode()
    for words in ("mål 3,80", "mål 50 %"):
        assert words in shown
    assert PAGE not in shown


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("coherent", "0"),
        ("coherent", "5.1"),
        ("response-rate", "101"),
        ("first-contact", "-1"),
        ("coherent", "meget"),
    ],
)
def test_what_cannot_be_reached_is_said_at_the_field(lars, signed_in, code, value):
    reply = signed_in(lars).post(PAGE, {code: value})
    assert reply.status_code == 422
    assert code in reply.context["form"].errors
    assert not Target.objects.exists()


def test_every_indicator_can_have_one(lars, signed_in):
    fields = signed_in(lars).get(PAGE).context["form"].fields
    assert list(fields) == CODES


def test_the_same_over_http(lars, lone, as_):
    client = as_(lars)
    given = client.post("figures/targets/", targets={"coherent": "3.8"})
    assert given.json() == as_(lone).get("figures/targets/").json()
    assert given.json()[0]["value"] == "3.80"
    for wrong in ({"nothing": "1"}, {"coherent": "9"}, {"coherent": "x"}, {}):
        assert client.post("figures/targets/", targets=wrong).status_code == 400
    refused = as_(lone).post("figures/targets/", targets={"coherent": "2"})
    assert refused.status_code == 403
    (told,) = [r for r in client.get("figures/indicators/").json() if r["target"]]
    assert (told["code"], told["target"]) == ("coherent", "3.8000")
