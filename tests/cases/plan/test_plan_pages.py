"""Goals and measures: set, changed, done, dropped, by those who may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.consent import actions as consent_actions
from cases.plan import actions
from cases.plan.measure import Measure
from cases.plan.models import Goal, Plan


@pytest.fixture
def day():
    return timezone.localdate() + timedelta(days=5)


@pytest.fixture
def measure(case, jonas, day):
    return actions.add(case, by=jonas, what="Ring", responsible=jonas, due_on=day)


@pytest.fixture
def goal(case, jonas):
    return actions.set_goal(case, by=jonas, words="Et sted at bo")


def test_a_goal_is_set_in_the_citizens_words(case, jonas, signed_in):
    client = signed_in(jonas)
    assert client.get(f"/cases/{case.pk}/goal/").status_code == 200
    client.post(f"/cases/{case.pk}/goal/", {"words": "Jeg vil sove om natten"})
    assert Goal.objects.get(case=case).words == "Jeg vil sove om natten"


def test_a_measure_is_agreed_for_a_goal(case, goal, jonas, kim, day, signed_in):
    client = signed_in(jonas)
    form = client.get(f"/cases/{case.pk}/measure/?goal={goal.pk}").context["form"]
    assert form["goal"].value() == str(goal.pk)
    sent = {"what": "Søg", "responsible": kim.pk, "due_on": day, "kind": "task"}
    answer = client.post(f"/cases/{case.pk}/measure/", sent | {"goal": goal.pk})
    assert answer.status_code == 302
    measure = Measure.objects.get(case=case)
    assert (measure.responsible, measure.goal, measure.kind) == (kim, goal, "task")


@pytest.mark.parametrize(
    "changes",
    [
        {"what": ""},
        {"responsible": ""},
        {"responsible": "999999"},
        {"due_on": "snart"},
        {"kind": "next_step"},
        {"goal": "x"},
        {"what": "x" * 301},
    ],
)
def test_bad_input_is_told_and_kept(case, goal, jonas, day, signed_in, changes):
    sent = {"what": "Søg", "responsible": jonas.pk, "due_on": day, "kind": "measure"}
    answer = signed_in(jonas).post(f"/cases/{case.pk}/measure/", sent | changes)
    assert answer.status_code == 422
    assert "what" in changes or "Søg" in answer.content.decode()
    assert not Measure.objects.exists()


def test_a_measure_is_done_with_one_press(measure, jonas, signed_in):
    sent = {"version": measure.version}
    assert signed_in(jonas).post(f"/measures/{measure.pk}/finish/", sent)
    measure.refresh_from_db()
    assert measure.state == Measure.State.DONE
    again = signed_in(jonas).post(f"/measures/{measure.pk}/finish/", sent)
    assert again.status_code == 409


def test_a_measure_is_changed(measure, jonas, kim, day, signed_in):
    client = signed_in(jonas)
    address = f"/measures/{measure.pk}/change/"
    assert client.get(address).context["form"]["what"].value() == "Ring"
    sent = {"what": "Skriv", "responsible": kim.pk, "due_on": day, "version": 1}
    assert client.post(address, sent).status_code == 302
    measure.refresh_from_db()
    assert (measure.what, measure.responsible) == ("Skriv", kim)


def test_a_change_on_an_old_page_is_told_and_kept(measure, jonas, day, signed_in):
    actions.change(measure, by=jonas, what="Nyt", responsible=jonas, due_on=day)
    sent = {"what": "Mit", "responsible": jonas.pk, "due_on": day, "version": 1}
    client, address = signed_in(jonas), f"/measures/{measure.pk}/change/"
    answer = client.post(address, sent)
    assert answer.status_code == 412
    assert 'value="Mit"' in answer.content.decode()
    again = sent | {"version": answer.context["form"]["version"].value()}
    assert client.post(address, again).status_code == 302


def test_a_measure_is_dropped(measure, jonas, signed_in):
    client, address = signed_in(jonas), f"/measures/{measure.pk}/drop/"
    assert client.get(address).status_code == 200
    client.post(address, {"version": 1})
    measure.refresh_from_db()
    assert measure.state == Measure.State.DROPPED


@pytest.mark.parametrize(("step", "state"), [("reach", "reached"), ("drop", "dropped")])
def test_a_goal_ends(goal, jonas, signed_in, step, state):
    client, address = signed_in(jonas), f"/goals/{goal.pk}/{step}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"version": goal.version}).status_code == 302
    goal.refresh_from_db()
    assert goal.state == state
    assert client.get(address).status_code == 409


class TestSharedPlan:
    def test_it_needs_the_citizens_consent(self, case, jonas, day, signed_in):
        answer = signed_in(jonas).post(f"/cases/{case.pk}/plan/", {"review_on": day})
        assert answer.status_code == 409
        assert not Plan.objects.exists()

    def test_it_is_looked_at_again_within_half_a_year(
        self, case, jonas, day, signed_in
    ):
        consent_actions.give(case, by=jonas, purpose="Én plan", kind="shared_plan")
        client, address = signed_in(jonas), f"/cases/{case.pk}/plan/"
        late = day + timedelta(days=200)
        assert client.post(address, {"review_on": late}).status_code == 409
        assert client.post(address, {"review_on": day}).status_code == 302
        assert Plan.objects.get(case=case).review_on == day


def test_another_party_changes_only_their_own(
    three_departments, measure, hanne, day, signed_in
):
    client = signed_in(hanne)
    assert client.post(f"/measures/{measure.pk}/finish/").status_code == 403
    own = actions.add(
        three_departments, by=hanne, what="Selv", responsible=hanne, due_on=day
    )
    assert client.post(f"/measures/{own.pk}/finish/").status_code == 302


def test_an_outsider_finds_nothing(case, measure, goal, outsider, signed_in):
    client = signed_in(outsider)
    for address in (
        f"/cases/{case.pk}/plan/",
        f"/cases/{case.pk}/goal/",
        f"/cases/{case.pk}/measure/",
        f"/measures/{measure.pk}/change/",
        f"/measures/{measure.pk}/finish/",
        f"/measures/{measure.pk}/drop/",
        f"/goals/{goal.pk}/reach/",
        f"/goals/{goal.pk}/drop/",
    ):
        assert client.get(address).status_code == 404, address
        assert client.post(address).status_code == 404, address


def test_few_queries(case, jonas, day, signed_in, django_assert_max_num_queries):
    for number in range(6):
        goal = actions.set_goal(case, by=jonas, words=f"Mål {number}")
        actions.add(
            case, by=jonas, what="Ring", responsible=jonas, due_on=day, goal=goal
        )
    client = signed_in(jonas)
    client.get(f"/cases/{case.pk}/plan/")
    with django_assert_max_num_queries(12):
        client.get(f"/cases/{case.pk}/plan/")
