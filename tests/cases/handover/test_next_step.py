"""Who does the next step once the baton has gone on, as the citizen is told."""

import pytest
from django.utils import timezone

from cases.case.contact_person import contact_person_of
from cases.contact.actions import log
from cases.handover import actions
from cases.handover.forms import AcceptForm
from cases.plan import actions as plan
from coordination.workflow import Refused
from tests.cast import employ


@pytest.fixture
def step(case, jonas):
    """Return a function that agrees on the next step of the case."""

    def agree(who=jonas):
        today = timezone.localdate()
        return plan.set_next_step(
            case, by=jonas, what="Ring til lægen", responsible=who, due_on=today
        )

    return agree


def told(case):
    return contact_person_of(case).next_by


def test_the_new_contact_person_does_what_the_giver_was_to_do(
    step, handover, hanne, lone
):
    step()
    actions.accept(handover, by=hanne, read_back="Ja", contact_person=lone)
    assert told(handover.case) == lone.name


def test_so_does_whoever_takes_the_baton_at_the_last_contact(
    step, three_departments, charter, hanne, housing
):
    """Else the citizen would be told of two people."""
    step()
    log(three_departments, by=hanne, department=housing, take_baton=True)
    assert told(three_departments) == hanne.name


def test_the_receiver_names_somebody_else(step, handover, hanne, lone):
    step()
    actions.accept(handover, by=hanne, read_back="Ja", next_by=lone)
    assert told(handover.case) == lone.name


def test_or_leaves_it_with_the_giver(step, handover, hanne, jonas):
    step()
    actions.accept(handover, by=hanne, read_back="Ja", next_by=jonas)
    assert told(handover.case) == jonas.name


def test_nobody_from_elsewhere_is_named(step, handover, hanne, outsider):
    step()
    with pytest.raises(Refused, match="Outsider"):
        actions.accept(handover, by=hanne, read_back="Ja", next_by=outsider)


def test_what_another_department_was_to_do_stays(
    step, three_departments, charter, jonas, pia, hanne, housing
):
    step(pia)
    handover = actions.offer(three_departments, by=jonas, receiver=housing)
    actions.accept(handover, by=hanne, read_back="Ja")
    assert told(handover.case) == pia.name


def test_the_page_asks_and_the_letter_says_so(
    step, handover, hanne, lone, jonas, signed_in
):
    step()
    client, address = signed_in(hanne), handover.get_absolute_url()
    for page in (client.get(address), client.get(f"{address}accept/")):
        text = page.content.decode()
        assert "Jonas Prøve fra Job og Uddannelse skulle tage næste skridt" in text
        assert f'<option value="{jonas.pk}">{jonas.name}</option>' in text
    said = {"read_back": "Ja", "version": "1", "next_by": lone.pk}
    assert client.post(f"{address}accept/", said).status_code == 302
    assert told(handover.case) == lone.name


def test_without_such_a_step_nothing_is_asked(handover, hanne, signed_in):
    page = signed_in(hanne).get(handover.get_absolute_url()).content.decode()
    assert "next_by" not in page


def test_a_program_names_who_does_it(step, handover, hanne, lone, as_):
    step()
    said = {"read_back": "Ja", "next_by": lone.pk}
    assert (
        as_(hanne).post(f"handovers/{handover.pk}/accept/", **said).status_code == 200
    )
    assert told(handover.case) == lone.name


# -- to whom it was offered --------------------------------------------------------


def test_whoever_the_offer_was_made_to_is_chosen_first(
    case, jonas, housing, hanne, lone, signed_in
):
    handover = actions.offer(
        case,
        by=jonas,
        receiver=housing,
        to_person=lone,
        basis="statute",
        basis_text="x",
    )
    page = signed_in(hanne).get(handover.get_absolute_url()).content.decode()
    assert f'<option value="{lone.pk}" selected>' in page
    assert AcceptForm(handover=handover, me=lone)["contact_person"].value() == lone.pk
    page = signed_in(lone).get(handover.get_absolute_url()).content.decode()
    assert "selected" not in page[page.index("contact_person") :]


def test_who_has_left_is_not_chosen(case, jonas, housing, hanne, signed_in):
    gone = employ("gerda", housing)
    handover = actions.offer(
        case,
        by=jonas,
        receiver=housing,
        to_person=gone,
        basis="statute",
        basis_text="x",
    )
    gone.membership_set.update(until=timezone.now())
    page = signed_in(hanne).get(handover.get_absolute_url()).content.decode()
    assert "selected" not in page[page.index("contact_person") :]
