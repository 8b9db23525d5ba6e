"""The worklist: each view shows what it promises, the most urgent first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.call.actions import pass_on
from cases.case import actions as case_actions
from cases.citizen import actions as citizen_actions
from cases.handover import actions as handover_actions
from cases.involvement import actions as involvement_actions
from cases.plan import actions as plan
from cases.plan.measure import Measure
from cases.worklist.queries import ROWS
from coordination.models import Event
from coordination.organisation import leave
from tests.calls import Caller
from tests.cases.plan.test_closed import wish
from tests.cast import seat_of, with_seats

VIEWS = [
    "mine",
    "department",
    "coordinating",
    "incoming",
    "overdue",
    "waiting",
    "tasks",
]


@pytest.fixture
def open_for(jobs):
    """Return a function that opens a case for a citizen of that name."""

    def open_one(name, by, department=None, **details):
        citizen = citizen_actions.register(by=by, name=name, fictive=True, **details)
        return case_actions.open_case(
            citizen, by=by, department=department or jobs, reason="Bolig"
        )

    return open_one


def names(page):
    return [row.citizen.name for row in page.context["rows"]]


def promise(case, by, days):
    day = timezone.localdate() + timedelta(days=days)
    return plan.add(case, by=by, what=f"Om {days}", responsible=by, due_on=day)


def test_my_batons_come_with_the_most_urgent_first(open_for, jonas, signed_in):
    promise(open_for("Senere", jonas), jonas, 9)
    open_for("Uden frist", jonas)
    promise(open_for("For sent", jonas), jonas, -2)
    page = signed_in(jonas).get("/")
    assert names(page) == ["For sent", "Senere", "Uden frist"]


def test_a_paused_case_is_not_urgent(open_for, jonas, signed_in):
    paused = open_for("På pause", jonas)
    promise(paused, jonas, -5)
    case_actions.pause(paused, by=jonas, reason="Indlagt")
    promise(open_for("I gang", jonas), jonas, 5)
    page = signed_in(jonas).get("/")
    assert names(page) == ["I gang", "På pause"]
    assert not page.context["overdue"].number


def test_the_department_sees_what_its_people_hold(open_for, jonas, kim, signed_in):
    open_for("Fælles", jonas)
    assert names(signed_in(kim).get("/?view=department")) == ["Fælles"]
    assert names(signed_in(kim).get("/?view=mine")) == []


def test_an_outsider_sees_none_of_it(open_for, jonas, outsider, signed_in):
    case = open_for("Skjult Person", jonas)
    client = signed_in(outsider)
    for view in VIEWS:
        assert "Skjult" not in client.get(f"/?view={view}").content.decode()
    assert names(client.get("/?q=Skjult")) == []
    assert "Skjult" not in client.post("/search/", {"q": case.number}).content.decode()


def test_an_offer_waits_for_the_receiver(handover, hanne, signed_in):
    page = signed_in(hanne).get("/?view=incoming")
    assert list(page.context["rows"]) == [handover]
    assert handover.get_absolute_url() in page.content.decode()
    notice = signed_in(hanne).get("/").context["incoming"]
    assert (notice.number, notice.oldest) == (1, handover.offered_at)


def test_the_giver_follows_the_offer(handover, jonas, signed_in):
    assert list(signed_in(jonas).get("/?view=waiting").context["rows"]) == [handover]
    page = signed_in(jonas).get("/?view=mine").content.decode()
    assert handover.receiver_name in page


def test_an_answered_offer_waits_no_more(handover, hanne, signed_in):
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    assert not signed_in(hanne).get("/?view=incoming").context["rows"]
    row = signed_in(hanne).get("/").context["rows"][0]
    assert row.coming_from == handover.giver_name
    assert row.waits_for_contact


def test_only_the_handover_that_brought_the_baton_waits_for_contact(
    handover, hanne, pia, psychiatry, housing, signed_in
):
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    onward = handover_actions.offer(
        handover.case, by=hanne, receiver=psychiatry, basis="statute", basis_text="x"
    )
    handover_actions.accept(onward, by=pia, read_back="Ja")
    handover_actions.complete(onward, by=pia)
    page = signed_in(pia).get("/")
    assert not page.context["rows"][0].waits_for_contact
    assert "Første kontakt" not in page.content.decode()


def test_my_tasks_are_found_on_cases_others_hold(case, jonas, kim, signed_in):
    day = timezone.localdate()
    plan.add(case, by=jonas, what="Ring til lægen", responsible=kim, due_on=day)
    assert "Ring til lægen" in signed_in(kim).get("/?view=tasks").content.decode()
    assert not signed_in(jonas).get("/?view=tasks").context["rows"]


def test_a_deputy_sees_what_the_absent_holds(case, jonas, kim, signed_in):
    from coordination.organisation import stand_in

    now = timezone.now()
    stand_in(
        jonas,
        by=jonas,
        deputy=kim,
        since=now - timedelta(days=1),
        until=now + timedelta(days=1),
    )
    page = signed_in(with_seats(kim)).get("/?view=mine")
    assert [row.pk for row in page.context["rows"]] == [case.pk]


def test_the_coordinator_finds_the_coordinated_cases(coordinated, kim, signed_in):
    page = signed_in(kim).get("/")
    assert page.context["view"] == "coordinating"
    assert [row.pk for row in page.context["rows"]] == [coordinated.pk]


def test_names_sort_as_danish_does(open_for, jonas, signed_in):
    for name in ("Åse", "Ørjan", "Zenia", "Ægir", "anna", "Bo"):
        open_for(name, jonas)
    page = signed_in(jonas).get("/?sort=citizen")
    assert names(page) == ["anna", "Bo", "Zenia", "Ægir", "Ørjan", "Åse"]
    page = signed_in(jonas).get("/?sort=-citizen")
    assert names(page) == ["Åse", "Ørjan", "Ægir", "Zenia", "Bo", "anna"]


@pytest.mark.parametrize("sort", ["deadline", "-deadline", "citizen", "held", "-held"])
def test_pages_show_each_case_once(open_for, jonas, signed_in, monkeypatch, sort):
    monkeypatch.setattr("cases.worklist.queries.ROWS", 4)
    for number in range(11):
        case = open_for(f"Borger {number % 3}", jonas)
        if number % 2:
            promise(case, jonas, number % 4)
    client, seen, address = signed_in(jonas), [], f"/?view=mine&sort={sort}"
    while address:
        page = client.get(address)
        seen += [row.pk for row in page.context["rows"]]
        address = page.context["next_href"]
    assert len(seen) == len(set(seen)) == 11


def test_a_place_one_may_not_see_is_no_place(open_for, jonas, outsider, signed_in):
    hidden = open_for("Skjult", jonas)
    own = outsider.department_ids[0]
    open_for("Egen", outsider, own_department(own))
    client = signed_in(outsider)
    for start in (hidden.pk, 10**15, 10**40, "x"):
        client.get(f"/?view=mine&after={start}")
    shown = [
        client.get(f"/?view=mine&after={start}").context["rows"]
        for start in (hidden.pk, 10**15)
    ]
    assert shown[0] == shown[1] == []


def own_department(pk):
    from coordination.models import Department

    return Department.objects.get(pk=pk)


class TestSearch:
    def test_by_part_of_the_name(self, open_for, jonas, signed_in):
        open_for("Karla Fiktiv", jonas)
        open_for("Bent Prøve", jonas)
        assert names(signed_in(jonas).get("/?q=karl fik")) == ["Karla Fiktiv"]

    def test_by_number_goes_to_the_case(self, case, jonas, signed_in):
        for text in (case.number, case.number[2:], case.number.lower()):
            answer = signed_in(jonas).post("/search/", {"q": text})
            assert answer["Location"] == case.get_absolute_url()

    def test_by_cpr_goes_to_the_case_and_leaves_no_number(
        self, open_for, jonas, signed_in
    ):
        case = open_for("Karla", jonas, cpr="012590-1234")
        answer = signed_in(jonas).post("/search/", {"q": "0125901234"})
        assert answer["Location"] == case.get_absolute_url()
        event = Event.objects.filter(kind="case.list").latest("pk")
        assert event.facts["ids"] == [case.pk]
        assert "0125901234" not in str(event.facts)

    def test_a_name_shows_in_the_address_a_number_never(self, jonas, signed_in):
        client = signed_in(jonas)
        assert client.post("/search/", {"q": "Karla"})["Location"] == "/?q=Karla"
        unknown = client.post("/search/", {"q": "012590-9999"})
        assert unknown.status_code == 200

    @pytest.mark.parametrize("text", ["270666-123", "320666-1234", "27 06 66 1234"])
    def test_nor_does_a_number_with_a_mistake_in_it(self, jonas, signed_in, text):
        client = signed_in(jonas)
        answer = client.post("/search/", {"q": text})
        assert answer.status_code == 200
        assert text not in str(answer.content)
        # nor is one looked for that somebody has put there by hand
        assert client.get("/", {"q": text})["Location"] == "/"

    def test_closed_cases_are_found(self, case, jonas, signed_in):
        case_actions.close(case, by=jonas, outcome="goal_reached")
        page = signed_in(jonas).get("/?q=karla")
        assert [row.pk for row in page.context["rows"]] == [case.pk]
        assert not signed_in(jonas).get("/").context["rows"]


def test_what_a_list_showed_is_on_record(case, jonas, signed_in):
    signed_in(jonas).get("/?view=mine")
    event = Event.objects.filter(kind="case.list").latest("pk")
    assert (event.by, event.facts) == (jonas, {"ids": [case.pk], "view": "mine"})


def test_nonsense_in_the_address_shows_the_usual(case, jonas, signed_in):
    page = signed_in(jonas).get("/?view=nonsense&sort=nonsense&after=-1&q=")
    assert [row.pk for row in page.context["rows"]] == [case.pk]


def test_counts_stop_at_a_hundred(open_for, jonas, signed_in, monkeypatch):
    monkeypatch.setattr("cases.worklist.queries.MOST_COUNTED", 3)
    for number in range(5):
        open_for(f"Borger {number}", jonas)
    tab = signed_in(jonas).get("/").context["tabs"][0]
    assert tab["count"] == 3


def test_those_without_casework_are_led_elsewhere(administrator, signed_in):
    assert signed_in(administrator).get("/")["Location"] == "/administration/"


def test_five_queries_however_long_the_list(
    open_for, jonas, housing, signed_in, django_assert_max_num_queries
):
    client = signed_in(jonas)
    client.get("/")
    for number in range(ROWS // 5):
        case = open_for(f"Borger {number}", jonas)
        promise(case, jonas, number - 5)
        if number % 2:
            involvement_actions.begin(
                case,
                by=jonas,
                department=housing,
                basis="statute",
                basis_text="§ 80",
            )
            handover_actions.offer(case, by=jonas, receiver=housing, reason="Bolig")
    for view in VIEWS:
        with django_assert_max_num_queries(5):
            assert client.get(f"/?view={view}").status_code == 200, view


def follow(client, address):
    """Return what stands on each page of a list, one after another."""
    pages = []
    while address:
        page = client.get(address)
        pages.append([row.pk for row in page.context["rows"]])
        address = page.context["next_href"]
    return pages


def test_every_task_can_be_reached(case, jonas, signed_in):
    made = [promise(case, jonas, days=1 + n // 3).pk for n in range(ROWS + 16)]
    client = signed_in(jonas)
    assert follow(client, "/?view=tasks") == [made[:ROWS], made[ROWS:]]
    # the page before ended with a task that is done by now
    plan.finish(Measure.objects.get(pk=made[ROWS - 1]), by=jonas)
    (rest,) = follow(client, f"/?view=tasks&after={made[ROWS - 1]}")
    assert rest == made[ROWS:]
    again = follow(client, "/?view=tasks&after=987654321")
    assert again[0] == [*made[: ROWS - 1], made[ROWS]]
    told = Caller(jonas).get(f"worklist/?view=tasks&after={made[ROWS - 1]}").json()
    assert [row["id"] for row in told["measures"]] == made[ROWS:]
    assert told["more"] is False


@pytest.fixture
def calls(case, open_for, jonas, lars):
    """Calls that Lars is to make without a part in the case, and what else he does."""
    case_actions.close(case, by=jonas, outcome="other")
    involvement_actions.end(case.parties().get(), by=jonas)
    own = open_for("Hans", lars)
    leave(seat_of(jonas), by=None)
    found = [wish(case).pk for _each in range(2)]
    assert not Measure.objects.visible_to(with_seats(lars)).exists()
    days = (Measure.objects.get(pk=found[0]).due_on - timezone.localdate()).days
    before = [promise(own, lars, days - 1).pk for _each in range(ROWS - 1)]
    return [*before, *found, *(promise(own, lars, days + 1).pk for _each in range(9))]


@pytest.mark.parametrize(
    "happens",
    [
        lambda measure, lars, kim: None,
        lambda measure, lars, kim: plan.finish(measure, by=lars),
        lambda measure, lars, kim: pass_on(measure, by=lars, responsible=kim),
    ],
    ids=["waits", "made", "passed on"],
)
def test_the_list_goes_on_after_a_call(calls, lars, kim, signed_in, happens):
    client = signed_in(lars)
    first = client.get("/?view=tasks")
    assert [row.pk for row in first.context["rows"]] == calls[:ROWS]
    happens(Measure.objects.get(pk=calls[ROWS - 1]), lars, kim)
    rest = client.get(first.context["next_href"]).context["rows"]
    assert [row.pk for row in rest] == calls[ROWS:]
    told = Caller(lars).get(f"worklist/?view=tasks&after={calls[ROWS - 1]}").json()
    assert [row["id"] for row in told["measures"]] == calls[ROWS:]


def test_a_call_of_others_is_no_place_to_go_on_from(calls, open_for, hanne, housing):
    promise(open_for("Grete", hanne, housing), hanne, -1)
    begun = Caller(hanne).get(f"worklist/?view=tasks&after={calls[ROWS - 1]}").json()
    assert len(begun["measures"]) == 1


def test_a_later_page_leads_back_to_where_the_list_begins(case, jonas, signed_in):
    made = [promise(case, jonas, days=n).pk for n in range(1, ROWS + 3)]
    client = signed_in(jonas)
    first = client.get("/?view=tasks")
    assert first.context["first_href"] == ""
    later = client.get(first.context["next_href"])
    assert 'href="/?view=tasks">' in later.content.decode()
    assert later.context["first_href"] == "/?view=tasks"
    assert [row.pk for row in later.context["rows"]] == made[ROWS:]
