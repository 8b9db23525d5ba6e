"""The list of cases to coordinate, on page and API, and how many lack somebody."""

import pytest
from django.utils import timezone

from cases.case import actions
from cases.citizen import actions as citizens
from cases.coordinators import queries as coordinators
from cases.coordinators.queries import seen_to_by
from cases.involvement.models import Involvement
from cases.worklist import queries
from coordination import figures
from coordination.models import Event, Municipality
from tests.calls import Caller

VIEW = "/?view=coordinators"


def page_of(client, address):
    return client.get(address).content.decode()


def at(case):
    return f"/cases/{case.pk}/coordinate/"


# -- what they see -----------------------------------------------------------------


def test_the_worklist_leads_to_a_page_where_it_can_be_done(
    signed_in, three_departments, lene, karl, nora
):
    client = signed_in(lene)
    assert "Tovholdere" in page_of(client, "/")
    listed = page_of(client, VIEW)
    assert three_departments.number in listed
    assert at(three_departments) in listed
    told = {"coordinator": str(karl.pk), "deputy": str(nora.pk), "version": ""}
    form = client.get(at(three_departments))
    assert form.status_code == 200
    told["version"] = form.context["form"]["version"].value()
    done = client.post(at(three_departments), told)
    assert (done.status_code, done.url) == (302, VIEW)
    assert karl.name in page_of(client, VIEW)


def test_the_tab_counts_those_without_one(
    signed_in, three_departments, lene, karl, nora
):
    def count():
        tabs = signed_in(lene).get(VIEW).context["tabs"]
        return next(t["count"] for t in tabs if t["label"] == "Tovholdere")

    assert count() == 1
    page = page_of(signed_in(lene), VIEW)
    assert "<b>1 mangler</b>" in page
    assert "Uden tovholder: 1. De står først, og efter dem kommer de sager" in page
    actions.coordinate(three_departments, by=lene, coordinator=karl, deputy=nora)
    assert count() == 0
    assert "Alle sagerne her har en tovholder." in page_of(signed_in(lene), VIEW)


def test_a_search_for_the_number_finds_what_stands_here(
    signed_in, three_departments, lene
):
    client = signed_in(lene)
    found = client.post("/search/", {"q": three_departments.number})
    page = found.content.decode()
    assert found.status_code == 200
    assert at(three_departments) in page
    assert "Bolig, Job og Uddannelse, Socialpsykiatri" in page
    assert "Du ser det om den, der står under “Tovholdere”" in page
    assert "Karla" not in page
    assert f'href="/cases/{three_departments.pk}/"' not in page
    listed = Event.objects.get(kind="case.list", by=lene)
    assert listed.facts["ids"] == [three_departments.pk]


def test_a_cpr_number_or_a_name_tells_nothing_of_whose_case_it_is(
    signed_in, three_departments, jonas, lene
):
    citizens.correct(three_departments.citizen, by=jonas, cpr="0125901234")
    client = signed_in(lene)
    assert "Ingen sag" in page_of_search(client, "012590-1234")
    assert three_departments.number not in page_of_search(client, "Karla")


def page_of_search(client, text):
    return client.post("/search/", {"q": text}, follow=True).content.decode()


def test_others_find_nothing_by_the_number(signed_in, three_departments, lead, nora):
    page = page_of_search(signed_in(nora), three_departments.number)
    assert "Ingen sag" in page
    assert at(three_departments) not in page


@pytest.mark.parametrize("sent", [False, True], ids=["looked at", "came back"])
def test_of_the_case_only_number_and_departments(
    signed_in, three_departments, charter, lene, sent
):
    client = signed_in(lene)
    pages = [page_of(client, VIEW)]
    if sent:
        answer = client.post(at(three_departments), {"coordinator": "", "deputy": ""})
        assert answer.status_code == 422
        pages.append(answer.content.decode())
    else:
        pages.append(page_of(client, at(three_departments)))
    for page in pages:
        assert three_departments.number in page
        for department in ("Bolig", "Socialpsykiatri", "Job og Uddannelse"):
            assert department in page
        basis = "En bestemmelse i loven"
        for secret in ("Karla", three_departments.reason, basis, "decline-coord"):
            assert secret not in page
        assert f'href="/cases/{three_departments.pk}/"' not in page


def test_the_way_back_is_the_address_that_is_offered(
    signed_in, three_departments, lene, monkeypatch
):
    monkeypatch.setattr(coordinators, "NAME", "elsewhere")
    page = page_of(signed_in(lene), at(three_departments))
    assert page.count('href="/?view=elsewhere"') == 2
    assert VIEW not in page


def test_the_look_is_recorded_with_its_purpose(signed_in, three_departments, lene):
    client = signed_in(lene)
    client.get(VIEW)
    client.get(at(three_departments))
    client.post(at(three_departments), {})
    listed = Event.objects.get(kind="case.list", by=lene)
    assert listed.facts == {"ids": [three_departments.pk], "view": "coordinators"}
    looks = Event.objects.filter(
        kind="case.read", by=lene, root_id=three_departments.pk
    )
    assert [each.purpose for each in looks] == ["coordination"] * 2


