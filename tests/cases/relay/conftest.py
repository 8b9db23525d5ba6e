"""Small logs, written as tests need them."""

import io

import pytest
from django.core.management import CommandError, call_command

HEADER = "case:concept:name,time:timestamp,org:group,org:resource"


@pytest.fixture
def log(tmp_path):
    """Return a function that writes rows into a CSV log and returns its path."""

    def write(*rows, header=HEADER, name="log.csv"):
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n")
        return path

    return write


@pytest.fixture
def bring_in(municipality):
    """Return a function that imports a log and returns what was said."""

    def run(path, *options):
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("import_event_log", path, *options, stdout=out, stderr=err)
        except CommandError as error:
            return str(error)
        return out.getvalue() + err.getvalue()

    return run


@pytest.fixture
def relay():
    """A case through three departments and back, with a new person on the way."""
    return (
        "c1,2024-03-01T08:00:00+01:00,Bolig,Bo",
        "c1,2024-03-04T08:00:00+01:00,EMPTY,Bo",
        "c1,2024-03-05T08:00:00+01:00,Bolig,Bea",
        "c1,2024-03-06T08:00:00+01:00,Psyk,Pia",
        "c1,2024-03-08T08:00:00+01:00,Bolig,Bo",
        "c1,2024-03-08T08:00:00+01:00,Job,Jo",
        "c1,2024-03-11T08:00:00+01:00,EMPTY,EMPTY",
    )
