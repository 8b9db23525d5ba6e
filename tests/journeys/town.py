"""A town in which every page has a use, made once and copied for each walk."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from cases.case import actions as case_actions
from cases.charter import actions as charter_actions
from cases.citizen import actions as citizen_actions
from cases.consent import actions as consent_actions
from cases.contact import actions as contact_actions
from cases.handover import actions as handover_actions
from cases.involvement import actions as involvement_actions
from cases.plan import actions as plan_actions
from coordination.models import Municipality, User
from coordination.organisation import open_department
from coordination.tasks import deliver_all
from feedback.answer import intake
from feedback.benchmark.models import Benchmark
from feedback.counter import actions as counters
from feedback.invitation import actions as invitation_actions
from feedback.invitation.models import Invitation
from feedback.invitation.token import token
from feedback.remark.models import Remark
from feedback.round import actions as rounds
from mentors.mentorship import actions as mentorship_actions
from tests.cast import PASSWORD, employ, seat_of
from tests.feedback.asked import ask as ask_in
from tests.feedback.asked import begin
from tests.feedback.round.asked import OWN_QUESTION
from tests.feedback.round.asked import plan as plan_round
from tests.feedback.years import months_ago, play
from tests.journeys.brought_in import bring_in_log, bring_in_round
from tests.journeys.odds import find_odds

STATUTE = {"basis": "statute", "basis_text": "Serviceloven § 85"}
DEPARTMENTS = {
    "jobs": "Job og Uddannelse",
    "housing": "Bolig",
    "psychiatry": "Socialpsykiatri",
    "elsewhere": "Familie",
}
PEOPLE = {
    "jonas": ("jobs", "caseworker"),
    "kim": ("jobs", "coordinator"),
    "dorte": ("jobs", "coordinator"),
    "lars": ("jobs", "leader"),
    "hanne": ("housing", "caseworker"),
    "lone": ("housing", "leader"),
    "mona": ("housing", "mentor"),
    "mette": ("housing", "mentor"),
    "anna": ("elsewhere", "administrator"),
    "rene": ("elsewhere", "auditor"),
}


def found_town():
    """Return the town, whose people can all sign in."""
    town = settle()
    departments = [town.jobs, town.housing, town.psychiatry]
    play(departments, first=months_ago(6), months=6, per_month=30, after=10_000)
    town.case = furnish(town)
    town.mentorship = lend_mentor(town)
    pass_batons(town)
    deliver_all()
    ask_around(town)
    town.remark = Remark.objects.create(
        month=months_ago(2),
        receiver=town.psychiatry.pk,
        text="Mette ringede fra 12 34 56 78 og det var godt",
        state="held",
    )
    town.published = bring_in_round(town.lone)
    town.benchmark = Benchmark.objects.get()
    with TemporaryDirectory() as folder:
        bring_in_log(Path(folder))
    town.odds = find_odds(town)
    town.seat = seat_of(town.jonas).pk
    User.objects.update(password=make_password(PASSWORD))
    return town


def settle():
    """Return the departments and the people."""
    town = SimpleNamespace()
    for name, title in DEPARTMENTS.items():
        setattr(town, name, open_department(title, by=None, phone="11 11 11 11"))
    Municipality.objects.update_or_create(
        pk=1, defaults={"name": "Prøve Kommune", "lead_department": town.jobs}
    )
    for name, (department, role) in PEOPLE.items():
        setattr(town, name, employ(name, getattr(town, department), role))
    return town


def furnish(town):
    """Return a coordinated case with one of everything on its page."""
    jonas, housing = town.jonas, town.housing
    citizen = citizen_actions.register(
        by=jonas,
        name="Karla Fiktiv",
        email="karla@example.org",
        channel="email",
        address="Prøvevej 1, 9999 Prøveby",
        fictive=True,
    )
    case = case_actions.open_case(
        citizen, by=jonas, department=town.jobs, reason="Bolig og arbejde"
    )
    for department in (housing, town.psychiatry):
        involvement_actions.begin(case, by=jonas, department=department, **STATUTE)
    case_actions.coordinate(case, by=town.kim, coordinator=town.kim, deputy=town.dorte)
    charter_actions.keep(
        case, by=jonas, reason="Skal have en bolig", promised="Vi ringer på fredag"
    )
    case.consent = consent_actions.give(
        case, by=jonas, departments=[housing], purpose="Finde en bolig"
    )
    consent_actions.give(case, by=jonas, kind="shared_plan", purpose="Én plan")
    plan_actions.agree(case, by=jonas, review_on=in_days(30))
    case.goal = plan_actions.set_goal(case, by=jonas, words="Jeg vil have ro")
    case.measure = plan_actions.add(
        case, by=jonas, what="Ringe til banken", responsible=jonas, due_on=in_days(3)
    )
    case.wish = plan_actions.add(
        case,
        by=None,
        what="Borgeren beder om at blive ringet op.",
        responsible=jonas,
        due_on=in_days(2),
        kind="contact_wish",
    )
    contact_actions.log(case, by=jonas, department=town.jobs, note="Talte", kind="call")
    return case


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def lend_mentor(town):
    """Return the mentorship of Karla and Mona."""
    found = mentorship_actions.propose(
        town.case,
        by=town.jonas,
        department=town.housing,
        mentor=town.mona,
        goal="Jeg vil ud blandt andre",
        until=in_days(90),
        **STATUTE,
    )
    mentorship_actions.activate(found, by=town.mona)
    return found


def pass_batons(town):
    """Let one citizen be asked, another answer, and a third wait for a department."""
    town.accepted = offer_case_of("Ida Fiktiv", town)
    town.asked = f"/s/{token(accept(town.accepted, by=town.hanne))}/"
    involvement_actions.begin(
        town.accepted.case, by=town.hanne, department=town.psychiatry, **STATUTE
    )
    answered = accept(offer_case_of("Ole Fiktiv", town), by=town.hanne)
    intake.answer(answered, answers={"contact_person": "4"}, text="")
    town.answered = f"/s/{token(answered)}/"
    town.waiting = offer_case_of("Bo Fiktiv", town)


def offer_case_of(name, town):
    """Return an offered handover of a new citizen's case."""
    citizen = citizen_actions.register(
        by=town.jonas,
        name=name,
        email="ny@example.org",
        channel="email",
        fictive=True,
    )
    case = case_actions.open_case(
        citizen, by=town.jonas, department=town.jobs, reason="Bolig"
    )
    charter_actions.keep(
        case, by=town.jonas, reason="Mangler bolig", promised="Vi ringer"
    )
    return handover_actions.offer(
        case, by=town.jonas, receiver=town.housing, reason="Boligen først", **STATUTE
    )


def accept(handover, *, by):
    """Accept the baton, and ask the citizen how it went; return what was sent."""
    handover_actions.accept(handover, by=by, read_back="Der mangler en bolig")
    invitation = Invitation.objects.get(handover=handover.pk)
    invitation_actions.send(invitation)
    invitation.refresh_from_db()
    return invitation


def ask_around(town):
    """Let a round run, with an interviewer and a tablet, and plan the next."""
    town.round = begin(by=town.lars)
    rounds.name_interviewers(town.round, by=town.lars, interviewers=[town.hanne])
    town.counter, secret = counters.open_counter(
        town.round, by=town.jonas, place="Jobcentret"
    )
    town.tablet = f"/t/{secret}/"
    town.draft = plan_round(town.lars, name="Næste runde", local_items=[OWN_QUESTION])
    town.interview = ask_in(town.round, name="Vera Fiktiv", mode="phone")
