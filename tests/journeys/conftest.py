"""How people come to work in a browser, and a town in which every page has a use."""

from datetime import timedelta
from functools import cache
from types import SimpleNamespace

import pytest
from django.conf import settings
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
from coordination.models import User
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
from tests.cast import PASSWORD
from tests.feedback.asked import ask as ask_in
from tests.feedback.asked import begin
from tests.feedback.round.asked import OWN_QUESTION
from tests.feedback.round.asked import plan as plan_round
from tests.feedback.years import months_ago, play
from tests.journeys.brought_in import bring_in_log, bring_in_round
from tests.journeys.odds import find_odds
from tests.journeys.offline import PHONE
from tests.matrix.trying import browser as client_of
from tests.proxy import line_to

STATUTE = {"basis": "statute", "basis_text": "Serviceloven § 85"}


# a quarter of a second each, on purpose
hashed = cache(make_password)


@pytest.fixture
def let_in(commits):
    """Give people a password: `let_in(jonas, hanne)`."""

    def give(*people):
        for person in people:
            person.password = hashed(PASSWORD)
            person.save()

    return give


@pytest.fixture
def enter(open_page, live_site):
    """Open a page as a person who has signed in: `enter(jonas, viewport=…)`."""

    def sign_in(person, **screen):
        page = open_page(base_url=live_site.url, **screen)
        page.context.add_cookies([session_of(person, live_site.url)])
        page.goto("/")
        page.locator(".account-button").wait_for()
        return page

    return sign_in


def session_of(person, address):
    """Return what a browser keeps after signing in, as test_signing_in does by hand."""
    client = client_of(User.objects.get(pk=person.pk))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return {"name": cookie.key, "value": cookie.value, "url": address}


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def offer_case_of(name, *, by, home, receiver):
    """Return an offered handover of a new citizen's case."""
    citizen = citizen_actions.register(
        by=by, name=name, email="ny@example.org", channel="email", fictive=True
    )
    case = case_actions.open_case(citizen, by=by, department=home, reason="Bolig")
    charter_actions.keep(case, by=by, reason="Mangler bolig", promised="Vi ringer")
    return handover_actions.offer(
        case, by=by, receiver=receiver, reason="Boligen først", **STATUTE
    )


def ask(handover, *, by):
    """Accept the baton, and ask the citizen how it went."""
    handover_actions.accept(handover, by=by, read_back="Der mangler en bolig")
    invitation = Invitation.objects.get(handover=handover.pk)
    invitation_actions.send(invitation)
    invitation.refresh_from_db()
    return invitation


@pytest.fixture
def furnished(coordinated, charter, jonas, jobs, housing):
    """The coordinated case, with one of everything on its page."""
    case = coordinated
    case.consent = consent_actions.give(
        case, by=jonas, departments=[housing], purpose="Finde en bolig"
    )
    consent_actions.give(case, by=jonas, kind="shared_plan", purpose="Én plan")
    plan_actions.agree(case, by=jonas, review_on=in_days(30))
    case.goal = plan_actions.set_goal(case, by=jonas, words="Jeg vil have ro")
    case.measure = plan_actions.add(
        case, by=jonas, what="Ringe til banken", responsible=jonas, due_on=in_days(3)
    )
    contact_actions.log(case, by=jonas, department=jobs, note="Talte", kind="call")
    return case


@pytest.fixture
def mentorship(case, jonas, housing, mona, let_in):
    """Karla has Mona as her mentor; Mona can sign in."""
    let_in(mona)
    found = mentorship_actions.propose(
        case,
        by=jonas,
        department=housing,
        mentor=mona,
        goal="Jeg vil ud blandt andre",
        until=in_days(90),
        **STATUTE,
    )
    mentorship_actions.activate(found, by=mona)
    return found


@pytest.fixture
def mentor(mentorship, mona):
    return mona


@pytest.fixture
def line(live_site):
    """The line between a phone and the site."""
    with line_to(live_site) as found:
        yield found


@pytest.fixture
def take_out(mentor, line, open_page):
    """Return a function that opens Mona's phone, signed in."""

    def open_phone(**screen):
        page = open_page(base_url=line.url, **(screen or PHONE))
        page.context.add_cookies([session_of(mentor, line.url)])
        page.goto("/field/")
        page.locator(".account-button").wait_for()
        return page

    return open_phone


@pytest.fixture
def town(
    tmp_path,
    furnished,
    jonas,
    hanne,
    kim,
    lone,
    lars,
    mona,
    jobs,
    housing,
    psychiatry,
    let_in,
):
    """A municipality in which every page has something on it."""
    let_in(jonas, hanne, kim, lone, lars, mona)
    departments = [jobs, housing, psychiatry]
    play(departments, first=months_ago(6), months=6, per_month=30, after=10_000)
    mentorship = mentorship_actions.propose(
        furnished,
        by=jonas,
        department=housing,
        mentor=mona,
        goal="Jeg vil ud blandt andre",
        until=in_days(90),
        **STATUTE,
    )
    mentorship_actions.activate(mentorship, by=mona)
    between = {"by": jonas, "home": jobs, "receiver": housing}
    accepted = offer_case_of("Ida Fiktiv", **between)
    asked = ask(accepted, by=hanne)
    involvement_actions.begin(accepted.case, by=hanne, department=psychiatry, **STATUTE)
    answered = ask(offer_case_of("Ole Fiktiv", **between), by=hanne)
    intake.answer(answered, answers={"contact_person": "4"}, text="")
    waiting = offer_case_of("Bo Fiktiv", **between)
    deliver_all()
    held = begin(by=lars)
    rounds.name_interviewers(held, by=lars, interviewers=[hanne])
    counter, tablet = counters.open_counter(held, by=jonas, place="Jobcentret")
    said = "Mette ringede fra 12 34 56 78 og det var godt"
    remark = Remark.objects.create(
        month=months_ago(2), receiver=psychiatry.pk, text=said, state="held"
    )
    published = bring_in_round(lone)
    bring_in_log(tmp_path)
    odds = find_odds(
        jonas=jonas,
        hanne=hanne,
        kim=kim,
        lone=lone,
        jobs=jobs,
        housing=housing,
        psychiatry=psychiatry,
    )
    let_in(odds.mentorship.mentor)
    return SimpleNamespace(
        odds=odds,
        seat=jonas.membership_set.get().pk,
        remark=remark,
        published=published,
        benchmark=Benchmark.objects.get(),
        round=held,
        draft=plan_round(lars, name="Næste runde", local_items=[OWN_QUESTION]),
        interview=ask_in(held, name="Vera Fiktiv", mode="phone"),
        counter=counter,
        tablet=f"/t/{tablet}/",
        case=furnished,
        mentorship=mentorship,
        waiting=waiting,
        accepted=accepted,
        asked=f"/s/{token(asked)}/",
        answered=f"/s/{token(answered)}/",
    )
