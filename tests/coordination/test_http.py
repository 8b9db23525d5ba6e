"""Every answer carries its policy, and every refusal is a page that helps."""

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path
from django.views.i18n import set_language

from coordination import http
from coordination.workflow import NotVisible, Refused, Stale
from tests.cast import PASSWORD


def raising(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    path("account/", include("coordination.accounts")),
    path("language/", set_language, name="set_language"),
    path("plain/", lambda request: HttpResponse("plain")),
    path("refused/", raising(Refused("Hanne has already taken the baton."))),
    path("stale/", raising(Stale())),
    path("hidden/", raising(NotVisible())),
    path("broken/", raising(ZeroDivisionError())),
]

handler403, handler404, handler500 = http.forbidden, http.not_found, http.broken

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def office(client, hanne):
    client.force_login(hanne, backend="coordination.access.SeatBackend")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.raise_request_exception = False
    return client


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_kept(office):
    answer = office.get("/plain/")

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/refused/", 409, "Hanne has already taken the baton."),
        ("/stale/", 412, "Somebody has changed this"),
        ("/hidden/", 404, "not here, or it is not yours"),
        ("/nowhere/", 404, "not here, or it is not yours"),
        ("/broken/", 500, "went wrong on our side"),
    ],
)
def test_each_refusal_is_a_page_that_says_what_to_do(office, address, status, words):
    answer = office.get(address)

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "ZeroDivision" not in answer.content.decode()


def test_hidden_and_missing_cannot_be_told_apart(office):
    def read(address):
        page = office.get(address).content.decode()
        return page.replace(address, "").split("<main", 1)[1]

    assert read("/hidden/") == read("/nowhere/")


def test_strangers_are_asked_to_sign_in(client):
    page = client.get("/plain/")
    fragment = client.get(
        "/plain/",
        headers={
            "HX-Request": "true",
            "HX-Current-URL": "http://testserver/cases/7/?tab=notes",
        },
    )

    assert page.status_code == 302
    assert fragment.status_code == 401
    assert fragment["HX-Redirect"].endswith("?next=%2Fcases%2F7%2F%3Ftab%3Dnotes")


def test_an_old_form_gives_back_what_was_written(hanne):
    browser = Client(enforce_csrf_checks=True)
    note = "Jytte called. She would like to meet about the flat."
    typed = {"note": note, "password": "a secret that is long enough"}
    address = "/account/login/"

    own = browser.post(address, typed, headers={"Sec-Fetch-Site": "same-origin"})
    foreign = browser.post(address, typed, headers={"Sec-Fetch-Site": "cross-site"})

    assert own.status_code == foreign.status_code == 403
    assert note in own.content.decode()
    assert "a secret" not in own.content.decode()
    assert note not in foreign.content.decode()


def test_the_frame_asks_the_database_nothing(rf, hanne, django_assert_num_queries):
    request = rf.get("/cases/7/")
    request.user = hanne

    with django_assert_num_queries(0):
        frame = http.page(request)

    assert frame["account"]["name"] == "Hanne Prøve"
    assert frame["account"]["seats"] == ["Bolig"]


def test_a_page_without_a_person_has_no_menu():
    assert http.page(RequestFactory().get("/s/x/")) == {"here": "/s/x/"}


def test_signing_in_and_out(client, hanne):
    hanne.set_password(PASSWORD)
    hanne.save()
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    wrong = client.post("/account/login/", {"login": "hanne", "password": "wrong"})
    right = client.post("/account/login/", {"login": "hanne", "password": PASSWORD})
    own = client.get("/account/password/")
    out = client.post("/account/logout/")

    assert 'value="hanne"' in wrong.content.decode()
    assert "There is a problem" in wrong.content.decode()
    assert right.status_code == 302
    assert own.status_code == 200
    assert out.status_code == 302
    assert client.get("/account/password/").status_code == 302


@pytest.mark.parametrize("address", ["/account/help/", "/account/help/new/"])
def test_nobody_signs_up_here(client, address):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    assert "Your administrator helps you in" in client.get(address).content.decode()


def test_a_second_step_can_be_turned_on_used_and_turned_off(client, hanne):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    hanne.set_password(PASSWORD)
    hanne.save()
    entry = {"login": "hanne", "password": PASSWORD}
    client.post("/account/login/", entry)

    asked = client.get("/account/two-step/totp/activate/", follow=True)
    assert "Is it still you?" in asked.content.decode()
    client.post("/account/confirm/", {"password": PASSWORD})
    page = client.get("/account/two-step/totp/activate/")
    assert "<svg" in page.content.decode()
    assert "data:" not in page.content.decode()
    assert "style=" not in page.content.decode()

    code = {"code": code_of(page.context["form"].secret)}
    codes = client.post("/account/two-step/totp/activate/", code, follow=True)
    spare = codes.context["unused_codes"][0]
    assert spare in codes.content.decode()
    assert "is on" in client.get("/account/two-step/").content.decode()

    client.post("/account/logout/")
    second = client.post("/account/login/", entry, follow=True)
    assert "Second step" in second.content.decode()
    client.post("/account/two-step/authenticate/", {"code": spare})
    client.post("/account/confirm/", {"password": PASSWORD})
    assert client.get("/account/two-step/recovery-codes/generate/").status_code == 200

    client.post("/account/two-step/totp/deactivate/")
    assert "Turn on" in client.get("/account/two-step/").content.decode()


def test_the_language_is_a_choice(client, hanne):
    client.force_login(hanne, backend="coordination.access.SeatBackend")

    client.post("/language/", {"language": "en", "next": "/account/password/"})

    assert '<html lang="en"' in client.get("/account/password/").content.decode()
