"""Whom a rule finds: compared with counting by hand, one person at a time."""

import random
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from cases.baton.models import BatonPeriod
from cases.case.models import Case
from cases.citizen.models import Citizen
from cases.contact.models import Contact
from cases.involvement.models import Involvement
from coordination import figures
from coordination.calendar import COPENHAGEN
from coordination.courses import course_band
from coordination.models import Recipient
from tests.cast import employ

NOW = datetime(2026, 11, 20, 12, tzinfo=COPENHAGEN)
GROUPS = ["job_ready", "sick_pay", "young", "other"]
RULE = {"min_contacts": 2, "since": "2026-03-01", "until": "2026-10-31"}


@pytest.fixture
def town(jobs, housing, psychiatry, jonas, hanne, pia, mona):
    """Four dozen citizens with one to three cases each, thrown together at random."""
    rng = random.Random(20)
    places = [jobs, housing, psychiatry]
    staff = [jonas, hanne, pia, employ("otto", jobs), employ("olga", housing)]
    for number in range(48):
        recipient = Recipient.objects.create(
            name=f"Fiktiv {number}",
            email=f"f{number}@example.org",
            channel="email",
            language=rng.choice(["da", "en"]),
        )
        citizen = Citizen.objects.create(name=recipient.name, recipient=recipient)
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            throw_case(rng, citizen, places, staff, mona)


def throw_case(rng, citizen, places, staff, mentor):
    opened = NOW - timedelta(days=rng.randrange(30, 900), hours=rng.randrange(24))
    case = Case(
        citizen=citizen,
        reason="Prøve",
        target_group=rng.choice(GROUPS),
        opened_at=opened,
        state="open",
    )
    Case.objects.bulk_create([case])
    closed = opened + (NOW - opened) * 0.9 if rng.random() < 0.25 else None
    if closed:
        Case.objects.filter(pk=case.pk).update(
            state="closed", closed_at=closed, outcome="other"
        )
    cuts = sorted(rng.random() for _ in range(rng.randrange(3)))
    edges = [opened, *(opened + ((closed or NOW) - opened) * cut for cut in cuts)]
    for begin, end in zip(edges, [*edges[1:], closed], strict=True):
        BatonPeriod.objects.create(
            case=case,
            department=rng.choice(places),
            holder=rng.choice(staff),
            since=begin,
            until=end,
            cause="opened",
        )
    for place in rng.sample(places, rng.randrange(3)):
        part(rng, case, closed, department=place, kind="party")
    if rng.random() < 0.3:
        part(rng, case, closed, person=mentor, kind="mentor")
    for _ in range(rng.randrange(10)):
        at = rng.choice([edges[0], NOW]) - timedelta(days=rng.randrange(0, 300))
        if rng.random() < 0.1:  # on the very edges of the window
            at = rng.choice(
                [
                    datetime(2026, 2, 28, 23, 59, tzinfo=COPENHAGEN),
                    datetime(2026, 3, 1, tzinfo=COPENHAGEN),
                    datetime(2026, 10, 31, 23, 59, tzinfo=COPENHAGEN),
                    datetime(2026, 11, 1, tzinfo=COPENHAGEN),
                ]
            )
        Contact.objects.bulk_create(
            [
                Contact(
                    case=case,
                    department=rng.choice(places),
                    by=rng.choice(staff),
                    kind=rng.choice(["call", "meeting", "visit", "written", "note"]),
                    attended=rng.random() < 0.85,
                    happened_at=at,
                    state="logged",
                )
            ]
        )


def part(rng, case, closed, **of):
    since = case.opened_at + timedelta(days=rng.randrange(20))
    until = rng.choice([None, since + timedelta(days=5), closed])
    row = Involvement(
        case=case,
        basis="necessity",
        basis_text="Prøve",
        since=since,
        until=until,
        state="active",
        **of,
    )
    Involvement.objects.bulk_create([row])
    if until:
        Involvement.objects.filter(pk=row.pk).update(state="ended")


