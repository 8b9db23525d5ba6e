"""When Mona is overdue: her phone, a colleague, the leaders; each once, no citizen."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from coordination.messages.compose import compose
from coordination.models import Event, Message, Municipality
from coordination.organisation import deactivate, stand_in
from coordination.tasks import deliver_all
from mentors.outing import actions
from mentors.outing.alarm import OutingAlarm
from mentors.outing.deadlines import forget, raise_alarms
from mentors.outing.models import Outing
from tests.cast import employ
from tests.mentors.outings import in_minutes, make_overdue

STEPS = ["remind", "ask_colleague", "tell_leaders"]


@pytest.fixture(autouse=True)
def post(settings, tmp_path):
    """The folder that text messages and mails are dropped into."""
    settings.POST_FOLDER = str(tmp_path)
    return tmp_path


@pytest.fixture
def outing(mona, mike, mentorship):
    return actions.begin(
        by=mona,
        expected_back_at=in_minutes(60),
        colleague=mike,
        mentorship=mentorship,
    )


def raised(outing):
    return list(outing.alarms.values_list("step", flat=True))


def news():
    """Return who was told what, in order."""
    rows = Message.objects.filter(template__startswith="mentors/outing/")
    return [
        (row.template.rsplit("/", 1)[1], row.user.username)
        for row in rows.order_by("pk")
    ]


def test_nobody_is_told_while_there_is_time(outing, lone):
    assert raise_alarms(outing.expected_back_at - timedelta(seconds=1)) == 0


def test_first_the_phone_then_a_colleague_then_the_leader(outing, lone):
    due = outing.expected_back_at
    told = []
    for minutes in range(30):
        raise_alarms(due + timedelta(minutes=minutes))
        told.append(raised(outing))
    assert told[0] == told[9] == STEPS[:1]
    assert told[10] == told[19] == STEPS[:2]
    assert told[20] == told[29] == STEPS
    assert news() == [
        ("remind", "mona"),
        ("ask_colleague", "mike"),
        ("tell_leaders", "lone"),
    ]


def test_the_minutes_are_a_setting(outing, lone):
    row = Municipality.current()
    row.outing_colleague_minutes, row.outing_leader_minutes = 2, 3
    row.save()
    raise_alarms(outing.expected_back_at + timedelta(minutes=5))
    assert raised(outing) == STEPS


def test_each_step_is_on_record_once_however_often_the_clock_ticks(outing, lone):
    for _tick in range(3):
        raise_alarms(outing.expected_back_at + timedelta(hours=1))
    assert raised(outing) == STEPS
    kinds = [f"outing.{step}" for step in STEPS]
    assert list(
        Event.objects.filter(kind__in=kinds).order_by("pk").values_list("kind", "by")
    ) == [(kind, None) for kind in kinds]


def test_after_a_standstill_all_that_was_due_is_made_up_for(outing, lone):
    assert raise_alarms(outing.expected_back_at + timedelta(hours=5)) == 3


def test_more_time_sets_the_alarm_anew(outing, mona, lone):
    raise_alarms(outing.expected_back_at)
    actions.extend(outing, by=mona)
    assert raise_alarms(outing.expected_back_at - timedelta(minutes=1)) == 0
    assert raise_alarms(outing.expected_back_at) == 1
    assert raised(outing) == ["remind", "remind"]


def test_who_is_back_is_not_looked_for(outing, mona):
    actions.come_back(outing, by=mona)
    assert raise_alarms(outing.expected_back_at + timedelta(hours=1)) == 0


def test_back_between_the_look_and_the_lock_tells_nobody(outing, mona, monkeypatch):
    from mentors.outing import deadlines

    def come_back_first(found):
        actions.come_back(Outing.objects.get(pk=found.pk), by=mona)
        return [mona]

    monkeypatch.setitem(deadlines.TELLS, "remind", come_back_first)
    assert raise_alarms(outing.expected_back_at) == 0
    assert not OutingAlarm.objects.exists()
    assert not news()


def test_one_alarm_that_fails_does_not_hold_up_the_others(
    outing, mike, housing, monkeypatch
):
    from mentors.outing import deadlines

    other = actions.begin(by=mike, expected_back_at=in_minutes(70))

    def fail_for_mona(found):
        if found.pk == outing.pk:
            raise ValueError
        return [found.mentor]

    monkeypatch.setitem(deadlines.TELLS, "remind", fail_for_mona)
    raise_alarms(other.expected_back_at)
    assert raised(other) == ["remind"]


# -- who is told ------------------------------------------------------------------


def told_at(outing, step):
    """Return who was told at a step, by name."""
    raise_alarms(outing.expected_back_at + timedelta(hours=1))
    return {name for said, name in news() if said == step}


def test_without_a_name_the_deputy_is_asked(mona, mike, housing):
    merete = employ("merete", housing, "mentor")
    now = timezone.now()
    later = now + timedelta(days=1)
    stand_in(mona, by=None, deputy=merete, since=now - timedelta(hours=1), until=later)
    outing = actions.begin(by=mona, expected_back_at=in_minutes(60))
    assert told_at(outing, "ask_colleague") == {"merete"}


def test_without_a_deputy_all_mentors_at_work_are_asked(mona, mike, housing, lone):
    merete, away = (employ(name, housing, "mentor") for name in ("merete", "away"))
    now = timezone.now()
    later = now + timedelta(days=1)
    stand_in(away, by=None, deputy=merete, since=now - timedelta(hours=1), until=later)
    outing = actions.begin(by=mona, expected_back_at=in_minutes(60))
    assert told_at(outing, "ask_colleague") == {"mike", "merete"}


def test_a_colleague_who_has_left_is_not_waited_for(outing, mike, housing, lone):
    employ("merete", housing, "mentor")
    deactivate(mike, by=None)
    assert told_at(outing, "ask_colleague") == {"merete"}


def test_where_there_is_no_colleague_the_leaders_are_told_at_once(mona, lone):
    outing = actions.begin(by=mona, expected_back_at=in_minutes(60))
    raise_alarms(outing.expected_back_at + timedelta(minutes=10))
    assert ("ask_colleague", "lone") in news()


def test_without_a_leader_the_coordinators_are_told(outing, housing):
    employ("kirsten", housing, "coordinator")
    assert told_at(outing, "tell_leaders") == {"kirsten"}


def test_without_anybody_there_the_lead_department_is_told(outing, lars):
    assert told_at(outing, "tell_leaders") == {"lars"}


def test_a_leader_who_has_left_is_not_told(outing, housing, lone):
    employ("leif", housing, "leader")
    deactivate(lone, by=None)
    assert told_at(outing, "tell_leaders") == {"leif"}


def test_whoever_was_told_may_look_and_act(outing, lars):
    raise_alarms(outing.expected_back_at + timedelta(hours=1))
    assert Outing.objects.visible_to(lars).exists()
    actions.come_back(outing, by=lars, heard="Hun er hjemme")


def test_those_who_worried_hear_that_all_is_well(outing, mona, mike, lone):
    make_overdue(outing, minutes=30)
    raise_alarms(timezone.now())
    actions.come_back(outing, by=lone, heard="Vi har talt sammen")
    safe = [name for said, name in news() if said == "safe"]
    assert safe == ["mike"]


def test_nobody_hears_of_a_check_out_in_time(outing, mona):
    actions.come_back(outing, by=mona)
    assert not news()


# -- what is said -----------------------------------------------------------------


def everything_sent(folder):
    return [json.loads(f.read_text()) for f in sorted(Path(folder).glob("*.json"))]


def test_texts_go_to_the_phone_and_name_neither_citizen_nor_mentor(
    outing, post, case, mona, mike, lone
):
    citizen = case.citizen
    citizen.phone = "99 88 77 66"
    citizen.save()
    make_overdue(outing, minutes=30)
    raise_alarms(timezone.now())
    deliver_all()
    actions.come_back(outing, by=lone, heard="Karla Fiktiv har ringet")
    deliver_all()
    sent = everything_sent(post)
    mine = [body for body in sent if body["template"].startswith("mentors/outing/")]
    assert {body["channel"] for body in mine} == {"sms"}
    assert {body["to"] for body in mine} == {"12 34 56 78"}
    secrets = [
        *("Karla", "Fiktiv", "Prøvevej", "9999", "99 88 77 66", "karla@example.org"),
        *("Mona", "Jeg vil ud blandt andre", f"cases/{case.pk}", "mentorships/"),
    ]
    for body in mine:
        words = json.dumps(body, ensure_ascii=False)
        assert not [each for each in secrets if each in words], words


def test_notices_name_the_colleague_and_never_the_citizen(outing, mona, mike, lone):
    make_overdue(outing, minutes=30)
    raise_alarms(timezone.now())
    for message in Message.objects.filter(template__startswith="mentors/outing/"):
        said = compose(message)
        words = f"{said.subject} {said.text} {said.line} {said.link} {message.facts}"
        assert "Karla" not in words
        assert "Prøvevej" not in words
        assert "case" not in words
        if message.user != mona:
            assert "Mona" in said.line
            assert "Mona" not in said.subject + said.text


def test_a_person_without_a_phone_gets_a_mail(outing, post, mona):
    mona.phone = ""
    mona.save()
    make_overdue(outing, minutes=1)
    raise_alarms(timezone.now())
    deliver_all()
    body = everything_sent(post)[-1]
    assert (body["channel"], body["to"]) == ("email", "mona@example.org")


def test_what_is_no_longer_so_is_not_sent(outing, post, mona, mike):
    make_overdue(outing, minutes=1)
    raise_alarms(timezone.now())
    actions.come_back(outing, by=mona)
    deliver_all()
    assert not [b for b in everything_sent(post) if "remind" in b["template"]]


# -- how long it is kept ----------------------------------------------------------


def test_outings_are_forgotten_after_a_month(outing, mona):
    make_overdue(outing, minutes=1)
    raise_alarms(timezone.now())
    actions.come_back(outing, by=mona)
    assert forget(outing.ended_at + timedelta(days=29)) == 0
    assert forget(outing.ended_at + timedelta(days=31)) == 1
    assert not Outing.objects.exists()
    assert not OutingAlarm.objects.exists()


def test_nobody_is_forgotten_while_out(outing):
    assert forget(timezone.now() + timedelta(days=365)) == 0
    assert Outing.objects.exists()


def test_the_notice_of_a_forgotten_outing_says_nothing_more(outing, mona, mike, lone):
    make_overdue(outing, minutes=30)
    raise_alarms(timezone.now())
    actions.come_back(outing, by=mona)
    forget(timezone.now() + timedelta(days=60))
    for message in Message.objects.filter(template__startswith="mentors/outing/"):
        assert compose(message) is None


def test_the_rows_say_nothing_of_where(outing):
    """No place is stored, and none leaves with the record."""
    fields = {field.name for field in Outing._meta.fields}
    assert not {name for name in fields if "place" in name or "address" in name}
    assert "mentorship" not in str(Event.objects.get(kind="outing.begin").facts)
