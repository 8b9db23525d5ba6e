"""What the report says where nothing was imported."""

from io import StringIO

from django.core.management import call_command
from django.utils import translation


def told(*options):
    out = StringIO()
    with translation.override("en"):
        call_command("relay_report", *options, stdout=out)
    return out.getvalue()


def test_without_imported_cases_it_says_what_to_do(case):
    assert told() == "No cases are imported. Add --all to see every case.\n"


def test_with_all_every_case_is_told_of(case):
    assert told("--all").startswith("Cases")
