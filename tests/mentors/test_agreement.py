"""The agreement on paper: what the law asks for, to who may know the citizen."""

import pytest

from mentors.mentorship import actions
from mentors.mentorship.models import Mentorship


@pytest.fixture
def path(mentorship):
    Mentorship.objects.filter(pk=mentorship.pk).update(
        tasks="Følges ad til lægen", hours_a_week=2
    )
    return f"/mentorships/{mentorship.pk}/agreement/"


def test_it_says_what_the_law_asks_for(signed_in, path, jonas):
    page = signed_in(jonas).get(path).content.decode()
    for said in (
        "Karla Fiktiv",
        "Jeg vil ud blandt andre",
        "Mona Prøve",
        "12 34 56 78",
        "Følges ad til lægen",
        "2 timer om ugen",
        "Hver uge",
        "til og med",
        "Karla er glad for at gå ture",
        "Jonas Prøve",
    ):
        assert said in page


def test_the_mentor_has_it_too(signed_in, path, mona, mentorship):
    client = signed_in(mona)
    assert client.get(path).status_code == 200
    assert path in client.get(f"/field/{mentorship.pk}/").content.decode()


def test_who_may_not_know_the_citizen_has_none(signed_in, path, lone, mike, outsider):
    assert signed_in(lone).get(path).status_code == 403  # lends the mentor
    for stranger in (mike, outsider):
        assert signed_in(stranger).get(path).status_code == 404


def test_there_is_one_only_while_it_runs(signed_in, path, mentorship, jonas, mona):
    actions.end(mentorship, by=jonas, because="goal_reached")
    assert signed_in(jonas).get(path).status_code == 409
    assert signed_in(mona).get(path).status_code == 404
