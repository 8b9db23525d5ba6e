"""What was said with a step is kept with its noun, shown on the timeline, erasable."""

import pytest
from django.db import IntegrityError, transaction

from cases.baton.models import BatonPeriod
from cases.case import actions
from cases.case.models import Case
from cases.case.timeline import read_page
from cases.consent import actions as consent_actions
from cases.handover import actions as handover_actions
from cases.involvement import actions as involvement_actions
from cases.plan import actions as plan_actions
from coordination.calendar import today
from coordination.models import Event
from tests.cast import employ, with_seats

SAID = "Fordi Karla selv har bedt om det"


def shown(case, user):
    fresh = Case.objects.with_everybody().get(pk=case.pk)
    return {
        entry.title: entry.text for entry in read_page(fresh, with_seats(user)).entries
    }


def test_why_a_colleague_became_the_contact_person(case, jonas, jobs):
    jytte = employ("jytte", jobs)
    actions.reassign(case, by=jonas, to=jytte, note=SAID)
    text = shown(case, jonas)["Ny kontaktperson"]
    assert text == f"Jytte Prøve\n{SAID}"
    assert SAID not in str(Event.objects.get(kind="case.reassign").facts)


def test_each_change_of_person_keeps_its_own_words(case, jonas, jobs):
    jytte = employ("jytte", jobs)
    actions.reassign(case, by=jonas, to=jytte, note="Ferie")
    actions.reassign(case, by=jytte, to=jonas, note="Tilbage igen")
    fresh = Case.objects.with_everybody().get(pk=case.pk)
    texts = [entry.text for entry in read_page(fresh, with_seats(jonas)).entries]
    assert texts[:2] == ["Jonas Prøve\nTilbage igen", "Jytte Prøve\nFerie"]


def test_the_words_of_a_period_can_be_erased_and_nothing_else(case, jonas, jobs):
    jytte = employ("jytte", jobs)
    actions.reassign(case, by=jonas, to=jytte, note=SAID)
    period = BatonPeriod.objects.filter(case=case, until=None)
    for change in ({"because": "Noget andet"}, {"holder": jonas}):
        with pytest.raises(IntegrityError), transaction.atomic():
            period.update(**change)
    period.update(because="")
    assert shown(case, jonas)["Ny kontaktperson"] == "Jytte Prøve"


def test_why_a_case_is_closed_and_was_paused(case, jonas):
    actions.pause(case, by=jonas, reason=SAID)
    actions.resume(case, by=jonas)
    actions.close(case, by=jonas, outcome="other", note="Ring hvis der er noget")
    told = shown(case, jonas)
    assert told["Sag sat på pause"] == SAID
    assert told["Sag lukket"].endswith("\nRing hvis der er noget")


def test_older_words_are_never_shown_as_those_of_another_step(case, jonas):
    for reason in ("Ferie", "Sygdom"):
        actions.pause(case, by=jonas, reason=reason)
        actions.resume(case, by=jonas)
    fresh = Case.objects.with_everybody().get(pk=case.pk)
    entries = read_page(fresh, with_seats(jonas)).entries
    paused = [entry.text for entry in entries if entry.title == "Sag sat på pause"]
    assert paused == ["Sygdom", ""]


def test_why_a_measure_was_dropped(case, jonas):
    measure = plan_actions.add(
        case, by=jonas, what="Ring til lægen", responsible=jonas, due_on=today()
    )
    plan_actions.drop(measure, by=jonas, note=SAID)
    measure.refresh_from_db()
    assert measure.dropped_because == SAID
    told = shown(case, jonas)
    assert f"Ring til lægen\n{SAID}" in told.values()
    assert told["Aftale lavet"] == "Ring til lægen"


def test_why_an_offer_was_withdrawn(handover, case, jonas):
    handover_actions.withdraw(handover, by=jonas, note=SAID)
    assert any(text.endswith(SAID) for text in shown(case, jonas).values())


def test_why_a_department_left_and_a_consent_was_taken_back(
    case, jonas, housing, psychiatry
):
    part = involvement_actions.begin(
        case, by=jonas, department=psychiatry, basis="statute", basis_text="§ 85"
    )
    involvement_actions.end(part, by=jonas, note="Behandlingen er slut")
    consent = consent_actions.give(
        case, by=jonas, departments=[housing], purpose="En bolig"
    )
    consent_actions.withdraw(consent, by=jonas, note=SAID)
    told = shown(case, jonas).values()
    assert "Socialpsykiatri\nBehandlingen er slut" in told
    assert f"En bolig\n{SAID}" in told
