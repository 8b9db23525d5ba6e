"""A citizen who is asked how the handover went."""

import csv
import io
from datetime import date, timedelta
from functools import partial

import pytest
from django.core.management import call_command
from django.utils import timezone

from cases.handover import actions as handover_actions
from coordination.models import Department
from feedback.instrument.translation import languages
from feedback.invitation import actions
from feedback.invitation.models import Invitation
from feedback.invitation.token import token
from feedback.language import actions as language
from feedback.language import offered
from feedback.round import actions as rounds
from feedback.round.models import Round
from mentors.mentorship import actions as mentorship_actions
from tests.cast import with_seats
from tests.feedback.asked import begin
from tests.feedback.counted import SIZES
from tests.feedback.kept import Kept, figures_between
from tests.feedback.town_hall import asker
from tests.feedback.years import play, settle_five

CODES = ("dignified", "latest_meeting", "overall")


@pytest.fixture
def accepted(handover, hanne):
    handover_actions.accept(handover, by=hanne, read_back="Karla mangler en bolig")
    handover.refresh_from_db()
    return handover


@pytest.fixture
def mentor_of(housing, mona):
    """Return a function that makes Mona the mentor of a case's citizen."""

    def begin(case):
        holder = case.baton.holder
        proposal = mentorship_actions.propose(
            case,
            by=with_seats(holder),
            department=housing,
            mentor=mona,
            goal="Jeg vil ud blandt andre",
            summary="Karla er glad for at gå ture",
            until=timezone.localdate() + timedelta(days=90),
            basis="necessity",
            basis_text="Lov om en aktiv beskæftigelsesindsats § 167",
        )
        mentorship_actions.activate(proposal, by=mona)

    return begin


@pytest.fixture
def held(lars, hanne, pia):
    """A round that asks in every way; Hanne and Pia meet people in it."""
    found = begin(by=lars)
    rounds.name_interviewers(found, by=lars, interviewers=[hanne, pia])
    return found


@pytest.fixture
def queued(accepted):
    return Invitation.objects.get(handover=accepted.pk)


@pytest.fixture
def sent(queued):
    actions.send(queued)
    queued.refresh_from_db()
    return queued


@pytest.fixture
def address(sent):
    return f"/s/{token(sent)}/"


@pytest.fixture
def overdue(sent):
    """The same invitation, its last day gone by."""
    Invitation.objects.filter(pk=sent.pk).update(
        closes_at=timezone.now() - timedelta(minutes=1)
    )
    return sent


@pytest.fixture
def five(municipality):
    """Five departments with nobody in them: enough for tables that hide something."""
    return settle_five()


@pytest.fixture
def town(jobs, housing, psychiatry, five):
    return list(Department.objects.order_by("pk"))


@pytest.fixture
def quarter(town):
    play(town, first=date(2026, 1, 1), months=3, per_month=40)
    return town


@pytest.fixture
def last_year(town):
    begin = date(timezone.localdate().year - 1, 1, 1)
    play(town, first=begin, months=12, per_month=60)
    return town


@pytest.fixture
def kept(monkeypatch, jobs, housing):
    """Process figures as the cases offer them."""
    kept = Kept(figures_between(jobs, housing))
    offered = {name: partial(kept.tell, name) for name in kept}
    monkeypatch.setattr("coordination.figures._figures", offered)
    return kept


@pytest.fixture
def supplier(tmp_path):
    """Write rows as a supplier's file; return its path."""

    def write(columns, rows, *, name="answers.csv", between=","):
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as opened:
            writer = csv.writer(opened, delimiter=between)
            writer.writerow(columns)
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def bring_in(municipality):
    """Import a file; return what the command said."""

    def run(path, instrument, name, **options):
        out, err = io.StringIO(), io.StringIO()
        call_command(
            "import_answers",
            path,
            instrument=instrument,
            name=name,
            stdout=out,
            stderr=err,
            **options,
        )
        return out.getvalue(), err.getvalue()

    return run


@pytest.fixture
def hold(supplier, bring_in):
    """Close a round about dignity, with so many answers from each department."""

    def close(sizes):
        rows = [
            [place, 1 + n % 5, 1 + (n + number) % 5, 2 + n % 4]
            for number, (place, size) in enumerate(sizes.items())
            for n in range(size)
        ]
        file = supplier(["department", *CODES], rows)
        bring_in(file, "dignity", "Værdighed 2026", invited=200)
        return Round.objects.get()

    return close


@pytest.fixture
def a_quarter(five):
    """A closed quarter of the pulse."""
    play(five, first=date(2026, 1, 1), months=3, per_month=60, seed=4)


@pytest.fixture
def closed_round(hold):
    """A closed round of three departments."""
    return hold(SIZES)


@pytest.fixture
def _nothing_remembered():
    offered.forget()
    yield
    offered.forget()


@pytest.fixture
def arabic(municipality, _nothing_remembered):
    """A native speaker has checked Arabic."""
    language.check("ar", by=None, checked_by="Amal Fiktiv")
    return languages()["ar"]


@pytest.fixture
def town_hall(municipality, db):
    """Let citizens of some handovers be asked, and some of them answer."""
    return asker()
