"""People are hired, shut out and let in again; who may open these pages at all."""

import re

import pytest
from django.core.exceptions import PermissionDenied

from coordination.administration.departments import actions as departments
from coordination.administration.people import actions as people
from coordination.administration.people.mail import address_of
from coordination.administration.seats import actions as seats
from coordination.messages.compose import compose
from coordination.models import (
    Event,
    Message,
    User,
)
from coordination.tasks import deliver_all
from coordination.workflow import Refused, Stale
from tests.cast import PASSWORD, employ, held_by, seat_of, with_seats

NEW = {"name": "Nora Ny", "username": "nora", "email": "nora@example.org"}
CHOSEN = {"password1": "en-ganske-ny-adgangskode"}
CHOSEN["password2"] = CHOSEN["password1"]


@pytest.fixture
def nora(administrator, jobs):
    return people.hire(by=administrator, department=jobs, role="caseworker", **NEW)


def told():
    return set(Event.objects.values_list("kind", flat=True))


# -- people -----------------------------------------------------------------------


def test_a_new_colleague_chooses_their_own_password(client, nora, jobs):
    assert not nora.has_usable_password()
    deliver_all()
    sent = Message.objects.get(user=nora)
    assert sent.state == "sent"
    # what lies in the table and in Stafet afterwards opens nothing
    assert sent.facts == {}
    assert compose(sent).link == ""
    form = client.get(address_of(nora), follow=True)
    assert form.redirect_chain[0][0].endswith("-set-password/")
    done = client.post(form.redirect_chain[0][0], CHOSEN)
    assert done.url == "/account/new-password/done/"
    assert User.objects.get(pk=nora.pk).check_password(CHOSEN["password1"])
    assert {"user.hire", "membership.begin", "user.send_link"} < told()
    assert Event.objects.get(kind="user.set_password").by == nora


def test_the_link_is_spent_by_choosing(client, nora):
    link = address_of(nora)
    for _looking_spends_nothing in range(2):
        place = client.get(link).url
    client.post(place, CHOSEN)
    again = client.get(link)
    assert again.status_code == 200
    assert "cannot be used" in again.content.decode() or "ikke bruges" in (
        again.content.decode()
    )
    assert client.post(place, CHOSEN).status_code == 200
    assert Event.objects.filter(kind="user.set_password").count() == 1


def test_of_two_who_use_a_link_at_once_one_succeeds(nora):
    from coordination.accounts import StaffAdapter

    first, second = (User.objects.get(pk=nora.pk) for _ in range(2))
    StaffAdapter().set_password(first, "den-første-adgangskode")
    with pytest.raises(Refused):
        StaffAdapter().set_password(second, "den-anden-adgangskode")
    assert User.objects.get(pk=nora.pk).check_password("den-første-adgangskode")


def test_a_link_dies_with_the_address_it_was_sent_to(client, administrator, nora):
    link = address_of(nora)
    people.correct(nora, by=administrator, email="anden@example.org")
    assert client.get(link).status_code == 200  # and not the way to the form


def test_nobody_signs_in_with_anothers_user_name(administrator, nora, jobs):
    with pytest.raises(Refused, match="brugernavn"):
        people.hire(
            by=administrator,
            department=jobs,
            role="caseworker",
            **NEW | {"username": "Nora"},
        )
    assert User.objects.filter(username__iexact="nora").count() == 1


def test_the_page_hires(signed_in, administrator, jobs):
    client = signed_in(administrator)
    asked = NEW | {"department": jobs.pk, "role": "mentor"}
    answer = client.post("/administration/people/new/", asked)
    person = User.objects.get(username="nora")
    assert answer.url == f"/administration/people/{person.pk}/"
    assert "Nora Ny" in client.get(answer.url).content.decode()
    assert client.post("/administration/people/new/", asked).status_code == 409


def test_a_stale_page_overwrites_nothing(signed_in, administrator, nora):
    page = signed_in(administrator)
    asked = NEW | {"version": nora.version, "phone": "11 11 11 11"}
    people.correct(nora, by=administrator, title="Rådgiver")
    answer = page.post(f"/administration/people/{nora.pk}/details/", asked)
    assert answer.status_code == 412
    assert User.objects.get(pk=nora.pk).title == "Rådgiver"
    again = asked | {"version": answer.context["form"]["version"].value()}
    assert page.post(answer.request["PATH_INFO"], again).status_code == 302
    with pytest.raises(Stale):
        people.correct(nora, by=administrator, version=0, title="x")


def test_whoever_is_shut_out_passes_the_baton_on(administrator, case, jonas, lars):
    people.deactivate(jonas, by=administrator)
    assert held_by(case) == lars
    with pytest.raises(Refused, match="allerede"):
        people.deactivate(jonas, by=administrator)