def by_hand(rule):
    """Count as a person with a list would: citizen by citizen."""
    begin = day(rule["since"])
    end = day(rule["until"]) + timedelta(days=1)
    found = {}
    for citizen in Citizen.objects.select_related("recipient"):
        fits, times = [], 0
        for case in citizen.cases.all():
            periods = sorted(case.periods.all(), key=lambda p: (p.until or NOW, p.pk))
            seen = case.closed_at or NOW
            band = course_band((seen - case.opened_at).days)
            last = periods[-1]
            places = rule.get("departments")
            if places and last.department_id not in places:
                continue
            groups = rule.get("target_groups")
            if groups and case.target_group not in groups:
                continue
            if rule.get("course_bands") and band not in rule["course_bands"]:
                continue
            counting = [
                contact
                for contact in case.contacts.all()
                if contact.attended
                and contact.kind in {"call", "meeting", "visit"}
                and begin <= local(contact.happened_at) < end
            ]
            times += len(counting)
            if counting:
                latest = max(contact.happened_at for contact in counting)
                fits.append((latest, case.pk, case, last, seen, band))
        if times < rule["min_contacts"]:
            continue
        _at, _pk, case, last, seen, band = max(fits, key=lambda each: each[:2])
        parts = [
            i
            for i in case.involvements.all()
            if i.since <= seen and (i.until is None or i.until >= seen)
        ]
        together = {i.department_id for i in parts if i.kind == "party"}
        found[citizen.recipient_id] = {
            "recipient": citizen.recipient_id,
            "receiver": last.department_id,
            "course_band": band,
            "target_group": case.target_group,
            "language": citizen.recipient.language,
            "departments": len(together | {last.department_id}),
            "mentor": any(i.kind == "mentor" for i in parts),
            "may_not_interview": helpers_of(citizen),
        }
    return found


def helpers_of(citizen):
    return sorted(
        {p.holder_id for case in citizen.cases.all() for p in case.periods.all()}
        | {
            i.person_id
            for case in citizen.cases.all()
            for i in case.involvements.all()
            if i.kind == "mentor"
        }
    )


def day(written):
    return date.fromisoformat(written)


def local(moment):
    return moment.astimezone(COPENHAGEN).date()


def ask(rule):
    return figures.ask("population", rule=rule, at=NOW)


def test_it_finds_exactly_whom_a_count_by_hand_finds(town, jobs, housing):
    rules = [
        RULE,
        RULE | {"min_contacts": 1},
        RULE | {"min_contacts": 4},
        RULE | {"departments": [jobs.pk]},
        RULE | {"departments": [jobs.pk, housing.pk], "target_groups": GROUPS[:2]},
        RULE | {"course_bands": ["6_to_12_months", "2_years_or_more"]},
        RULE | {"min_contacts": 1, "since": "2026-10-31", "until": "2026-10-31"},
    ]
    sizes = []
    for rule in rules:
        expected, found = by_hand(rule), ask(rule)
        assert {row["recipient"]: row for row in found} == expected
        assert len(found) == len(expected), "somebody is there twice"
        sizes.append(len(found))
    assert min(sizes[:6]) > 2
    assert sizes[1] > sizes[0] > sizes[2]


def test_a_citizen_with_two_cases_is_one_person(case, jobs, jonas):
    from cases.case import actions as case_actions
    from cases.contact import actions as contact_actions

    second = case_actions.open_case(
        case.citizen, by=jonas, department=jobs, reason="Job"
    )
    for each in (case, second):
        contact_actions.log(each, by=jonas, department=jobs, kind="meeting")
    contact_actions.log(case, by=jonas, department=jobs, kind="note")
    today = timezone.localdate().isoformat()
    rule = {"min_contacts": 2, "since": today, "until": today}
    found = figures.ask("population", rule=rule, at=timezone.now())
    assert [row["recipient"] for row in found] == [case.citizen.recipient_id]
    rule["min_contacts"] = 3
    assert not figures.ask("population", rule=rule, at=timezone.now())
