"""The database that all others of a run are copied from.

It is made by the product's own migrations, and what they made is kept as a dump for
the next run as long as they do not change. `make test` always makes it anew.
"""

import hashlib
import os
import subprocess

from coordination.embedded.places import Place
from coordination.embedded.servers import choose_programs
from tests import databases, environment

KEPT = databases.ROOT / ".stafet" / "tests"
SOURCES = (
    "*/migrations/*.py",
    "*/management/commands/migrate.py",
    "coordination/settings.py",
    "requirements/dev.txt",
)


def make(name):
    """Fill a database with the product's tables and the web role's rights."""
    if os.environ.get("STAFET_TEST_FRESH") or not os.environ["STAFET_TEST_OWN_SERVER"]:
        migrate(name)
        return
    system = os.environ.get("STAFET_TEST_POSTGRES") == "system"
    place = Place.prepare(environment.run_folder())
    programs = choose_programs(place, use_system=system)
    dump = KEPT / f"template-{programs.major}-{fingerprint()}.sql"
    url = environment.owner_url(name)
    if dump.exists():
        run(programs / "psql", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-f", dump, url)
        return
    migrate(name)
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.glob(f"template-{programs.major}-*"):
        old.unlink(missing_ok=True)
    partial = dump.with_suffix(f".{os.getpid()}")
    run(programs / "pg_dump", "-f", partial, url)
    partial.rename(dump)


def migrate(name):
    """Run the product's own command, as the owner."""
    databases.run_command(
        "migrate",
        "--no-input",
        "--verbosity=0",
        "--skip-checks",  # they have a test of their own
        DATABASE_URL=environment.web_url(name),
        DATABASE_OWNER_URL=environment.owner_url(name),
    )


def run(*words):
    """Run one of PostgreSQL's programs."""
    subprocess.run(list(map(str, words)), check=True, stdout=subprocess.DEVNULL)


def fingerprint():
    """Give a value that changes with everything that the tables depend on."""
    seen = hashlib.sha256()
    for pattern in SOURCES:
        for source in sorted(databases.ROOT.glob(pattern)):
            seen.update(f"{source.relative_to(databases.ROOT)}\n".encode())
            seen.update(source.read_bytes())
    return seen.hexdigest()[:16]
