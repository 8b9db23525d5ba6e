"""Writing a contact: three interactions, and the question who carries the baton on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.contact.models import Contact
from cases.handover import actions as handover_actions
from cases.handover.models import Handover


@pytest.fixture
def involved(three_departments, charter):
    return three_departments


def address(case):
    return f"/cases/{case.pk}/contact/"


def typed(page, **changes):
    """Return what the browser would send when nothing but the changes is typed."""
    form = page.context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if callable(value):
            value = value()
        if value is True:
            value = "on"
        if hasattr(value, "isoformat"):
            value = value.strftime("%Y-%m-%dT%H:%M")
        if value not in (None, False):
            sent[bound.html_name] = value
    return sent | changes


def test_with_what_is_filled_in_only_the_note_is_typed(case, jonas, signed_in):
    client = signed_in(jonas)
    sent = typed(client.get(address(case)), note="Talte om huslejen")
    assert client.post(address(case), sent).status_code == 302
    contact = Contact.objects.get(case=case)
    assert contact.note == "Talte om huslejen"
    assert (contact.kind, contact.attended, contact.by) == ("call", True, jonas)
    assert timezone.now() - contact.happened_at < timedelta(minutes=2)


def test_one_press_on_the_untouched_page_writes_nothing(case, jonas, signed_in):
    client = signed_in(jonas)
    answer = client.post(address(case), typed(client.get(address(case)), note="  "))
    assert answer.status_code == 422
    [sentence] = answer.context["form"].errors["note"]
    assert sentence == "Skriv med et par ord, hvad telefonsamtalen handlede om."
    assert not Contact.objects.exists()


def test_what_is_chosen_needs_no_words(case, jonas, signed_in):
    client = signed_in(jonas)
    for change in ({"kind": "visit"}, {"attended": ""}):
        sent = typed(client.get(address(case))) | change
        assert client.post(address(case), sent).status_code == 302, change
    assert [each.note for each in Contact.objects.all()] == ["", ""]


def test_the_holder_is_not_asked_about_the_baton(case, jonas, signed_in):
    assert "take" not in signed_in(jonas).get(address(case)).context["form"].fields


def test_the_first_contact_completes_the_handover(handover, hanne, signed_in):
    handover_actions.accept(handover, by=hanne, read_back="Ja")
    client = signed_in(hanne)
    sent = typed(client.get(address(handover.case)), note="Talte")
    client.post(address(handover.case), sent)
    handover.refresh_from_db()
    assert handover.state == Handover.State.COMPLETED


@pytest.mark.parametrize("when", ["2026-03-29T02:30", "2025-10-26T02:30"])
def test_an_hour_that_is_not_or_is_twice_is_named(case, jonas, signed_in, when):
    client = signed_in(jonas)
    sent = typed(client.get(address(case)), note="Ringede om natten", happened_at=when)
    answer = client.post(address(case), sent)
    assert answer.status_code == 422
    [sentence] = answer.context["form"].errors["happened_at"]
    assert sentence == "Uret stilles i den time. Vælg et andet tidspunkt."
    assert "Ringede om natten" in answer.content.decode()


class TestLastContact:
    def test_another_department_must_say_who_carries_on(
        self, involved, hanne, signed_in
    ):
        client = signed_in(hanne)
        sent = typed(client.get(address(involved)), note="Hun ringede selv")
        answer = client.post(address(involved), sent)
        assert answer.status_code == 422
        assert "take" in answer.context["form"].errors
        assert "Hun ringede selv" in answer.content.decode()
        assert not Contact.objects.exists()

    def test_yes_takes_the_baton(self, involved, hanne, housing, signed_in):
        client = signed_in(hanne)
        sent = typed(client.get(address(involved)), take="yes")
        assert client.post(address(involved), sent).status_code == 302
        involved.refresh_from_db()
        assert (involved.baton.department, involved.baton.holder) == (housing, hanne)

    def test_no_needs_a_reason(self, involved, hanne, jobs, signed_in):
        client = signed_in(hanne)
        sent = typed(client.get(address(involved)), take="no")
        answer = client.post(address(involved), sent)
        assert "not_taken_because" in answer.context["form"].errors
        client.post(address(involved), sent | {"not_taken_because": "Kun et brev"})
        assert Contact.objects.get().not_taken_because == "Kun et brev"
        assert involved.baton.department == jobs

    def test_the_reason_is_not_called_optional(self, involved, hanne, signed_in):
        page = signed_in(hanne).get(address(involved)).content.decode()
        asked = page[page.index("Hvorfor ikke?") :][:300]
        assert "frivilligt" not in asked
        assert "Skal udfyldes, hvis du svarer nej." in asked

    @pytest.mark.parametrize(
        "changes", [{"kind": "note"}, {"kind": "written"}, {"attended": ""}]
    )
    def test_what_does_not_count_asks_nothing(
        self, involved, hanne, jobs, signed_in, changes
    ):
        client = signed_in(hanne)
        sent = typed(client.get(address(involved)), **changes)
        assert client.post(address(involved), sent).status_code == 302
        assert involved.baton.department == jobs

    def test_an_open_offer_is_told_and_the_note_kept(
        self, involved, jonas, pia, hanne, housing, signed_in
    ):
        handover_actions.offer(involved, by=jonas, receiver=housing, reason="Bolig")
        client = signed_in(pia)
        sent = typed(client.get(address(involved)), take="yes", note="Vigtigt notat")
        answer = client.post(address(involved), sent)
        assert answer.status_code == 409
        assert "Vigtigt notat" in answer.content.decode()
        assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "telepathy"},
        {"happened_at": "i går"},
        {"happened_at": ""},
        {"department": "0"},
        {"department": "x"},
        {"note": "x\x00y"},
        {"note": "x" * 10_001},
    ],
)
def test_bad_input_is_told_and_nothing_is_saved(case, jonas, signed_in, changes):
    client = signed_in(jonas)
    sent = typed(client.get(address(case)), note="Skal blive")
    answer = client.post(address(case), sent | changes)
    assert answer.status_code == 422
    assert "note" in changes or "Skal blive" in answer.content.decode()
    assert not Contact.objects.exists()


def test_the_future_is_refused(case, jonas, signed_in):
    client = signed_in(jonas)
    later = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    sent = typed(client.get(address(case)), note="Ringede", happened_at=later)
    assert client.post(address(case), sent).status_code == 409


@pytest.mark.parametrize(
    "day", ["0001-01-01T00:00", "0001-01-02T10:00", "2024-02-29T10:00"]
)
def test_the_distant_past_is_refused_and_the_note_kept(case, jonas, signed_in, day):
    client = signed_in(jonas)
    sent = typed(client.get(address(case)), note="Skal blive", happened_at=day)
    answer = client.post(address(case), sent)
    assert answer.status_code in (409, 422)
    assert "Skal blive" in answer.content.decode()
    assert not Contact.objects.exists()


def test_somebody_who_is_asked_may_type_any_year(involved, hanne, signed_in):
    client = signed_in(hanne)
    for day in ("0001-01-01T10:00", "9999-12-31T23:59"):
        sent = typed(client.get(address(involved)), happened_at=day, take="yes")
        assert client.post(address(involved), sent).status_code in (409, 422)
    assert not Contact.objects.exists()


def test_an_outsider_finds_nothing(case, outsider, signed_in):
    client = signed_in(outsider)
    assert client.get(address(case)).status_code == 404
    sent = {"kind": "call", "happened_at": "2026-01-01T10:00"}
    assert client.post(address(case), sent).status_code == 404
    assert not Contact.objects.exists()


def test_few_queries(involved, hanne, signed_in, django_assert_max_num_queries):
    client = signed_in(hanne)
    client.get(address(involved))
    with django_assert_max_num_queries(12):
        client.get(address(involved))
