"""The department that coordinates names coordinators, of cases it has no part in too.

Lene leads it; the three departments of the case are others.
"""

from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied

from cases.case import actions
from cases.case.models import Case
from cases.coordinators.queries import seen_to_by
from cases.involvement.actions import begin
from cases.involvement.models import Involvement
from coordination.messages.post import written
from coordination.models import Event, Message, Municipality
from coordination.workflow import NotVisible, Refused
from tests.calls import Caller
from tests.cases.case.test_contact_person import react
from tests.cast import employ, settle


def at(case):
    return f"/cases/{case.pk}/coordinate/"


# -- who ---------------------------------------------------------------------------


def test_the_leader_names_them(named, karl, nora):
    named.refresh_from_db()
    assert (named.coordinator, named.coordinator_deputy) == (karl, nora)
    assert Event.objects.get(kind="case.coordinate").by.username == "lene"


def test_and_others_in_their_place(named, lene, lead, nora):
    other = employ("ole", lead, "coordinator")
    actions.coordinate(named, by=lene, coordinator=other, deputy=nora)
    assert Case.objects.get(pk=named.pk).coordinator == other


@pytest.mark.parametrize("as_deputy", [False, True])
def test_nobody_names_themselves_in_a_case_they_do_not_see(
    three_departments, signed_in, lene, karl, as_deputy
):
    """Who is named sees all of the case."""
    pair = (karl, lene) if as_deputy else (lene, karl)
    with pytest.raises(Refused, match="ingen del i sagen"):
        actions.coordinate(
            three_departments, by=lene, coordinator=pair[0], deputy=pair[1]
        )
    form = signed_in(lene).get(at(three_departments)).context["form"]
    for name in ("coordinator", "deputy"):
        offered = {str(value) for value, _name in form.fields[name].choices}
        assert str(karl.pk) in offered
        assert str(lene.pk) not in offered


def test_it_is_told_to_whoever_coordinated_and_to_the_holder(
    three_departments, lene, lead, jonas, karl, nora
):
    ole = employ("ole", lead, "coordinator")
    for coordinator in (karl, ole):
        actions.coordinate(
            three_departments, by=lene, coordinator=coordinator, deputy=nora
        )
        react("case.coordinate")
    news = Message.objects.filter(template__startswith="case.")
    assert Counter(news.values_list("user__username", "template")) == {
        ("karl", "case.coordinator"): 1,
        ("nora", "case.coordinator"): 2,
        ("jonas", "case.coordinated"): 2,
        ("ole", "case.coordinator"): 1,
        ("karl", "case.relieved"): 1,
    }
    relieved = news.get(template="case.relieved")
    assert not written(relieved).link.endswith(three_departments.get_absolute_url())


def test_a_colleague_without_such_a_role_does_not(three_departments, karl, nora):
    with pytest.raises(NotVisible):
        actions.coordinate(three_departments, by=nora, coordinator=karl, deputy=nora)


def test_nor_a_leader_elsewhere(three_departments, karl, nora, elsewhere):
    leader = employ("lis", elsewhere, "leader")
    with pytest.raises(NotVisible):
        actions.coordinate(three_departments, by=leader, coordinator=karl, deputy=nora)


def test_who_takes_part_without_the_baton_is_told_so(
    three_departments, hanne, karl, nora
):
    with pytest.raises(PermissionDenied):
        actions.coordinate(three_departments, by=hanne, coordinator=karl, deputy=nora)


def test_who_may_name_nobody_is_told_so_whomever_they_choose(
    three_departments, hanne, karl, outsider
):
    for person in (karl, outsider):
        with pytest.raises(PermissionDenied):
            actions.coordinate(
                three_departments, by=hanne, coordinator=person, deputy=person
            )


# -- which -------------------------------------------------------------------------


def test_a_case_that_needs_none_is_not_there_for_them(case, jobs, psychiatry):
    lead = settle("Koordinering")
    Municipality.objects.update(lead_department=lead)
    lene, karl = employ("lene", lead, "leader"), employ("karl", lead)
    with pytest.raises(NotVisible):
        actions.coordinate(case, by=lene, coordinator=karl, deputy=lene)


def test_nor_one_whose_departments_have_said_no(three_departments, jonas, lene, karl):
    actions.decline_coordination(three_departments, by=jonas, reason="Vi ses hver uge")
    with pytest.raises(NotVisible):
        actions.coordinate(three_departments, by=lene, coordinator=karl, deputy=lene)


@pytest.mark.parametrize("step", ["pause", "close"])
def test_nor_one_that_does_not_run(three_departments, jonas, lene, karl, step):
    words = {"pause": {"reason": "Ferie"}, "close": {"outcome": "other"}}[step]
    getattr(actions, step)(three_departments, by=jonas, **words)
    with pytest.raises(NotVisible):
        actions.coordinate(three_departments, by=lene, coordinator=karl, deputy=lene)


def test_nor_one_with_too_few_departments_left(
    signed_in, named, lene, karl, nora, psychiatry
):
    Involvement.objects.filter(department=psychiatry).update(state="ended")
    with pytest.raises(NotVisible):
        actions.coordinate(named, by=lene, coordinator=nora, deputy=karl)
    client = signed_in(lene)
    listed = client.get("/?view=coordinators").content.decode()
    assert at(named) not in listed
    assert client.get(at(named)).status_code == 404
    assert Caller(lene).get("coordinators/").json()["results"] == []


def test_one_more_department_asks_again(three_departments, jonas, lene, elsewhere):
    actions.decline_coordination(three_departments, by=jonas, reason="Vi ses hver uge")
    assert not seen_to_by(lene).exists()
    basis = {"basis": "statute", "basis_text": "§ 85"}
    begin(three_departments, by=jonas, department=elsewhere, **basis)
    assert seen_to_by(lene).get() == three_departments


def test_departments_are_counted_once_and_not_case_by_case(three_departments):
    assert "SubPlan" not in Case.objects.called_for().explain()
