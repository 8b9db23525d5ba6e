"""Ending a department's part: its access ends with it."""

import pytest
from django.core.exceptions import PermissionDenied

from cases.involvement import actions
from cases.involvement.models import Involvement
from coordination.workflow import Refused


@pytest.fixture
def part(three_departments, housing):
    return Involvement.objects.get(department=housing)


def test_the_department_sees_the_case_no_more(part, case, jonas, hanne):
    actions.end(part, by=jonas)
    assert not type(case).objects.visible_to(hanne).exists()


def test_who_has_the_baton_stays(three_departments, jobs, jonas):
    part = Involvement.objects.get(department=jobs)
    with pytest.raises(Refused, match=r"stafetten|baton"):
        actions.end(part, by=jonas)


def test_a_third_department_may_not_end_it(part, pia):
    with pytest.raises(PermissionDenied):
        actions.end(part, by=pia)


def test_a_department_may_leave_by_itself(signed_in, part, hanne):
    client = signed_in(hanne)
    address = f"/involvements/{part.pk}/end/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"note": "Færdig"}).url == "/"
    assert client.get(address).status_code == 404
    assert Involvement.objects.get(pk=part.pk).state == "ended"


def test_the_holders_page_is_refused_with_the_reason(
    signed_in, three_departments, jobs, jonas
):
    part = Involvement.objects.get(department=jobs)
    page = signed_in(jonas).get(f"/involvements/{part.pk}/end/")
    assert page.status_code == 409
    assert "Giv den videre først" in page.content.decode()


def test_a_coordinators_part_has_no_page(signed_in, coordinated, jonas):
    part = Involvement.objects.filter(kind="lead").first()
    assert signed_in(jonas).get(f"/involvements/{part.pk}/end/").status_code == 404


def test_an_outsider_does_not_learn_that_it_exists(signed_in, outsider, part):
    client = signed_in(outsider)
    assert client.get(f"/involvements/{part.pk}/end/").status_code == 404
    assert client.post(f"/involvements/{part.pk}/end/", {}).status_code == 404