def test_no_case_is_left_without_anybody(signed_in, administrator, case, jonas):
    page = signed_in(administrator).post(
        f"/administration/people/{jonas.pk}/deactivate/",
        headers={"Accept-Language": "en"},
    )
    assert page.status_code == 409
    assert case.number in page.content.decode()
    assert User.objects.get(pk=jonas.pk).is_active
    assert held_by(case) == jonas


def test_who_is_let_in_again_has_neither_password_nor_seat(
    client, administrator, hanne
):
    hanne.set_password(PASSWORD)
    hanne.save()
    people.deactivate(hanne, by=administrator)
    with pytest.raises(Refused):
        people.send_link(hanne, by=administrator)
    people.reactivate(hanne, by=administrator)
    back = with_seats(hanne)
    assert not back.has_usable_password()
    assert back.seats == []


def test_two_step_sign_in_is_taken_off_once(administrator, hanne):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=hanne, type="totp", data={})
    people.forget_two_step(hanne, by=administrator)
    with pytest.raises(Refused):
        people.forget_two_step(hanne, by=administrator)


# -- who may ----------------------------------------------------------------------

PAGES = [
    "",
    "people/new/",
    "people/{person}/",
    "people/{person}/details/",
    "people/{person}/link/",
    "people/{person}/two-step/",
    "people/{person}/deactivate/",
    "people/{person}/reactivate/",
    "people/{person}/seat/",
    "seats/{seat}/end/",
    "seats/{seat}/keep/",
    "departments/",
    "departments/new/",
    "departments/{department}/",
    "departments/{department}/close/",
    "departments/{department}/reopen/",
    "settings/",
]


@pytest.mark.parametrize(
    "role", ["caseworker", "coordinator", "leader", "mentor", "auditor"]
)
def test_others_are_refused_before_anything_is_looked_up(signed_in, jobs, hanne, role):
    client = signed_in(employ("somebody", jobs, role))
    numbers = {
        "person": hanne.pk,
        "seat": seat_of(hanne).pk,
        "department": jobs.pk,
    }
    unknown = dict.fromkeys(numbers, 987654321)
    before = Event.objects.count()
    for page in PAGES:
        address = f"/administration/{page}"
        for method in (client.get, client.post):
            known, nothing = (method(address.format(**n)) for n in (numbers, unknown))
            assert known.status_code == nothing.status_code
            assert known.status_code in {403, 405}
    assert Event.objects.count() == before


def test_every_address_is_among_those_tried():
    from coordination.administration.urls import urlpatterns

    listed = {re.sub(r"{\w+}", "<int:pk>", f"administration/{page}") for page in PAGES}
    assert listed == {str(pattern.pattern) for pattern in urlpatterns}


def test_an_action_asks_again(jonas, hanne, jobs, housing):
    """A page that forgot to ask would let nobody through."""
    seat = seat_of(hanne)
    for call in (
        lambda: people.hire(by=jonas, department=jobs, role="leader", **NEW),
        lambda: people.correct(hanne, by=jonas, name="x"),
        lambda: people.send_link(hanne, by=jonas),
        lambda: people.forget_two_step(hanne, by=jonas),
        lambda: people.deactivate(hanne, by=jonas),
        lambda: people.reactivate(hanne, by=jonas),
        lambda: seats.give_seat(hanne, by=jonas, department=jobs, role="leader"),
        lambda: seats.end_seat(seat, by=jonas),
        lambda: seats.keep_seat(seat, by=jonas),
        lambda: departments.open_department(by=jonas, name="Ny"),
        lambda: departments.correct(housing, by=jonas, name="x"),
        lambda: departments.close(housing, by=jonas),
        lambda: departments.reopen(housing, by=jonas),
    ):
        with pytest.raises(PermissionDenied):
            call()


@pytest.mark.parametrize("page", ["", "people/{0}/", "departments/", "settings/"])
def test_a_page_asks_the_database_little(
    signed_in, administrator, jobs, django_assert_max_num_queries, page
):
    people_there = [employ(f"person-{n}", jobs) for n in range(60)]
    client = signed_in(administrator)
    with django_assert_max_num_queries(12):
        client.get(f"/administration/{page.format(people_there[0].pk)}")


def test_the_list_is_paged_and_searched(signed_in, administrator, jobs):
    for n in range(60):
        employ(f"person-{n:02}", jobs)
    client = signed_in(administrator)
    first = client.get("/administration/")
    second = client.get("/administration/" + first.context["next_href"])
    names = [row.username for row in (*first.context["rows"], *second.context["rows"])]
    assert len(names) == len(set(names)) == 61
    found = client.get("/administration/?q=person-07&role=caseworker").context["rows"]
    assert [row.username for row in found] == ["person-07"]
    assert not client.get("/administration/?q=person&role=leader").context["rows"]
