"""People, seats, departments and settings: who may change them, and what is kept."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.involvement import actions as involvement_actions
from coordination import invariants
from coordination.administration.departments import actions as departments
from coordination.administration.people import actions as people
from coordination.administration.people.mail import address_of
from coordination.administration.seats import actions as seats
from coordination.calendar import today
from coordination.messages.compose import compose
from coordination.models import (
    Department,
    Event,
    Membership,
    Message,
    Municipality,
    User,
)
from coordination.periodic import run_due
from coordination.tasks import deliver_all
from coordination.workflow import Refused, Stale
from tests.cast import PASSWORD, employ, with_seats
from tests.rigs.hammer import at_once

TOMORROW = timedelta(days=1)
NEW = {"name": "Nora Ny", "username": "nora", "email": "nora@example.org"}
CHOSEN = {"password1": "en-ganske-ny-adgangskode"}
CHOSEN["password2"] = CHOSEN["password1"]


@pytest.fixture
def nora(administrator, jobs):
    return people.hire(by=administrator, department=jobs, role="caseworker", **NEW)


@pytest.fixture
def another_administrator(jobs):
    return employ("arne", jobs, "administrator")


def seat_of(user):
    return Membership.objects.get(user=user)


def held_by(case):
    return case.periods.get(until=None).holder


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


# -- seats ------------------------------------------------------------------------


def test_a_seat_begins_on_its_first_day(administrator, hanne, jobs):
    tomorrow = today() + TOMORROW
    seats.give_seat(
        hanne, by=administrator, department=jobs, role="leader", since=tomorrow
    )
    assert jobs.pk not in with_seats(hanne).department_ids
    with pytest.raises(Refused, match="allerede"):
        seats.give_seat(hanne, by=administrator, department=jobs, role="leader")


def test_a_seat_ends_on_the_agreed_day_and_the_baton_goes_on(
    administrator, case, jonas, lars
):
    seats.end_seat(seat_of(jonas), by=administrator, ends_on=today())
    assert with_seats(jonas).seats
    run_due(timezone.now())
    assert with_seats(jonas).seats
    run_due(timezone.now() + TOMORROW)
    assert not with_seats(jonas).seats
    assert held_by(case) == lars
    assert not invariants.broken().get("I1")


def test_a_seat_does_not_end_while_a_case_would_be_left_alone(
    administrator, case, jonas
):
    seats.end_seat(seat_of(jonas), by=administrator, ends_on=today())
    for _ in range(2):
        run_due(timezone.now() + TOMORROW)
    assert with_seats(jonas).seats
    assert held_by(case) == jonas
    helpers = Message.objects.filter(template="coordination/administration/seat")
    assert [message.user for message in helpers] == [administrator]
    assert "Jonas" in compose(helpers[0]).line
    seats.keep_seat(seat_of(jonas), by=administrator)
    run_due(timezone.now() + TOMORROW)
    assert with_seats(jonas).seats


def test_who_stays_as_a_mentor_only_holds_no_baton(
    administrator, case, jonas, lars, jobs
):
    caseworker = seat_of(jonas)
    seats.give_seat(jonas, by=administrator, department=jobs, role="mentor")
    seats.end_seat(caseworker, by=administrator)
    assert held_by(case) == lars
    assert not invariants.broken().get("I1")


def test_a_seat_that_has_not_begun_never_does(administrator, hanne, jobs):
    seat = seats.give_seat(
        hanne,
        by=administrator,
        department=jobs,
        role="leader",
        since=today() + TOMORROW,
    )
    seats.end_seat(seat, by=administrator)
    later = Membership.objects.get(pk=seat.pk)
    assert later.until == later.since


def test_somebody_can_always_administer(administrator, another_administrator):
    seats.end_seat(seat_of(another_administrator), by=administrator, ends_on=today())
    with pytest.raises(Refused, match="administrere"):
        seats.end_seat(seat_of(administrator), by=administrator)
    seats.keep_seat(seat_of(another_administrator), by=administrator)
    seats.end_seat(seat_of(administrator), by=administrator)
    with pytest.raises(Refused, match="administrere"):
        seats.end_seat(seat_of(another_administrator), by=another_administrator)


@pytest.mark.commits
def test_of_two_administrators_who_shut_each_other_out_one_stays(commits, jobs):
    first, second = (employ(n, jobs, "administrator") for n in ("arne", "asta"))
    at_once(
        lambda: people.deactivate(first, by=second),
        lambda: people.deactivate(second, by=first),
    )
    left = Membership.objects.in_force().filter(role="administrator")
    assert left.count() == 1


def test_nobody_gives_themselves_a_role(administrator, jobs):
    with pytest.raises(Refused, match="anden administrator"):
        seats.give_seat(administrator, by=administrator, department=jobs, role="leader")
    with pytest.raises(Refused, match="anden administrator"):
        people.deactivate(administrator, by=administrator)


# -- departments and settings -----------------------------------------------------


def test_a_department_gets_its_own_deadline(signed_in, administrator, housing):
    page = f"/administration/departments/{housing.pk}/"
    asked = {"name": "Bolig", "internal": "on", "handover_days": "3", "version": "0"}
    assert signed_in(administrator).post(page, asked).status_code == 302
    assert Department.objects.get(pk=housing.pk).handover_days == 3


def test_a_closed_departments_batons_go_on(administrator, case, jonas, housing, lone):
    involvement_actions.begin(
        case,
        by=jonas,
        department=housing,
        basis="statute",
        basis_text="Serviceloven § 85",
    )
    jobs = Department.objects.get(name="Job og Uddannelse")
    with pytest.raises(Refused, match="ledende"):
        departments.close(jobs, by=administrator)
    Municipality.objects.update(lead_department=housing)
    departments.close(jobs, by=administrator)
    assert held_by(case) == lone
    departments.reopen(jobs, by=administrator)
    assert jobs in Department.objects.active()
    with pytest.raises(Refused):
        departments.open_department(by=administrator, name="bolig")


@pytest.fixture
def asked(signed_in, administrator, jobs):
    """Return the settings form as the page shows it, ready to be sent."""
    form = signed_in(administrator).get("/administration/settings/").context["form"]
    given = {bound.name: bound.value() for bound in form}
    return {name: value for name, value in given.items() if value or value == 0}


def test_settings_hold_at_once_and_are_on_record(client, asked):
    answer = client.post("/administration/settings/", asked | {"handover_days": "4"})
    assert answer.status_code == 302
    assert Municipality.current().handover_days == 4
    changed = Event.objects.get(kind="municipality.change").facts["changed"]
    assert changed["handover_days"] == [5, 4]
    assert client.post("/administration/settings/", asked).status_code == 412


def test_citizens_are_offered_the_languages_chosen(client, asked):
    from feedback.invitation.views import offered

    assert [code for code, _name in offered()] == ["da", "en"]
    client.post("/administration/settings/", asked | {"languages": []})
    assert [code for code, _name in offered()] == ["da"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("publish_answers_min", "4"),
        ("publish_invited_min", "9"),
        ("coordinate_at", "2"),
        ("survey_latest_days", "0"),
    ],
)
def test_limits_that_protect_people_cannot_be_lowered(client, asked, name, value):
    answer = client.post("/administration/settings/", asked | {name: value})
    assert answer.status_code == 422
    assert getattr(Municipality.objects.get(pk=1), name) > int(value)


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
