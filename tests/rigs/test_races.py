"""Of many who act at the same moment, one succeeds and the others are told why not."""

import pytest
from django.db import connection
from django.db.models import Q

from cases.consent import actions as consent_actions
from cases.handover import actions
from cases.handover.models import Handover
from cases.handover.voiding import void_offers
from coordination.invariants import broken
from coordination.models import Event
from coordination.workflow import NotVisible, Refused, busy, perform
from tests.rigs.hammer import at_once, refusals, watching_holders

pytestmark = pytest.mark.commits

DECISIONS = (
    "handover.accept",
    "handover.decline",
    "handover.withdraw",
    "handover.lapse",
)


def again(handover):
    return Handover.objects.get(pk=handover.pk)


def offer(case, *, by, receiver, **basis):
    basis = basis or {"basis": "necessity", "basis_text": "Prøve"}
    return actions.offer(case, by=by, receiver=receiver, reason="Prøve", **basis)


@pytest.fixture
def there_and_back(case, jonas, hanne, jobs, housing):
    """Yield (offer, receiver's person) forever: jobs → housing → jobs → …"""

    def rounds(count, **basis):
        sides = [(jonas, jobs), (hanne, housing)]
        for number in range(count):
            (giver, _), (person, receiver) = sides[number % 2], sides[1 - number % 2]
            yield offer(case, by=giver, receiver=receiver, **basis), giver, person

    return rounds


def decided_once(handover):
    decided = Event.objects.filter(kind__in=DECISIONS, subject_id=str(handover.pk))
    return decided.count() == 1


def test_32_accept_one_offer(there_and_back, case, volume):
    for handover, _giver, person in there_and_back(volume(4, 50)):
        copies = [again(handover) for _ in range(32)]
        with watching_holders(case) as seen:
            results = at_once(
                *(
                    lambda copy=copy, person=person: actions.accept(
                        copy, by=person, read_back="Ja"
                    )
                    for copy in copies
                )
            )
        assert results.count(None) == 1, results
        assert len(refusals(results)) == 31, results
        assert set(refusals(results)) == {str(Handover.too_late["accepted"])}
        assert seen <= {1}
        assert decided_once(handover)
    assert not broken()


def test_accept_withdraw_decline_and_lapse_exclude_one_another(
    there_and_back, case, volume
):
    for handover, giver, person in there_and_back(volume(10, 200)):
        a, w, d, z = (again(handover) for _ in range(4))
        with watching_holders(case) as seen:
            results = at_once(
                lambda a=a, person=person: actions.accept(a, by=person, read_back="Ja"),
                lambda w=w, giver=giver: actions.withdraw(w, by=giver),
                lambda d=d, person=person: actions.decline(
                    d, by=person, code="not_ours", text="Nej"
                ),
                lambda z=z: perform(z.lapse, by=None) and None,
            )
        assert results.count(None) == 1, results
        # whoever lost the right to see the offer learns nothing more about it
        late = [r for r in results if r is not None]
        assert all(isinstance(r, (Refused, NotVisible)) for r in late), results
        assert seen <= {1}
        assert decided_once(handover)
        if again(handover).state != Handover.State.ACCEPTED:
            # the next round expects the baton on the other side
            moved = offer(case, by=giver, receiver=handover.receiver)
            actions.accept(moved, by=person, read_back="Ja")
    assert not broken()


def test_sixteen_offers_leave_one(case, jonas, housing, psychiatry, volume):
    for _ in range(volume(3, 50)):
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
    for _ in range(volume(6, 100)):
        consent = consent_actions.give(
            case, by=jonas, departments=[housing], purpose="Bolig"
        )
        handover = offer(
            case, by=jonas, receiver=housing, basis="consent", consent=consent
        )
        with watching_holders(case) as seen:
            accepted, withdrawn = at_once(
                lambda h=handover: actions.accept(again(h), by=hanne, read_back="Ja"),
                lambda c=consent: consent_actions.withdraw(c, by=jonas),
            )
        assert withdrawn is None, withdrawn
        assert accepted is None or isinstance(accepted, (Refused, NotVisible)), accepted
        assert seen <= {1}
        assert not type(case).objects.visible_to(hanne).filter(pk=case.pk).exists()
        assert not Handover.objects.visible_to(hanne).filter(pk=handover.pk).exists()
        if case.baton.holder != jonas:
            case_back(case, jonas)
    assert not broken()


def case_back(case, jonas):
    from cases.case import actions as case_actions

    case_actions.reassign(case, by=jonas, to=jonas)


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
