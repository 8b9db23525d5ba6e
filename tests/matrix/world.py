"""The municipality of the matrices: two cases that have nobody in common."""

from contextlib import contextmanager
from datetime import datetime, time, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from cases.case import actions as case_actions
from cases.charter import actions as charter_actions
from cases.citizen import actions as citizen_actions
from cases.consent import actions as consent_actions
from cases.contact import actions as contact_actions
from cases.handover import actions as handover_actions
from cases.involvement import actions as involvement_actions
from cases.plan import actions as plan_actions
from coordination.messages import queue
from coordination.models import Message, Municipality, User
from coordination.organisation import open_department, stand_in
from mentors.mentorship import actions as mentorship_actions
from mentors.mentorship.models import Mentorship
from mentors.outing import actions as outing_actions
from mentors.planned import actions as planned_actions
from mentors.sealed.content import Told
from mentors.unplaced import actions as unplaced_actions
from mentors.visit import intake
from mentors.visit.report import Report
from tests.calls import keep_session
from tests.cast import employ, with_seats
from tests.mentors.phones import words

STATUTE = {"basis": "statute", "basis_text": "Serviceloven § 85"}


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def ten_on(days):
    """Return ten o'clock in so many days."""
    return timezone.make_aware(datetime.combine(in_days(days), time(10)))


@contextmanager
def undone():
    """Take back whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def module_wide(blocker):
    """Open the database for all tests of a module, and take everything back after."""
    with blocker.unblock(), undone():
        yield


DEPARTMENTS = {
    "jobs": "Job og Uddannelse",
    "housing": "Bolig",
    "psychiatry": "Socialpsykiatri",
    "school": "Skole",
    "corps": "Mentorkorps",
    "family": "Familie",
    "annex": "Sundhed",
    "helpers": "Støttekorps",
    "culture": "Kultur",
    "addiction": "Rusmiddel",
}
PEOPLE = {
    "jonas": ("jobs", "caseworker"),
    "jytte": ("jobs", "caseworker"),
    "kim": ("jobs", "coordinator"),
    "dorte": ("jobs", "coordinator"),
    "lis": ("jobs", "leader"),
    "hanne": ("housing", "caseworker"),
    "lone": ("housing", "leader"),
    "pia": ("psychiatry", "caseworker"),
    "sara": ("school", "caseworker"),
    "mona": ("corps", "mentor"),
    "mette": ("corps", "mentor"),
    "lena": ("corps", "leader"),
    "fie": ("family", "caseworker"),
    "frida": ("family", "caseworker"),
    "anna": ("annex", "caseworker"),
    "hugo": ("helpers", "mentor"),
    "asta": ("addiction", "caseworker"),
    "outsider": ("culture", "caseworker"),
    "lars": ("culture", "leader"),
    "mogens": ("culture", "mentor"),
    "auditor": ("culture", "auditor"),
    "administrator": ("culture", "administrator"),
}


def build_world():
    """Return the municipality: its departments and people, and no case yet."""
    world = SimpleNamespace()
    for name, title in DEPARTMENTS.items():
        setattr(world, name, open_department(title, by=None, phone="11 11 11 11"))
    Municipality.objects.update_or_create(
        pk=1, defaults={"name": "Prøve Kommune", "lead_department": world.jobs}
    )
    for name, (department, role) in PEOPLE.items():
        setattr(world, name, employ(name, getattr(world, department), role))
    return world


def open_case(world, *, by="jonas", home="jobs", parties=(), mark=""):
    """Return a case of that department, in which the other departments take part."""
    jonas, department = getattr(world, by), getattr(world, home)
    citizen = citizen_actions.register(
        by=jonas,
        name=f"Karla Fiktiv{mark}",
        called=f"Karla{mark}" if mark else "",
        email=f"karla{uuid4().hex[:8]}@example.org",
        channel="email",
        address=f"Prøvevej 1, 9999 Prøveby{mark and 'Zyxaddress'}",
        address_protected=bool(mark),
        representative=f"Mor{mark}",
        fictive=True,
    )
    case = case_actions.open_case(
        citizen, by=jonas, department=department, reason=f"Bolig og arbejde{mark}"
    )
    for party in parties:
        involvement_actions.begin(
            case, by=jonas, department=getattr(world, party), **STATUTE
        )
    return case


def furnish(world, case, *, by, home, receiver, mentor, lender, mark=True):
    """Return one of everything that can belong to a case, each with its marker."""
    jonas, own = getattr(world, by), getattr(world, home)
    person = getattr(world, mentor)
    parts = SimpleNamespace(case=case, citizen=case.citizen)
    parts.charter = charter_actions.keep(
        case,
        by=jonas,
        reason="Zyxcharter",
        promised="Zyxcharter",
        deadlines="Zyxcharter",
        needs="Zyxcharter",
        not_worked="Zyxcharter",
        next_what="Zyxmeasure",
        next_by=jonas,
        next_on=in_days(2),
    )
    parts.consent = consent_actions.give(
        case, by=jonas, departments=[own], purpose="Zyxconsent"
    )
    consent_actions.give(case, by=jonas, kind="shared_plan", purpose="Zyxconsent")
    parts.plan = plan_actions.agree(case, by=jonas, review_on=in_days(30))
    parts.goal = plan_actions.set_goal(case, by=jonas, words="Zyxgoal")
    parts.measure = plan_actions.add(
        case, by=jonas, what="Zyxmeasure", responsible=jonas, due_on=in_days(3)
    )
    parts.call = plan_actions.add(
        case,
        by=None,
        what="Zyxmeasure",
        responsible=jonas,
        due_on=in_days(2),
        kind="contact_wish",
    )
    parts.contact = contact_actions.log(
        case, by=jonas, department=own, note="Zyxnote", kind="note"
    )
    parts.involvement = case.parties().order_by("pk").last()
    parts.mentorship = propose(world, case, by=by, lender=lender, mentor=mentor)
    mentorship_actions.activate(parts.mentorship, by=person)
    parts.mentorship = Mentorship.objects.get(pk=parts.mentorship.pk)
    (parts.planned,) = planned_actions.plan(
        parts.mentorship, by=person, starts_at=ten_on(3), place="Zyxplace"
    )
    report = write_report(parts.mentorship)
    parts.visit = intake.receive(report, by=person).visit
    parts.held = intake.receive(
        write_report(
            parts.mentorship, client_id=report.client_id, agreed="Zyxvisit andet"
        ),
        by=person,
    ).held
    parts.outing = outing_actions.begin(
        by=person, expected_back_at=timezone.now() + timedelta(hours=1)
    )
    told = words(whom="Zyxvisit", fields={"agreed": ["Zyxvisit"]})
    parts.unplaced = unplaced_actions.lay_aside(
        Told(content=told), client_id=uuid4(), by=person
    )
    parts.handover = handover_actions.offer(
        case,
        by=jonas,
        receiver=getattr(world, receiver),
        reason="Zyxhandover",
        basis="necessity",
        basis_text="Zyxhandover",
    )
    return parts


def propose(world, case, *, by="jonas", lender="corps", mentor="mona"):
    """Return a proposed mentorship."""
    return mentorship_actions.propose(
        case,
        by=getattr(world, by),
        department=getattr(world, lender),
        mentor=mentor and getattr(world, mentor),
        goal="Zyxmentorship",
        tasks="Zyxmentorship",
        summary="Zyxsummary",
        until=in_days(90),
        **STATUTE,
    )


def write_report(mentorship, **changed):
    """Return a report of an hour's visit, two hours ago."""
    told = {
        "client_id": uuid4(),
        "mentorship": mentorship.pk,
        "kind": "walk",
        "outcome": "done",
        "started_at": timezone.now() - timedelta(hours=2),
        "minutes": 60,
        "wishes": "Zyxwish",
        "agreed": "Zyxvisit",
    }
    return Report(**(told | changed))


