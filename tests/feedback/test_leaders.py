"""The leaders' pages show closed tables to leaders, the same ones to all."""

import re
from datetime import date, datetime
from importlib import import_module

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.calendar import COPENHAGEN
from coordination.models import Event
from feedback.answer import closing
from feedback.answer.closed import closed
from feedback.answer.models import Count
from feedback.committee.of_pulse import of_pulse
from feedback.instrument.catalogue import HANDOVER_PULSE
from tests.cast import employ
from tests.feedback.kept import words_of
from tests.feedback.years import months_ago, play

ADDRESS, ANSWERS, WAYS = "/ledelse/", "/ledelse/svar/", "/ledelse/veje/"
EVERY = [ADDRESS, ANSWERS, WAYS, "/ledelse/noegletal/coherent/"]


@pytest.fixture
def a_year_and_more(town):
    play(town, first=months_ago(13), months=13, per_month=40)
    return town


@pytest.fixture
def auditor(jobs):
    return employ("asta", jobs, "auditor")


def test_the_first_page_tells_four_numbers_and_every_indicator(
    a_year_and_more, lars, signed_in
):
    reply = signed_in(lars).get(ADDRESS)
    page = reply.content.decode()

    assert reply.status_code == 200
    assert "Prøve Kommune" in page
    numbers = reply.context["numbers"]
    assert len(numbers) == 4
    coherent, response = numbers[:2]
    assert (coherent.code, response.code) == ("coherent", "response-rate")
    newest = closed(Count.Table.QUARTER)[0]
    page_of_committee = of_pulse(newest, today=timezone.localdate())
    assert response.shown == page_of_committee.numbers[1].value
    assert "," in response.shown
    answers = signed_in(lars).get(ANSWERS).content.decode()
    assert f"{response.shown} (" in answers
    for number in (coherent, response):
        assert "95 %-interval: " in number.sure
        assert re.search(r"\d", number.rests_on)
    assert page.count('class="spark"') == 7
    assert len(reply.context["lines"]) == 11
    assert "style=" not in page
    assert "<script>" not in page
    # a single number has no colour, however low it is
    stats = page[page.index('<dl class="stats">') : page.index("</dl>")]
    assert not re.search(r'class="[^"]*(danger|warning|worse|bad)', stats)


@time_machine.travel(datetime(2026, 5, 31, 23, 30, tzinfo=COPENHAGEN), tick=False)
@pytest.mark.parametrize("place", [ADDRESS, ANSWERS])
def test_it_is_said_when_the_answers_of_this_month_appear(
    municipality, lars, signed_in, place
):
    reply = signed_in(lars).get(place)
    day = closing.closes_at(date(2026, 5, 1)).day
    assert f"den {day}. juni" in words_of(reply)
    if place == ADDRESS:
        assert f"Svarene fra maj 2026 vises fra den {day}. juni" in words_of(reply)


def test_each_look_is_put_on_record_once(municipality, lars, signed_in):
    client = signed_in(lars)
    for n, address in enumerate(EVERY, start=1):
        client.get(address)
        looks = Event.objects.filter(kind="figures.read", by=lars)
        assert looks.filter(purpose="management").count() == n


def test_a_page_costs_few_queries_and_never_reads_answers(quarter, lars, signed_in):
    for module in ("report", "year"):
        import_module(f"cases.relay.{module}")  # offers the relay, four queries of it
    client = signed_in(lars)
    for address in EVERY:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) <= 12, [query["sql"][:60] for query in queries]
        asked = " ".join(query["sql"] for query in queries)
        for table in ("intake", "tally", "invitation"):
            assert f"feedback_{table}" not in asked


@pytest.mark.parametrize("who", ["jonas", "kim", "mona", "administrator", "outsider"])
def test_only_leaders_and_auditors_see_them(request, municipality, signed_in, who):
    client = signed_in(request.getfixturevalue(who))
    for address in EVERY:
        assert client.get(address).status_code == 403
    assert not Event.objects.filter(kind="figures.read").exists()


def test_everybody_who_may_sees_the_same_tables(
    quarter, lars, lone, auditor, signed_in
):
    """Leaders of two departments, and an auditor."""

    def shown(user, address):
        page = signed_in(user).get(address).content.decode()
        return re.findall(r"<t[dh][ >].*?</t[dh]>", page)

    for address in EVERY:
        assert shown(lars, address) == shown(lone, address) == shown(auditor, address)


def test_nobody_sees_it_without_signing_in(client, municipality):
    reply = client.get(ADDRESS)
    assert (reply.status_code, reply["Location"][:9]) == (302, "/account/")


UNKNOWN = [
    *("?quarter=1999-01", "?quarter=%00", "?by=person", "?item=x&by=giver", "?by="),
    *("?year=1", "?year=%00&days=x", "?days=-1&item="),
]