def test_nothing_else_of_the_case_opens(signed_in, named, lene):
    client = signed_in(lene)
    place = named.get_absolute_url()
    for page in ("", "pause/", "decline-coordination/", "end-coordination/", "plan/"):
        assert client.get(f"{place}{page}").status_code == 404, page
    program = Caller(lene)
    assert program.get(f"cases/{named.pk}/").status_code == 404
    assert program.get("cases/").json()["results"] == []
    for step in ("pause", "end-coordination", "decline-coordination"):
        answer = program.post(f"cases/{named.pk}/{step}/", reason="Ferie")
        assert answer.status_code == 404, step
    assert not Involvement.objects.filter(person=lene).exists()


def test_others_have_no_such_tab(signed_in, three_departments, lead, jonas, nora):
    for person in (jonas, nora):
        client = signed_in(person)
        assert "view=coordinators" not in page_of(client, "/")
        assert at(three_departments) not in page_of(client, VIEW)


def test_whoever_has_a_part_sees_the_usual_page(signed_in, named, karl):
    page = page_of(signed_in(karl), at(named))
    assert "Karla" in page


def test_the_next_page_goes_on_whoever_was_named_meanwhile(
    signed_in, three_departments, jonas, jobs, lene, karl, nora, monkeypatch
):
    monkeypatch.setattr(queries, "ROWS", 2)
    Municipality.objects.update(coordinate_at=1)
    told = {"by": jonas, "department": jobs, "reason": "Bolig"}
    citizen = three_departments.citizen
    more = [actions.open_case(citizen, **told) for _each in range(4)]
    cases = [three_departments, *more]
    client = signed_in(lene)
    first = client.get(VIEW)
    assert list(first.context["rows"]) == cases[:2]
    actions.coordinate(cases[1], by=lene, coordinator=karl, deputy=nora)
    second = client.get(first.context["next_href"])
    assert list(second.context["rows"]) == cases[2:4]
    third = client.get(second.context["next_href"])
    assert list(third.context["rows"]) == [cases[4], cases[1]]
    assert third.context["next_href"] == ""


# -- over HTTP ---------------------------------------------------------------------


def test_a_program_does_the_same(three_departments, lene, karl, nora):
    program = Caller(lene)
    [row] = program.get("coordinators/").json()["results"]
    assert row["number"] == three_departments.number
    assert row["departments"] == ["Bolig", "Job og Uddannelse", "Socialpsykiatri"]
    assert (row["coordinator"], row["state"]) == (None, "open")
    assert "Karla" not in str(row)
    answer = program.post(
        f"cases/{row['id']}/coordinate/",
        match=f'"{row["version"]}"',
        coordinator=karl.pk,
        deputy=nora.pk,
    )
    assert answer.status_code == 200
    assert set(answer.json()) == {"id", "state", "version"}
    [row] = program.get("coordinators/").json()["results"]
    assert (row["coordinator"]["name"], row["state"]) == (karl.name, "coordinated")


def test_a_refusal_is_a_sentence_and_shows_nothing(
    three_departments, lene, karl, hanne, nora
):
    program, place = Caller(lene), f"cases/{three_departments.pk}/coordinate/"
    elsewhere = program.post(place, coordinator=hanne.pk, deputy=nora.pk)
    assert elsewhere.status_code == 409
    stale = program.post(place, match='"0"', coordinator=karl.pk, deputy=nora.pk)
    assert stale.status_code == 412
    assert stale.json()["current"] is None


def test_others_are_told_of_none(three_departments, lead, jonas, nora):
    for person in (jonas, nora):
        assert Caller(person).get("coordinators/").json()["results"] == []
    place = f"cases/{three_departments.pk}/coordinate/"
    words = {"coordinator": nora.pk, "deputy": nora.pk}
    assert Caller(nora).post(place, **words).status_code == 404


def let_all_go(case, jonas):
    """Let every department's part end today, before anybody has noted it."""
    case.involvements.update(until=timezone.now())


@pytest.mark.parametrize(
    "happens",
    [
        lambda case, jonas: None,
        lambda case, jonas: actions.pause(case, by=jonas, reason="Indlagt"),
        lambda case, jonas: actions.decline_coordination(case, by=jonas, reason="Nej"),
        let_all_go,
    ],
    ids=["runs", "paused", "declined", "ended"],
)
def test_leaders_count_those_that_are_listed(three_departments, jonas, lene, happens):
    happens(three_departments, jonas)
    listed = seen_to_by(lene).filter(coordinator=None).count()
    assert figures.ask("cases_without_coordinator") == listed


def test_the_leaders_first_page_leads_there_whoever_may_name_one(
    three_departments, lene, lone, signed_in
):
    there = f'<a href="{VIEW}">'
    assert there in page_of(signed_in(lene), "/ledelse/")
    assert there not in page_of(signed_in(lone), "/ledelse/")
