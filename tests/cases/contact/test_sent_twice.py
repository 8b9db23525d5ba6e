"""A second press on the button stores no second contact."""

import uuid

import pytest

from cases.contact import actions
from cases.contact.models import Contact
from coordination.workflow import Stale
from tests.rigs.hammer import at_once

KEY = uuid.UUID("0f3c2f52-77f1-4f35-9a53-1c1c0a7d7f10")


@pytest.mark.django_db
def test_the_same_form_twice_is_one_contact(case, jonas, jobs):
    first, second = (
        actions.log(case, by=jonas, department=jobs, note="Ringede", sent_as=KEY)
        for _ in range(2)
    )
    assert first == second
    assert Contact.objects.count() == 1


@pytest.mark.commits
def test_two_presses_at_the_same_moment_are_one_contact(case, jonas, jobs):
    from cases.case.models import Case

    def press():
        own = Case.objects.get(pk=case.pk)
        return actions.log(own, by=jonas, department=jobs, note="Hej", sent_as=KEY)

    results = at_once(press, press)
    assert all(isinstance(each, (Contact, Stale)) for each in results), results
    assert Contact.objects.count() == 1
