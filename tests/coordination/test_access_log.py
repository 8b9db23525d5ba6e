"""The access log: who may read it, what it says, and that it never stays silent."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.citizen import actions as citizen_actions
from cases.consent import actions as consent_actions
from cases.contact import actions as contact_actions
from coordination import machines
from coordination.audit import checking
from coordination.audit.seal import seal_new
from coordination.audit.words import WORDS
from coordination.calendar import today
from coordination.models import Event, Seal, SealCheck
from coordination.tasks import verify
from tests.cast import employ
from tests.test_promises import kinds_announced


@pytest.fixture
def rene(elsewhere):
    return employ("rene", elsewhere, "auditor")


@pytest.fixture
def log(signed_in, rene):
    """Return a function that gives a page of the log as the auditor sees it."""

    def read(place="", **asked):
        client = signed_in(rene)
        return client.get(f"/audit/{place}", asked, headers={"Accept-Language": "en"})

    return read


def kinds_in(page):
    return [line.event.kind for line in page.context["rows"]]


# -- who may, and what is put on record -------------------------------------------


@pytest.mark.parametrize(
    "role", ["caseworker", "coordinator", "leader", "mentor", "administrator"]
)
def test_only_auditors_read_it(signed_in, elsewhere, role):
    client = signed_in(employ("somebody", elsewhere, role))
    before = Event.objects.count()
    for place in ("/audit/", "/audit/case/", "/audit/case/?case=S-24001"):
        assert client.get(place).status_code == 403
    assert Event.objects.count() == before


def test_reading_the_log_is_in_the_log(log, rene, case):
    log(case=case.number, kind="look", person="jonas")
    look = Event.objects.get(kind="event.list")
    assert (look.by, look.root_id, look.purpose) == (rene, case.pk, "audit")
    # what was asked for is there as ids and codes, never as it was typed
    assert "jonas" not in str(look.facts)
    log("case/", case=case.number)
    assert Event.objects.filter(kind="event.list", root_id=case.pk).count() == 2


# -- what it says -----------------------------------------------------------------


def test_it_says_who_did_what_and_no_note(log, case, jonas, jobs):
    contact_actions.log(
        case, by=jonas, department=jobs, note="Hemmeligt notat", kind="note"
    )
    page = log().content.decode()
    assert "Jonas Prøve" in page
    assert "Logged a contact" in page
    assert case.number in page
    assert "Hemmeligt" not in page
    assert "Karla" not in page


def test_a_deputy_is_named_with_whom_they_stand_in_for(log, case, jonas, jobs, rene):
    Event.objects.create(
        kind="case.read",
        subject_type="case",
        subject_id=str(case.pk),
        root_id=case.pk,
        by=rene,
        on_behalf_of=jonas,
        at=timezone.now(),
    )
    assert "for Jonas Prøve" in log(person="jonas").content.decode()


@pytest.fixture
def looks(signed_in, case, jonas, hanne, handover):
    """Jonas opens the case and finds it in his list; Hanne reads her offer."""
    client = signed_in(jonas)
    client.get(f"/cases/{case.pk}/")
    client.get("/")
    citizen_actions.reveal_address(case.citizen, by=jonas, reason="Skal sende et brev")
    signed_in(hanne).get(f"/handovers/{handover.pk}/")


def test_who_has_seen_a_case(log, looks, case):
    rows = {
        row["by__name"]: row for row in log("case/", case=case.number).context["rows"]
    }
    assert set(rows) == {"Jonas Prøve", "Hanne Prøve"}
    assert rows["Hanne Prøve"]["looks"] == 1
    # the case and the address; the list; opening, charter, offer
    assert rows["Jonas Prøve"]["looks"] >= 2
    assert rows["Jonas Prøve"]["lists"] == 1
    assert rows["Jonas Prøve"]["steps"] >= 3
    assert rows["Jonas Prøve"]["role"] == "Caseworker"


def test_a_look_stays_when_access_has_ended(log, case, jonas, jobs, housing, hanne):
    consent = consent_actions.give(
        case, by=jonas, departments=[housing], purpose="Bolig"
    )
    from cases.involvement import actions as involvement_actions
    from coordination.access import read_or_404

    involvement_actions.begin(
        case, by=jonas, department=housing, basis="consent", consent=consent
    )
    read_or_404(type(case), case.pk, by=hanne)
    consent_actions.withdraw(consent, by=jonas)
    rows = log("case/", case=case.number).context["rows"]
    assert "Hanne Prøve" in {row["by__name"] for row in rows}


def test_it_is_searched(log, looks, case, jonas):
    everything = kinds_in(log())
    assert {"case.open", "case.read", "handover.read", "case.list"} <= set(everything)
    hers = log(person="hanne").context["rows"]
    assert {line.event.by.username for line in hers} == {"hanne"}
    assert set(kinds_in(log(kind="handover.offer"))) == {"handover.offer"}
    looked = kinds_in(log(kind="look"))
    assert "citizen.reveal_address" in looked
    assert not set(looked) & set(kinds_in(log(kind="step")))
    about = set(kinds_in(log(case=case.number)))
    assert {"case.read", "case.list", "citizen.reveal_address"} <= about
    assert "user.hire" not in about
    yesterday = (today() - timedelta(days=1)).isoformat()
    assert kinds_in(log(last=yesterday)) == []
    assert kinds_in(log(first=today().isoformat(), last=today().isoformat()))
    assert kinds_in(log(person="nobody of that name")) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"case": "S-99999999"},
        {"case": "Karla"},
        {"kind": "does-not-exist"},
        {"first": "31. februar"},
        {"last": "0001-01-01"},
        {"person": "x" * 200},
    ],
)
def test_what_cannot_be_asked_is_explained(log, asked):
    page = log(**asked)
    assert page.status_code == 422
    assert page.context["form"].errors
    assert not Event.objects.filter(kind="event.list").exists()


def test_an_unknown_case_is_explained(log):
    assert log("case/", case="S-99999999").status_code == 422
    assert log("case/").status_code == 200


def test_pages_follow_each_other_in_the_order_of_time(log, jonas):
    now = timezone.now()
    for n in range(120):
        moment = now - timedelta(minutes=n % 7)
        Event.objects.create(kind="case.read", subject_type="case", by=jonas, at=moment)
    seen, place = [], {"kind": "case.read"}
    while place:
        page = log(**place)
        seen += [line.event for line in page.context["rows"]]
        following = page.context["next_href"]
        place = following and dict(
            pair.split("=") for pair in following.strip("?").split("&")
        )
    assert len({event.pk for event in seen}) == 120
    assert seen == sorted(seen, key=lambda event: (event.at, event.pk), reverse=True)
    assert log(kind="case.read", before="9" * 30).status_code == 200


@pytest.mark.parametrize("place", ["", "case/"])
def test_a_page_asks_the_database_little(log, looks, case, jonas, place):
    for n in range(80):
        Event.objects.create(
            kind="user.correct",
            subject_type="user",
            by=jonas,
            at=timezone.now(),
            root_id=case.pk,
            facts={"user": jonas.pk, "n": n},
        )
    log(place)  # the session
    with CaptureQueriesContext(
        connection,
    ) as asked:
        log(place, case=case.number, person="jonas")
    own = [q for q in asked if "django_session" not in q["sql"]]
    assert len(own) <= 12, "\n".join(q["sql"] for q in own)


def test_every_kind_of_event_has_words():
    """A kind without words would be shown by its code, which nobody understands."""
    steps = {
        f"{model.noun()}.{row.step}"
        for model in machines.workflows()
        for row in machines.rows(model)
    }
    named = {kind for kind in kinds_announced() if re.fullmatch(r"\w+\.\w+", kind)}
    assert not (steps | named) - set(WORDS)


# -- the seals --------------------------------------------------------------------


def test_the_last_check_is_shown(log, case):
    assert "not been checked" in log().content.decode()
    checking.check()
    assert "none changed or removed" in log().content.decode()


def test_the_seals_are_walked_once_a_day(case):
    assert verify() == ""
    assert verify() == ""
    assert SealCheck.objects.count() == 1
    assert SealCheck.objects.get().sealed == Seal.objects.count()


@pytest.mark.commits
def test_a_change_is_found_and_shown(commits, log, case):
    seal_new()
    with commits.as_owner() as owner:
        owner.execute("ALTER TABLE coordination_event DISABLE TRIGGER USER")
        owner.execute("UPDATE coordination_event SET purpose = 'x' WHERE id = 1")
    assert "changed" in verify()
    page = log().content.decode()
    assert "does not fit its seals" in page
    assert "Event 1 " in page
