"""The charter's page: the holder writes it, others read it, nobody's words are lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.charter import actions
from cases.charter.models import Charter
from cases.plan.measure import Measure


def address(case):
    return f"/cases/{case.pk}/charter/"


@pytest.fixture
def words():
    return {"reason": "Boligen er opsagt", "promised": "I ringer først", "version": 0}


def test_the_holder_writes_it(case, jonas, kim, words, signed_in):
    day = timezone.localdate() + timedelta(days=3)
    step = {"next_what": "Rundbord", "next_by": kim.pk, "next_on": day.isoformat()}
    assert signed_in(jonas).post(address(case), words | step).status_code == 302
    charter = Charter.objects.get(case=case)
    assert (charter.promised, charter.kept_by) == ("I ringer først", jonas)
    measure = Measure.objects.get(case=case)
    assert (measure.what, measure.responsible, measure.due_on) == ("Rundbord", kim, day)
    case.refresh_from_db()
    assert case.next_due_on == day


def test_half_a_next_step_is_told(case, jonas, words, signed_in):
    answer = signed_in(jonas).post(address(case), words | {"next_what": "Rundbord"})
    assert answer.status_code == 422
    assert {"next_by", "next_on"} <= set(answer.context["form"].errors)
    assert "Boligen er opsagt" in answer.content.decode()
    assert not Charter.objects.exists()


def test_the_next_step_is_for_somebody_on_the_case(
    case, jonas, outsider, words, signed_in
):
    day = timezone.localdate().isoformat()
    step = {"next_what": "Rundbord", "next_by": outsider.pk, "next_on": day}
    answer = signed_in(jonas).post(address(case), words | step)
    assert "next_by" in answer.context["form"].errors


def test_another_party_reads_it(three_departments, charter, hanne, signed_in):
    client = signed_in(hanne)
    page = client.get(address(three_departments))
    assert "form" not in page.context
    assert "Skal have en bolig" in page.content.decode()
    assert client.post(address(three_departments), {"reason": "x"}).status_code == 403


def test_both_texts_are_shown_when_somebody_else_saved(case, jonas, kim, signed_in):
    actions.keep(case, by=jonas, reason="Det første")
    client = signed_in(jonas)
    sent = {"version": client.get(address(case)).context["form"]["version"].value()}
    sent["reason"] = "Det, jeg skrev imens"
    actions.keep(case, by=jonas, reason="Det, en anden gemte")
    answer = client.post(address(case), sent)
    assert answer.status_code == 412
    text = answer.content.decode()
    assert "Det, jeg skrev imens" in text
    assert "Det, en anden gemte" in text
    again = sent | {"version": answer.context["form"]["version"].value()}
    assert client.post(address(case), again).status_code == 302
    assert Charter.objects.get(case=case).reason == "Det, jeg skrev imens"


@pytest.mark.parametrize("version", ["x", "-1", str(10**30)])
def test_a_strange_version_is_told(case, jonas, words, signed_in, version):
    answer = signed_in(jonas).post(address(case), words | {"version": version})
    assert answer.status_code == 422


def test_an_outsider_finds_nothing(case, charter, outsider, signed_in):
    client = signed_in(outsider)
    assert client.get(address(case)).status_code == 404
    assert client.post(address(case), {"reason": "x"}).status_code == 404


def test_few_queries(
    three_departments, charter, jonas, signed_in, django_assert_max_num_queries
):
    client = signed_in(jonas)
    client.get(address(three_departments))
    with django_assert_max_num_queries(12):
        client.get(address(three_departments))
