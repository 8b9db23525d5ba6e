"""Of many who act at the same moment, one succeeds and the others are told why not."""

import pytest
from django.db import connection
from django.db.models import Q

from cases.consent import actions as consent_actions
from cases.consent.models import Consent
from cases.handover import actions
from cases.handover.models import Handover
from cases.handover.voiding import void_offers
from coordination.invariants import broken
from coordination.models import Event
from coordination.workflow import NotVisible, Refused, busy, perform
from tests.rigs.hammer import at_once, refusals, watched
from tests.rigs.relay import (
    again,
    assert_decided_once,
    assert_told_why,
    back_to,
    offer,
    offers,
    sees,
)

pytestmark = pytest.mark.commits


def accept(handover, person):
    return lambda: actions.accept(again(handover), by=person, read_back="Ja")


def test_a_watcher_that_dies_proves_nothing():
    with pytest.raises(AssertionError, match="periods"), watched(None):
        pass


def test_32_accept_one_offer(case, jonas, hanne, volume):
    for handover, _giver, person in offers(case, jonas, hanne, count=volume(2, 50)):
        with watched(case):
            results = at_once(*[accept(handover, person)] * 32)
        assert results.count(None) == 1, results
        assert len(refusals(results)) == 31, results
        assert set(refusals(results)) == {str(Handover.too_late["accepted"])}
        assert_decided_once(handover)
    assert not broken()


def test_accept_withdraw_decline_and_lapse_exclude_one_another(
    case, jonas, hanne, volume
):
    for handover, giver, person in offers(case, jonas, hanne, count=volume(3, 50)):
        verbs = {
            accept(handover, person): person,
            lambda h=handover, g=giver: actions.withdraw(again(h), by=g): giver,
            lambda h=handover, p=person: actions.decline(
                again(h), by=p, code="not_ours", text="Nej"
            ): person,
            lambda h=handover: perform(again(h).lapse, by=None) and None: None,
        }
        with watched(case):
            results = at_once(*list(verbs) * 8)
        assert results.count(None) == 1, results
        for result, actor in zip(results, list(verbs.values()) * 8, strict=True):
            if result is not None:
                assert_told_why(result, handover, by=actor)
        assert_decided_once(handover)
    assert not broken()


def test_sixteen_offers_leave_one(case, jonas, housing, psychiatry, volume):
    for _ in range(volume(2, 50)):
        results = at_once(
            *(
                lambda n=n: offer(
                    case, by=jonas, receiver=housing if n % 2 else psychiatry
                )
                for n in range(16)
            )
        )
        assert sum(isinstance(r, Handover) for r in results) == 1, results
        assert len(refusals(results)) == 15, results
        assert Handover.objects.offered().filter(case=case).count() == 1
        void_offers(Q(case=case), by=None)
    assert not broken()


def test_withdrawing_consent_while_the_receiver_accepts(
    case, jonas, hanne, kim, lars, housing, volume
):
    for _ in range(volume(3, 50)):
        consent = consent_actions.give(
            case, by=jonas, departments=[housing], purpose="Bolig"
        )
        handover = offer(
            case, by=jonas, receiver=housing, basis="consent", consent=consent
        )

        def withdraw(consent=consent):
            found = Consent.objects.get(pk=consent.pk)
            return consent_actions.withdraw(found, by=jonas)

        with watched(case):
            results = at_once(*[accept(handover, hanne), withdraw] * 16)
        accepted, withdrawn = results[::2], results[1::2]
        assert withdrawn.count(None) == 1, withdrawn
        assert set(refusals(withdrawn)) == {str(Consent.too_late["withdrawn"])}
        assert len(refusals(withdrawn)) == 15, withdrawn
        taken = again(handover).state == Handover.State.ACCEPTED
        assert accepted.count(None) == taken, accepted
        late = [result for result in accepted if result is not None]
        assert all(isinstance(r, (Refused, NotVisible)) for r in late), late
        # whoever could still see it saw that it was accepted
        assert set(refusals(late)) <= {str(Handover.too_late["accepted"])}
        assert taken or not refusals(late)
        assert_decided_once(handover)
        ended = Event.objects.filter(
            kind="consent.withdraw", subject_id=str(consent.pk)
        )
        assert ended.count() == 1
        assert not type(case).objects.visible_to(hanne).filter(pk=case.pk).exists()
        assert not sees(hanne, handover)
        back_to(jonas, case)
    assert not broken()


@pytest.fixture
def case_held_by_another(commits, case):
    """Another program has the case, and gives it back when the test is over."""
    with commits.as_owner() as other, other.transaction():
        other.execute("SELECT FROM cases_case WHERE id = %s FOR UPDATE", [case.pk])
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        yield


def test_who_waits_in_vain_is_told_what_happened_meanwhile(
    handover, case, hanne, request
):
    copy = again(handover)
    actions.accept(handover, by=hanne, read_back="Ja")
    request.getfixturevalue("case_held_by_another")
    with pytest.raises(Refused, match=str(Handover.too_late["accepted"])):
        actions.accept(copy, by=hanne, read_back="Ja")


def test_who_waits_in_vain_for_nothing_is_asked_to_try_again(
    handover, case_held_by_another, hanne
):
    with pytest.raises(Refused, match=str(busy)):
        actions.accept(handover, by=hanne, read_back="Ja")
    assert again(handover).state == Handover.State.OFFERED


def test_who_may_not_see_it_waits_for_nothing(handover, case_held_by_another, outsider):
    with pytest.raises(NotVisible):
        actions.accept(handover, by=outsider, read_back="Ja")