def test_an_unknown_choice_shows_the_usual(quarter, lars, signed_in):
    client = signed_in(lars)
    for address in (ANSWERS, WAYS):
        for query in UNKNOWN:
            assert client.get(address + query).status_code == 200, query


def test_an_unknown_indicator_is_not_found(municipality, lars, signed_in):
    client = signed_in(lars)
    for code in ("nothing", "measure", "id", "x" * 60):
        assert client.get(f"{ADDRESS}noegletal/{code}/").status_code == 404


def test_before_anything_is_counted_they_say_so(municipality, lars, signed_in):
    client = signed_in(lars)
    for address in EVERY:
        reply = client.get(address)
        assert reply.status_code == 200
        assert "<svg xmlns" not in reply.content.decode()
    assert "empty" in client.get(ADDRESS).content.decode()


def test_another_version_of_the_questions_breaks_every_chart(
    a_year_and_more, lars, signed_in
):
    later = sorted(set(Count.objects.months().values_list("until", flat=True)))[-6:]
    old = list(Count.objects.months().filter(until__in=later))
    for count in old:
        count.pk, count.instrument = None, "handover-pulse-2"
    Count.objects.bulk_create(old)
    reply = signed_in(lars).get(EVERY[3])
    reading = reply.context["reading"]
    assert {p.series for p in reading.points} == {HANDOVER_PULSE, "handover-pulse-2"}
    assert reading.rewordings
    assert "Nye ord" in reply.content.decode()


# -- the work itself --------------------------------------------------------------


def test_the_work_is_followed_before_anything_is_answered(
    municipality, kept, lars, signed_in
):
    reply = signed_in(lars).get(ADDRESS)
    page = reply.content.decode()
    _coherent, _response, contact, without = reply.context["numbers"]
    assert (contact.shown, without.shown) == ("5 dage", "3")
    assert "95 %-interval: " in contact.sure
    assert "af 214 aktive sager" in without.sure
    assert "intet interval" in without.sure
    assert "2 tilbud over fristen, 1 hvor" in without.rests_on
    assert "3 sager med tre afdelinger eller flere mangler en tovholder" in page
    assert reply.context["headline"] == "Intet har ændret sig ud over det sædvanlige."
    lines = {line.label: line for line in reply.context["lines"]}
    assert lines["Afvist eller bortfaldet"].latest == "33 %"
    assert lines["Lige tilbage igen"].latest == "33 %"
    assert lines["Fra tilbudt til modtaget"].latest == "2 dage"


def test_the_committees_page_of_an_old_year_tells_of_that_year_alone(
    last_year, kept, lars, signed_in
):
    """Two of nine offers a month were declined, one lapsed; nothing is of today."""
    year = timezone.localdate().year - 1
    months = kept["handover_months"]
    of_year = {at: month for at, month in months.items() if at.year == year}
    kept["handover_months"] = of_year
    page = signed_in(lars).get(f"/ledelse/udvalg/?period={year}")
    told = {n.label: n for n in page.context["page_told"].numbers}
    ended = 9 * len(of_year)
    lost = told["Afvist eller bortfaldet"]
    assert lost.base.startswith(f"{ended // 3} af {ended} afsluttede tilbud; 95 %: ")
    assert lost.value == ("33,3 %" if ended > 99 else "33 %")
    (window,) = kept.asked["handover_months"]
    assert (window["since"].year, window["until"].year) == (year, year + 1)
    assert not kept.asked["cases_without_accepted_holder"]
    assert "i dag" not in words_of(page)


def test_half_and_nine_of_ten_are_told_of_every_stretch(
    municipality, kept, lars, signed_in
):
    """Offered, accepted, first contact: of the newest closed quarter, three months."""
    page = words_of(signed_in(lars).get(ADDRESS))
    assert "Ventedage Median Ni ud af ti inden for n" in page
    assert "Fra tilbudt til modtaget 2 9 18 " in page
    assert "Fra modtaget til første kontakt 2,5 16 18 " in page
    assert "Fra tilbudt til første kontakt 5 25 18 " in page


def test_a_change_is_in_the_headline(municipality, kept, lars, signed_in):
    kept["handover_months"][months_ago(1)]["contact"] = [40] * 6
    kept["handover_months"][months_ago(2)]["contact"] = [5] * 6
    reply = signed_in(lars).get(ADDRESS)
    said = reply.context["headline"]
    expected = r"Dårligere end normalt: Fra tilbudt til første kontakt \(\w+ \d\d\)\."
    assert re.fullmatch(expected, said)
    assert "sign worse" in reply.content.decode()


def test_the_days_are_drawn_behind_a_wait(municipality, kept, lars, signed_in):
    page = signed_in(lars).get(f"{ADDRESS}noegletal/answer-time/").content.decode()
    assert "Halvdelen ventede højst 2 dage, ni ud af ti højst 9 dage" in page
    assert page.count("<svg xmlns") == 4