def let_in(world, case, department):
    """Let a department take part with a consent; return that consent."""
    consent = consent_actions.give(
        case, by=world.jonas, departments=[department], purpose="At finde en bolig"
    )
    involvement_actions.begin(
        case, by=world.jonas, department=department, basis="consent", consent=consent
    )
    return consent


def arrange_deputy(world, absent, deputy):
    """Return a deputyship that is in force today."""
    now = timezone.now()
    return stand_in(
        getattr(world, absent),
        by=None,
        deputy=getattr(world, deputy),
        since=now - timedelta(days=1),
        until=now + timedelta(days=9),
    )


def tell(person, handover):
    """Return a message to the person about the handover."""
    queue(
        "handover.offered",
        key=f"matrix-{handover.pk}-{person.pk}",
        user=person,
        handover=handover.pk,
        case=handover.case_id,
        giver=handover.giver_name,
        receiver=handover.receiver_name,
        to_staff=True,
    )
    return Message.objects.filter(user=person).latest("pk")


def refresh(world):
    """Load everybody again, with the roles they have now, and signed in."""
    for name, person in vars(world).items():
        if isinstance(person, User):
            setattr(world, name, with_seats(person))
            keep_session(getattr(world, name))
    return world


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker):
    """The module's database; what a test changes it takes back itself."""
    with module_wide(django_db_blocker):
        yield
