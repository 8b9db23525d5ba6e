"""What a test run lives in: a folder of its own, fresh keys, its servers' addresses.

Everything is in the environment before Django reads its settings, so that worker
processes and whatever a test starts find the same.
"""

import atexit
import base64
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from coordination.embedded import postgres, valkey
from coordination.embedded.catalogues import compile_catalogues
from coordination.embedded.places import Place

KEYS = (
    "STAFET_SECRET_KEY",
    "STAFET_CPR_INDEX_KEY",
    "STAFET_SURVEY_TOKEN_KEY",
    "STAFET_AUDIT_SEAL_KEY",
)

# bytes; a run needs about a quarter of it
ROOM = 4 * 1024**3


def enter_run():
    """Begin a run, or as one of its worker processes join it."""
    if "STAFET_TEST_RUN" not in os.environ:
        begin_run()
    use_database(f"{run_name()}_{worker_name()}")
    os.environ["REDIS_URL"] = redis_address(offset=valkey.CACHE)
    os.environ["STAFET_BROKER_URL"] = redis_address(offset=valkey.BROKER)
    os.environ["DJANGO_SETTINGS_MODULE"] = "coordination.settings"


def begin_run():
    """Make the run's folder, keys and addresses; no server starts yet."""
    folder = Path(tempfile.mkdtemp(prefix="stafet-test-", dir=memory())).resolve()
    place = Place.prepare(folder)
    atexit.register(remove_run, os.getpid(), folder, place.sockets)
    (folder / "static").mkdir()
    os.environ.update(
        {
            "STAFET_TEST_RUN": str(folder),
            "STAFET_TEST_RUNNER": str(os.getpid()),
            "STAFET_TEST_SOCKETS": str(place.sockets),
            "STAFET_TESTING": "1",
            "STAFET_STATIC_ROOT": str(folder / "static"),
            "STAFET_CPR_KEYS": f"test:{fresh_key()}",
            "STAFET_VISIT_KEYS": f"test:{fresh_key()}",
            "STAFET_ANSWER_KEYS": f"test:{fresh_key()}",
            **{name: fresh_key() for name in KEYS},
        }
    )
    for name in ("STAFET_DEMO", "STAFET_ADDRESS", "STAFET_HOSTS", "STAFET_POST"):
        os.environ.pop(name, None)
    choose_database_server(place)
    compile_catalogues()


def memory():
    """Return a folder that is in memory and large enough, or None.

    A database is a thousand files: it is copied there in a twentieth of the time. At
    full volume everything is on disk, and written through, as in a municipality.
    """
    folder = Path("/dev/shm")
    if proving() or not os.access(folder, os.W_OK):
        return None
    return folder if shutil.disk_usage(folder).free > ROOM else None


def proving():
    """Whether the rigs run at full volume, and their figures are written down."""
    return bool(os.environ.get("STAFET_PROVE"))


def remove_run(process, *folders):
    """Remove the run's folders, also when the tests could not even be imported."""
    if process == os.getpid():
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


def choose_database_server(place):
    """Say where the databases are made: a server that was given, or our own."""
    owner = os.environ.get("TEST_DATABASE_OWNER_URL")
    web = os.environ.get("TEST_DATABASE_URL")
    if not (owner and web):
        owner = os.environ.get("DATABASE_OWNER_URL")
        web = os.environ.get("DATABASE_URL")
    os.environ["STAFET_TEST_OWN_SERVER"] = "" if owner and web else "1"
    if not (owner and web):
        owner = postgres.address(place, postgres.OWNER)
        web = postgres.address(place, postgres.WEB)
    os.environ["STAFET_TEST_OWNER_URL"], os.environ["STAFET_TEST_WEB_URL"] = owner, web


def redis_address(*, offset):
    """Give each worker process a broker and a cache of its own."""
    if given := os.environ.get("TEST_REDIS_URL"):
        return given
    place = Place(
        state=run_folder(),
        data=run_folder(),
        sockets=Path(os.environ["STAFET_TEST_SOCKETS"]),
        account=None,
    )
    number = 2 * worker_number() + offset
    if offset == valkey.BROKER:
        return valkey.broker_address(place, number)
    return valkey.cache_address(place, number)


def use_database(name):
    """Point the environment at one of the run's databases, and at its own post."""
    os.environ["DATABASE_URL"] = web_url(name)
    os.environ["DATABASE_OWNER_URL"] = owner_url(name)
    os.environ["STAFET_POST_FOLDER"] = str(post_folder(name))


def post_folder(name):
    """Say where the messages of a database go when they leave."""
    return run_folder() / "post" / name


def owner_url(name):
    return with_database(os.environ["STAFET_TEST_OWNER_URL"], name)


def web_url(name):
    return with_database(os.environ["STAFET_TEST_WEB_URL"], name)


def with_database(url, name):
    # urlunsplit would drop the empty host of a socket's address
    parts = urlsplit(url)
    tail = urlunsplit(("", "", f"/{name}", parts.query, parts.fragment))
    return f"{parts.scheme}://{parts.netloc}{tail}"


def run_folder():
    return Path(os.environ["STAFET_TEST_RUN"])


def run_name():
    """Give a prefix under which the run's databases cannot meet another run's."""
    return run_folder().name.replace("-", "_")


def worker_name():
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def worker_number():
    name = worker_name()
    return int(name.removeprefix("gw")) + 1 if name.startswith("gw") else 0


def fresh_key():
    return base64.b64encode(secrets.token_bytes(32)).decode()
