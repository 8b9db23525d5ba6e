"""The pages on which a mentor plans visits, moves and cancels them, on the phone."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from coordination import calendar
from mentors.planned import forms
from mentors.planned.models import PlannedVisit
from mentors.visit.models import Visit
from tests.mentors.test_planned import at_ten, plan_at, waiting


def form(**changed):
    moment = f"{at_ten(2):%Y-%m-%dT%H:%M}"
    return {"starts_at": moment, "minutes": "60", "kind": "walk", **changed}


def test_mona_plans_moves_and_cancels_on_her_phone(phone, mentorship):
    path = f"/field/{mentorship.pk}/plan/"
    assert phone.get(path).status_code == 200
    answer = phone.post(path, form(weeks="4"), follow=True)
    assert "4 besøg er planlagt." in answer.content.decode()
    first = PlannedVisit.objects.first()
    move = f"/field/planned/{first.pk}/move/"
    assert phone.get(move).context["form"].initial["kind"] == "walk"
    moved = form(starts_at=f"{at_ten(3):%Y-%m-%dT%H:%M}", version=first.version)
    assert phone.post(move, moved).status_code == 302
    cancel = f"/field/planned/{first.pk}/cancel/"
    assert "husk at sige det" in phone.get(cancel).content.decode()
    assert phone.post(cancel).status_code == 302
    assert len(waiting()) == 3


@pytest.mark.parametrize(
    ("now", "suggested"),
    [
        ("2026-03-03 10:40", "2026-03-10 10:00"),
        ("2026-03-03 05:10", "2026-03-10 09:00"),
        ("2026-03-03 23:00", "2026-03-11 09:00"),
        ("2026-03-06 23:00", "2026-03-16 09:00"),  # a Friday night: Monday
        ("2026-03-07 11:00", "2026-03-16 09:00"),
        ("2026-03-26 11:00", "2026-04-07 09:00"),  # Maundy Thursday: after Easter
        ("2026-03-11 11:00", "2026-03-19 09:00"),  # the town hall's own closing day
    ],
)
def test_a_new_plan_suggests_an_hour_at_which_people_are_at_work(
    monkeypatch, now, suggested
):
    closed = frozenset({date(2026, 3, 18)})
    monkeypatch.setattr(calendar, "_closing_days", lambda _period: closed)
    fixed = datetime.fromisoformat(now).replace(tzinfo=calendar.COPENHAGEN)
    monkeypatch.setattr(timezone, "localtime", lambda *_a: fixed)

    assert f"{forms.suggested()['starts_at']:%Y-%m-%d %H:%M}" == suggested


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_at": ""},
        {"starts_at": "2001-01-01T10:00"},
        {"starts_at": "i morgen"},
        {"minutes": "0"},
        {"minutes": "99999"},
        {"kind": "teleport"},
        {"weeks": "1000"},
        {"place": "x" * 121},
    ],
)
def test_bad_input_plans_nothing(phone, mentorship, wrong):
    answer = phone.post(f"/field/{mentorship.pk}/plan/", form(**wrong))
    assert answer.status_code == 422
    assert waiting() == []


def test_writing_the_planned_visit_knows_the_plan(phone, mentorship, mona):
    plan = plan_at(mentorship, timezone.now() - timedelta(hours=1))
    path = f"/field/{mentorship.pk}/visit/"
    page = phone.get(f"{path}?planned={plan.pk}")
    assert page.context["form"].initial["planned"] == plan.pk
    assert page.context["form"].initial["started_at"] == plan.starts_at
    assert phone.get(f"{path}?planned=nonsense").status_code == 200
    assert "planned" not in phone.get(f"{path}?planned=987654").context["quick"]


def test_a_double_tap_on_nobody_home_is_one_visit(phone, mentorship):
    plan = plan_at(mentorship, timezone.now())
    page = phone.get("/field/").content.decode()
    assert f'name="planned" value="{plan.pk}"' in page
    sent = {"client_id": plan.tap, "planned": plan.pk, "outcome": "nobody_home"}
    for _ in range(2):
        phone.post(f"/field/{mentorship.pk}/visit/", sent)
    assert Visit.objects.get().outcome == "nobody_home"
    plan.refresh_from_db()
    assert plan.state == "done"
