"""An empty database becomes a municipality, with one person who can get in."""

from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from coordination.models import Municipality, User
from tests.cast import with_seats

pytestmark = pytest.mark.django_db
SAID = {
    "department": "Job og Uddannelse",
    "username": "anna",
    "name": "Anna Administrator",
    "email": "anna@example.org",
}


def set_up():
    printed = StringIO()
    call_command("set_up", "Prøve Kommune", **SAID, stdout=printed, stderr=StringIO())
    return printed.getvalue().strip()


def test_the_administrator_gets_in_and_finds_the_administration():
    address = urlsplit(set_up()).path
    client = Client()
    form = client.get(address, follow=True)
    chosen = {"password1": "en-lang-adgangskode", "password2": "en-lang-adgangskode"}
    client.post(form.request["PATH_INFO"], chosen)
    anna = User.objects.get(username="anna")
    assert anna.check_password("en-lang-adgangskode")
    client.force_login(anna, backend="coordination.access.SeatBackend")
    assert client.get("/administration/").status_code == 200
    # and sees no case
    assert with_seats(anna).department_ids == []


def test_it_is_done_once():
    set_up()
    with pytest.raises(CommandError, match="allerede"):
        set_up()
    assert Municipality.objects.get().lead_department.name == "Job og Uddannelse"
