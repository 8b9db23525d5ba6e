"""CPR numbers: what is a number, what is stored, and who finds whom."""

import pytest
from django.core.exceptions import ValidationError

from cases.citizen import actions, cpr
from cases.citizen.models import Citizen
from coordination.models import Event
from coordination.workflow import Refused

FICTIVE = "012590-1234"


def test_a_number_without_modulus_11_is_a_number(settings):
    settings.DEMO = False
    # 1 January births run out of numbers that pass; these are valid since 2007
    assert cpr.clean("010165-4001") == "0101654001"


def test_a_replacement_number_has_sixty_added_to_the_day(settings):
    settings.DEMO = False
    assert cpr.clean("610190-1234") == "6101901234"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "010190",
        "abcdefghij",
        "320190-1234",
        "310290-1234",
        "\uff10\uff11\uff10\uff11\uff19\uff101234",
    ],
)
def test_what_is_no_number_gets_a_sentence(text, settings):
    settings.DEMO = False
    with pytest.raises(ValidationError):
        cpr.clean(text)


def test_demo_numbers_are_impossible_in_service(settings):
    settings.DEMO = settings.TESTING = False
    with pytest.raises(ValidationError):
        cpr.clean(FICTIVE)


def test_the_demo_takes_no_number_that_could_be_a_persons(settings):
    settings.DEMO = True
    with pytest.raises(ValidationError):
        cpr.clean("010190-1234")


@pytest.mark.django_db
def test_nothing_stored_reads_as_the_number(jonas):
    citizen = actions.register(by=jonas, name="Karla Fiktiv", cpr=FICTIVE)
    stored = Citizen.objects.values_list("cpr_sealed", "cpr_index").get(pk=citizen.pk)
    assert all(
        FICTIVE.replace("-", "").encode() not in bytes(str(v), "utf8") for v in stored
    )
    assert Citizen.objects.get(pk=citizen.pk).cpr == FICTIVE
    assert Citizen.objects.with_number("0125901234").get() == citizen


@pytest.mark.django_db
def test_a_sealed_number_belongs_to_its_citizen(jonas):
    one = actions.register(by=jonas, name="Karla Fiktiv", cpr=FICTIVE)
    other = actions.register(by=jonas, name="Kurt Fiktiv")
    with pytest.raises(Exception):  # noqa: B017, PT011 - any refusal to decrypt will do
        cpr.unseal(bytes(one.cpr_sealed), other.recipient_id)


@pytest.mark.django_db
def test_an_old_key_still_reads(jonas, settings):
    citizen = actions.register(by=jonas, name="Karla Fiktiv", cpr=FICTIVE)
    settings.CPR_KEYS = ["2:" + "B" * 43 + "=", *settings.CPR_KEYS]
    assert citizen.cpr == FICTIVE


@pytest.mark.django_db
def test_a_known_number_is_refused_without_saying_whose(jonas):
    actions.register(by=jonas, name="Karla Fiktiv", cpr=FICTIVE)
    with pytest.raises(Refused) as refusal:
        actions.register(by=jonas, name="Kurt Fiktiv", cpr=FICTIVE)
    assert "Karla" not in str(refusal.value)


@pytest.mark.django_db
def test_looking_at_the_number_is_recorded_with_its_reason(jonas):
    citizen = actions.register(by=jonas, name="Karla Fiktiv", cpr=FICTIVE)
    assert citizen.cpr_masked == "012590-••••"
    assert actions.reveal_cpr(citizen, by=jonas, reason="Skriver til ATP") == FICTIVE
    event = Event.objects.get(kind="citizen.reveal_cpr")
    assert event.by == jonas
    assert event.note_digest
