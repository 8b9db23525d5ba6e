"""Whom a round asks: drawn by its rule, once, or refused with a sentence."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.models import Event, Message, Recipient
from coordination.workflow import Refused
from feedback.round import actions, api, drawing
from feedback.round.deadlines import send_due
from feedback.round.drawing import choose
from feedback.round.models import Round
from feedback.round.outlook import outlook
from feedback.round.progress import why_not
from tests.calls import Caller
from tests.feedback.round.asked import (
    ask_about_a_handover,
    in_days,
    let_rule_find,
    people,
    plan,
    states,
)
from tests.matrix.trying import browser


def test_everybody_who_may_be_asked_is_drawn_and_the_rest_have_a_reason(
    lars, monkeypatch
):
    asked = people(14)
    for number, change in enumerate(
        [
            {"stops": ["crisis"]},
            {"stops": ["dead"]},
            {"opted_out_at": timezone.now()},
            {"email": "", "address": "", "channel": ""},
            {"channel": "letter"},
            {"email": ""},
        ]
    ):
        Recipient.objects.filter(pk=asked[number].pk).update(**change)
    let_rule_find(monkeypatch, asked)
    autumn = plan(lars)
    actions.start(autumn, by=lars)
    autumn.refresh_from_db()

    assert autumn.draw["found"] == 14
    assert autumn.draw["drawn"] == 10
    assert autumn.draw["rule"] == autumn.rule
    assert autumn.draw["left_out"] == {
        "crisis": 1,
        "dead": 1,
        "no_channel": 1,
        "opted_out": 1,
    }
    rows = {row.recipient_id: row for row in autumn.invitations.all()}
    assert [rows[each.pk].reason for each in asked[:4]] == [
        "crisis",
        "dead",
        "opted_out",
        "no_channel",
    ]
    assert rows[asked[4].pk].mode == "letter"
    assert rows[asked[5].pk].mode == "letter", "no e-mail, but an address"
    assert rows[asked[6].pk].mode == "web"
    event = Event.objects.get(kind="round.start")
    assert event.facts["found"] == 14
    assert event.by == lars


def test_without_a_channel_an_interviewer_asks_where_that_is_offered(lars, monkeypatch):
    asked = people(10, channel="", email="", address="")
    Recipient.objects.filter(pk=asked[1].pk).update(phone="")
    let_rule_find(monkeypatch, asked)
    autumn = plan(lars, modes=["web", "phone", "face_to_face"])
    actions.start(autumn, by=lars)
    modes = dict(autumn.invitations.values_list("recipient_id", "mode"))
    assert modes.pop(asked[1].pk) == "face_to_face"
    assert set(modes.values()) == {"phone"}
    assert send_due(in_days(1)) == 10
    assert states(autumn) == {"sent": 10}
    assert not Message.objects.filter(template__startswith="feedback/round").exists()


def test_a_sample_can_be_drawn_again_by_its_seed(lars, monkeypatch):
    asked = people(60)
    let_rule_find(monkeypatch, asked)
    autumn = plan(lars, sample_size=25, waves=3, days_between=7)
    actions.start(autumn, by=lars)
    autumn.refresh_from_db()
    drawn = {row.recipient_id: row.wave for row in autumn.invitations.all()}
    again = choose([each.pk for each in asked], 25, autumn.draw["seed"])
    assert set(drawn) == set(again)
    assert Counter(drawn.values()) == {1: 9, 2: 8, 3: 8}
    assert [wave["size"] for wave in autumn.waves] == [9, 8, 8]
    assert [drawn[key] for key in again] == [1] * 9 + [2] * 8 + [3] * 8
    assert choose([each.pk for each in asked], 25, "another") != again


def test_every_person_is_drawn_equally_often():
    """Of 12 people 4 are drawn 3,000 times: chi-squared with 11 degrees of freedom."""
    drawn = Counter(
        key for seed in range(3000) for key in choose(range(12), 4, str(seed))
    )
    expected = 3000 * 4 / 12
    assert sum((n - expected) ** 2 / expected for n in drawn.values()) < 31.26


def test_a_start_is_whole_or_nothing_and_happens_once(held, lars):
    assert states(held) == {"drawn": 40}
    with pytest.raises(Refused, match=r"started|startet|gået i gang"):
        actions.start(held, by=lars)
    assert states(held) == {"drawn": 40}


def test_a_rule_that_finds_nobody_starts_nothing(lars, monkeypatch):
    let_rule_find(monkeypatch, [])
    autumn = plan(lars)
    with pytest.raises(Refused):
        actions.start(autumn, by=lars)
    autumn.refresh_from_db()
    assert autumn.state == "draft"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"until": timezone.localdate() - timedelta(days=1)}, "Sidste dag ligger før"),
        ({"modes": []}, "mindst én måde"),
        ({"modes": ["tablet"]}, "Ingen kan skrives til på den måde"),
        ({"walk_ins": True}, "Hvor enhver må svare"),
        ({"met_since": None}, "mellem hvilke dage"),
        (
            {"met_until": timezone.localdate() - timedelta(days=999)},
            "den tidligste først",
        ),
        ({"waves": 9, "days_between": 7}, "efter at runden er forbi"),
        ({"local_items": [{"code": f"x{n}"} for n in range(6)]}, "højst fem"),
    ],
)
def test_what_cannot_be_held_is_refused_with_its_own_sentence(lars, wrong, why):
    with pytest.raises(Refused, match=why):
        plan(lars, **wrong)
    assert not Round.objects.exists()


def test_a_name_is_taken_once(held, lars):
    with pytest.raises(Refused):
        plan(lars)


def test_a_reason_of_few_people_is_not_named(lars, monkeypatch):
    """Whoever knows the one pensioner of a department learns nothing from a rule."""
    asked = people(20)
    for person in asked[:2]:
        Recipient.objects.filter(pk=person.pk).update(stops=["hospital"])
    for person in asked[2:8]:
        Recipient.objects.filter(pk=person.pk).update(opted_out_at=timezone.now())
    let_rule_find(monkeypatch, asked)
    autumn = plan(lars)
    few = ("Andre grunde, hver for færre end 5", 2)
    assert few in outlook(autumn).left_out
    actions.start(autumn, by=lars)
    autumn.refresh_from_db()
    assert dict(why_not(autumn.draw["left_out"]))[few[0]] == few[1]
    told = Caller(lars).get(f"rounds/{autumn.pk}/").json()
    assert told["draw"]["left_out"] == {"opted_out": 6, "other": 2}
    assert told["progress"]["withheld"] == {"opted_out": 6, "other": 2}


def test_so_few_that_nothing_could_be_shown_are_not_asked(lars, monkeypatch):
    """All waves count together, and only those who would be asked."""
    asked = people(12)
    for person in asked[:3]:
        Recipient.objects.filter(pk=person.pk).update(stops=["crisis"])
    let_rule_find(monkeypatch, asked)
    autumn = plan(lars, waves=2, days_between=7)
    why = "Kun 9 borgere ville blive spurgt.*mindst 10 er inviteret"
    with pytest.raises(Refused, match=why):
        actions.start(autumn, by=lars)
    assert Round.objects.get().state == "draft"
    assert not autumn.invitations.exists()
    Recipient.objects.filter(pk=asked[0].pk).update(stops=[])
    actions.start(autumn, by=lars)
    assert states(autumn) == {"drawn": 10, "withheld": 2}


def test_the_least_is_the_municipalitys_own(lars, municipality, monkeypatch):
    let_rule_find(monkeypatch, people(14))
    autumn = plan(lars)
    municipality.publish_invited_min = 15
    municipality.save()
    with pytest.raises(Refused, match="mindst 15 er inviteret"):
        actions.start(autumn, by=lars)
    municipality.publish_invited_min = 14
    municipality.save()
    actions.start(autumn, by=lars)
    assert Round.objects.get().state == "open"


def test_a_sample_of_few_is_refused_like_few(lars, monkeypatch):
    let_rule_find(monkeypatch, people(30))
    autumn = plan(lars, sample_size=9)
    with pytest.raises(Refused, match="træk flere ud"):
        actions.start(autumn, by=lars)


def test_where_whoever_comes_may_answer_nobody_is_counted(lars, monkeypatch):
    let_rule_find(monkeypatch, [])
    held = plan(lars, walk_ins=True, modes=["tablet"])
    actions.start(held, by=lars)
    assert Round.objects.get().state == "open"


def test_page_and_api_say_beforehand_that_it_cannot_start(lars, monkeypatch):
    let_rule_find(monkeypatch, people(9))
    held = plan(lars)
    client, caller = browser(lars), Caller(lars)
    place, danish = held.get_absolute_url(), {"accept-language": "da"}
    start = f"{place}start/"
    for address in (place, start):
        page = client.get(address, headers=danish).content.decode()
        assert "Runden kan ikke starte endnu" in page
        assert "Kun 9 borgere ville blive spurgt." in page
        assert "Start runden</" not in page
    refused = client.post(start, headers=danish)
    assert refused.status_code == 409
    assert "Kun 9 borgere" in refused.content.decode()
    told = caller.get(f"rounds/{held.pk}/").json()
    assert told["cannot_start"].startswith("Only 9 citizens would be asked.")
    assert "start" not in told["available_steps"]
    assert caller.post(f"rounds/{held.pk}/start/").status_code == 409

    let_rule_find(monkeypatch, people(10))
    assert f'href="{start}"' in client.get(place).content.decode()
    told = caller.get(f"rounds/{held.pk}/").json()
    assert told["cannot_start"] == ""
    assert "start" in told["available_steps"]
    assert client.post(start).status_code == 302
    assert caller.get(f"rounds/{held.pk}/").json()["cannot_start"] == ""


def test_whom_it_would_ask_is_counted_only_for_who_reads_one_prepared_round(
    lars, monkeypatch
):
    let_rule_find(monkeypatch, people(9))
    held, tried = plan(lars), []
    monkeypatch.setattr(
        api,
        "count_drawn",
        lambda held, at: tried.append(held.pk) or drawing.count_drawn(held, at=at),
    )
    caller, place = Caller(lars), f"rounds/{held.pk}/"
    assert caller.get("rounds/").status_code == 200
    old = caller.post(f"{place}start/", match='"99"')
    assert old.status_code == 412
    assert old.json()["current"]["version"] == held.version
    assert "cannot_start" not in old.json()["current"]
    assert tried == []
    assert caller.get(place).json()["cannot_start"]
    assert tried == [held.pk]


@pytest.mark.parametrize("size", [None, 12, 500])
def test_reading_a_prepared_round_draws_nobody(lars, monkeypatch, size):
    """It counts whom it could ask: one look on record, however many they are."""
    held, costs = plan(lars, sample_size=size), []
    monkeypatch.setattr(drawing, "choose", lambda *_frame: pytest.fail("a draw"))
    caller, looks = Caller(lars), Event.objects.filter(kind="round.read")
    for count in (20, 200):
        let_rule_find(monkeypatch, people(count))
        before = looks.count()
        with CaptureQueriesContext(connection) as queries:
            told = caller.get(f"rounds/{held.pk}/").json()
        costs.append(len(queries))
        assert looks.count() == before + 1
        assert told["cannot_start"] == ""
    assert costs[0] == costs[1]
    assert not held.invitations.exists()


def test_as_many_are_counted_as_a_draw_would_find(lars, monkeypatch):
    asked = people(30)
    left = [each.pk for each in asked[:4]]
    Recipient.objects.filter(pk__in=left).update(opted_out_at=timezone.now())
    ask_about_a_handover(asked[4].pk, 77, sent_at=timezone.now())
    let_rule_find(monkeypatch, asked)
    now = timezone.now()
    for number, size in enumerate((None, 12, 500)):
        held = plan(lars, name=f"Runde {number}", sample_size=size)
        found = drawing.draw(held, at=now).record["drawn"]
        assert drawing.count_drawn(held, at=now) == found
