"""Answers about an offer are kept while they are looked over, and not much longer."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from cases.case import actions as case_actions
from cases.handover.draft import KEPT, place_of

WORDS = "Boligen kommer først"


@pytest.fixture
def address(case):
    return f"/cases/{case.pk}/offer/"


@pytest.fixture
def answers(housing, hanne):
    """What Jonas typed before he looked it over."""
    return {
        "receiver": str(housing.pk),
        "reason": WORDS,
        "warm": "no",
        "planned": "yes",
        "our_part_ends": "no",
        "basis": "necessity",
        "basis_text": "Bolig skal findes nu",
        "go": "check",
    }


@pytest.fixture
def client(signed_in, jonas, address, answers):
    """Jonas' browser, with his answers looked over."""
    browser = signed_in(jonas)
    browser.post(address, answers)
    return browser


def text_of(answer):
    return answer.content.decode()


def test_the_form_is_filled_in_for_who_comes_back(client, address, housing):
    page = client.get(address)
    assert WORDS in text_of(page)
    assert page.context["form"]["receiver"].value() == str(housing.pk)
    assert page.context["form"]["warm"].value() == "no"
    assert "Her er det, du skrev. Intet er sendt endnu" in text_of(page)


def test_another_case_knows_nothing_of_it(client, citizen, jonas, jobs):
    other = case_actions.open_case(citizen, by=jonas, department=jobs, reason="Et job")
    page = client.get(f"/cases/{other.pk}/offer/")
    assert page.status_code == 200
    assert WORDS not in text_of(page)


def test_it_is_gone_when_the_writer_signs_out(client, signed_in, kim, jonas, address):
    client.logout()
    for person in (kim, jonas):
        assert WORDS not in text_of(signed_in(person).get(address))


def test_it_is_gone_with_the_offer(client, case, address, answers):
    place = place_of(client.session.session_key, case)
    assert cache.get(place)
    assert client.post(address, answers | {"go": "offer"}).status_code == 302
    assert cache.get(place) is None


def test_it_is_gone_after_an_hour(client, case, address):
    place = place_of(client.session.session_key, case)
    store = cache._cache.get_client(place)
    left = store.ttl(cache.make_key(place))
    assert KEPT.total_seconds() - 60 < left <= KEPT.total_seconds()
    cache.delete(place)
    assert WORDS not in text_of(client.get(address))
    assert client.get(f"{address}?answers").status_code == 200


def test_no_store_of_ours_holds_the_words(client):
    [stored] = [row.get_decoded() for row in Session.objects.all()]
    assert not any("offer" in name for name in stored)
    store = cache._cache.get_client("")
    held = [store.get(key) for key in store.keys("*offer:*")]
    assert len(held) == 1
    assert b"Boligen" not in held[0]


def test_looking_it_over_does_not_prolong_the_sign_in(client, address, answers):
    before = Session.objects.get().expire_date
    client.post(address, answers)
    client.get(f"{address}?answers")
    assert Session.objects.get().expire_date == before


def test_answers_that_no_longer_hold_are_asked_for_again(client, address, housing):
    housing.until = timezone.now()
    housing.save()
    page = client.get(f"{address}?answers")
    assert page.status_code == 200
    assert WORDS in text_of(page)
    assert 'value="check"' in text_of(page)
