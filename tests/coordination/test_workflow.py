"""The one way a state moves."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from cases.case.models import Case
from cases.handover import actions
from cases.handover.models import Handover
from coordination import reactions
from coordination.models import Delivery, Event
from coordination.workflow import (
    NotVisible,
    Refused,
    Stale,
    lock_root,
    perform,
    store,
    values_of,
    whole,
)

pytestmark = pytest.mark.django_db


def test_refusals_come_in_one_order(handover, outsider, jonas, hanne, lone, case):
    # not visible before anything else
    with pytest.raises(NotVisible):
        actions.accept(handover, by=outsider, read_back="Ja", version=0)
    # not permitted before changed meanwhile
    with pytest.raises(PermissionDenied):
        actions.accept(handover, by=jonas, read_back="Ja", version=0)
    # changed meanwhile before the conditions
    with pytest.raises(Stale):
        actions.accept(handover, by=hanne, read_back="Ja", version=0)
    actions.withdraw(handover, by=jonas)
    # wrong state before not permitted
    with pytest.raises(Refused):
        actions.accept(handover, by=jonas, read_back="Ja")


def test_a_removed_role_counts_at_once(handover, hanne):
    from coordination.models import Membership

    Membership.objects.filter(user=hanne).update(until="2020-01-01T00:00Z")
    with pytest.raises(NotVisible):
        actions.accept(handover, by=hanne, read_back="Ja")


def test_a_deactivated_person_sees_nothing(handover, hanne):
    type(hanne).objects.filter(pk=hanne.pk).update(is_active=False)
    with pytest.raises(NotVisible):
        actions.accept(handover, by=hanne, read_back="Ja")


def test_a_failing_reaction_undoes_the_step(handover, hanne, monkeypatch):
    def fail(event):
        raise RuntimeError

    monkeypatch.setitem(reactions._during, "handover.accept", [fail])
    with pytest.raises(RuntimeError):
        actions.accept(handover, by=hanne, read_back="Ja")
    assert Handover.objects.get(pk=handover.pk).state == Handover.State.OFFERED
    assert not Event.objects.filter(kind="handover.accept").exists()
    assert handover.case.periods.count() == 1


def test_the_past_is_only_for_imports(handover, hanne):
    with pytest.raises(ValueError, match="import"):
        actions.accept(
            handover, by=hanne, read_back="Ja", at=datetime(2020, 1, 1, tzinfo=UTC)
        )


def test_a_case_that_is_gone_is_not_found(case, jonas):
    case.pk += 1000
    with pytest.raises(NotVisible):
        perform(case.pause, by=jonas, reason="Prøve")


def test_steps_are_numbered_in_the_order_of_the_case(handover, hanne):
    actions.accept(handover, by=hanne, read_back="Ja")
    steps = Event.objects.filter(root_id=handover.case_id, sequence__isnull=False)
    numbers = list(steps.order_by("pk").values_list("sequence", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert Case.objects.get(pk=handover.case_id).sequence == numbers[-1]


def test_what_is_owed_is_stored_with_the_step(handover, hanne):
    actions.accept(handover, by=hanne, read_back="Ja")
    event = Event.objects.get(kind="handover.accept")
    owed = Delivery.objects.filter(event=event).values_list("reaction", flat=True)
    assert sorted(owed) == sorted(reactions.after_names("handover.accept"))


def test_free_text_stays_out_of_the_record(handover, hanne):
    actions.accept(handover, by=hanne, read_back="Karla har brug for en bolig")
    event = Event.objects.get(kind="handover.accept")
    assert event.note_digest
    assert "Karla" not in " ".join(map(str, event.__dict__.values()))


def test_a_state_cannot_be_written_past_its_steps(handover):
    with pytest.raises(AttributeError):
        handover.state = "accepted"
    handover.refresh_from_db()
    assert handover.state == Handover.State.OFFERED


def test_refreshing_a_row_that_is_gone_keeps_the_protection(handover):
    handover.pk = 0
    with pytest.raises(Handover.DoesNotExist):
        handover.refresh_from_db()
    with pytest.raises(AttributeError):
        handover.state = "accepted"


def test_accepting_is_one_commit_and_few_statements(handover, hanne):
    with CaptureQueriesContext(connection) as caught:
        actions.accept(handover, by=hanne, read_back="Ja")
    control = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    statements = [q["sql"] for q in caught if not q["sql"].startswith(control)]
    assert len(statements) <= 9, "\n".join(statements)


def test_a_step_writes_only_what_it_has_changed(handover, jonas):
    with CaptureQueriesContext(connection) as caught:
        actions.withdraw(handover, by=jonas, note="Vi venter")
    asked = [q["sql"] for q in caught]
    (update,) = [sql for sql in asked if sql.startswith('UPDATE "cases_handover"')]

    assert '"withdrawn_because" = ' in update
    assert '"charter" = ' not in update
    assert not any('"cases_citizen"' in sql for sql in asked)  # only accepting asks
    handover.refresh_from_db()
    assert (handover.state, handover.withdrawn_because) == ("withdrawn", "Vi venter")


def test_what_was_changed_in_place_is_written_too(handover):
    found = values_of(handover)
    handover.charter["reason"] = "Ny"
    store(handover, found)

    handover.refresh_from_db()
    assert handover.charter["reason"] == "Ny"


def test_the_locked_case_is_what_a_query_gives(case):
    locked = lock_root(case, None).root
    asked = Case.objects.get(pk=case.pk)

    assert values_of(locked) == values_of(asked)
    assert locked.sequence == case.sequence + 1


class Deadlock(Exception):
    sqlstate = "40P01"


class Locked(Exception):
    sqlstate = "55P03"


@pytest.mark.commits
def test_a_sacrificed_transaction_is_tried_again(municipality):
    tries = []

    @whole
    def verb():
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError from Deadlock()
        return "done"

    assert verb() == "done"
    assert len(tries) == 3


@pytest.mark.commits
def test_it_is_not_tried_for_ever(municipality):
    @whole
    def verb():
        raise OperationalError from Deadlock()

    with pytest.raises(OperationalError):
        verb()


def test_a_case_locked_by_somebody_else_is_a_sentence(municipality):
    @whole
    def verb():
        raise OperationalError from Locked()

    with pytest.raises(Refused):
        verb()
