"""`make demo` as a whole, as somebody starts it who has just cloned Stafet."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from coordination.embedded.environment import read_environment
from coordination.embedded.leftovers import end_marked, marked
from coordination.embedded.places import Place
from tests import databases

ROOT = Path(__file__).resolve().parents[2]
# A town so small is loaded in some seconds, and need not have a survey that is open
# today; what starts and stops is the same.
FEW, ALL = 4, 250
PATIENCE = 900
LONG = "/".join(["Borgernære løsninger og sagssamarbejde"] * 4)
NOT_COPIED = shutil.ignore_patterns(".*", "tests", "docs", "staticfiles")
LOADED = "Demo municipality: done"


class Clone:
    """A copy of Stafet in a folder of its own, so that no other demo is disturbed.

    The folder is what people have: long, with spaces and letters of their own.
    """

    def __init__(self, folder):
        self.folder = folder / LONG / "stafet"
        self.state = self.folder / ".stafet"
        self.said = folder / "said"
        shutil.copytree(ROOT, self.folder, ignore=NOT_COPIED)
        (self.folder / ".venv").symlink_to((ROOT / ".venv").resolve())
        for name in ("demo.txt", "dev.txt", "uv.txt", "install"):
            # what is installed is newer than the locks, so nothing is installed again
            os.utime(self.folder / "requirements" / name, (0, 0))
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process = None

    def make_demo(self, *words, **given):
        """Start it and wait until it says that it is ready."""
        self.start(*words, **given)
        self.wait_until(lambda: "Ctrl-C stops everything" in self.words)
        return self.words

    def start(self, *words, **given):
        """Start it, with what is given in its environment."""
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(
                ["make", "demo", f"STAFET_PORT={self.port}", *words],
                cwd=self.folder,
                env={
                    "PATH": os.environ["PATH"],
                    "HOME": os.environ.get("HOME", "/"),
                    **given,
                },
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def answers(self):
        """Say whether the first page is there already."""
        try:
            return self.ask("/account/login/") == http.client.OK
        except OSError:
            return False

    def memory(self):
        """Return what all its processes hold together, in MB: what is shared, once."""
        held = 0
        for process in [self.process.pid, *marked(self.state)]:
            rows = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            held += int(next(row for row in rows if row.startswith("Pss:")).split()[1])
        return held / 1024

    @property
    def words(self):
        return self.said.read_text()

    @property
    def keys(self):
        return read_environment(self.state / "demo.env")["STAFET_CPR_KEYS"]

    def wait_until(self, true):
        deadline = time.monotonic() + PATIENCE
        while not true():
            ended = self.process.poll() is not None
            if (ended and not true()) or time.monotonic() > deadline:
                pytest.fail(f"make demo said:\n{self.words}")
            time.sleep(0.1)

    def ask(self, path):
        """Return the status that a path answers with."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request("GET", path, headers={"Host": "localhost"})
            return line.getresponse().status
        finally:
            line.close()

    def supervisor(self):
        """Return the process that keeps the parts running."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        found = [int(child) for child in children.read_text().split()]
        assert len(found) == 1
        return found[0]

    def leaves_nothing(self):
        """Wait until nothing that was started runs any more."""
        self.process.wait(PATIENCE)
        deadline = time.monotonic() + PATIENCE
        while (left := marked(self.state)) and time.monotonic() < deadline:
            time.sleep(0.1)
        return not left

    def clean_up(self):
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)
        end_marked(self.state)
        Place.prepare(self.state).vanish()


@pytest.fixture
def clone(tmp_path):
    made = Clone(tmp_path)
    yield made
    made.clean_up()


def line_with(words, start):
    return next(line for line in words.splitlines() if line.startswith(start))


def test_make_demo_starts_stops_and_leaves_nothing(
    clone, servers, tmp_path, volume, record, subtests
):
    """One start in `make test`, ended hard; in `make prove` all, with all citizens."""
    citizens, starts = volume(FEW, ALL), volume(1, 4)
    size = f"CITIZENS={citizens}"
    with subtests.test("the first start loads the town and says where to go"):
        said = clone.make_demo(size)
        assert LOADED in said
        assert clone.ask("/health/ready/") == http.client.OK
        assert (
            len([row for row in said.splitlines() if "stafet-demo-2026" in row]) == 30
        )
        assert f"Stafet is ready: http://localhost:{clone.port}" in said
        page = line_with(said, "The leader's page").partition(": ")[2]
        address = f"http://localhost:{clone.port}"
        if citizens == ALL or "An open survey" in said:
            survey = line_with(said, "An open survey").partition(": ")[2]
            assert clone.ask(survey.removeprefix(address)) == http.client.OK
        # whoever is not signed in is asked to do so first
        assert clone.ask(page.removeprefix(address)) == http.client.FOUND
    if starts > 1:
        with subtests.test("Ctrl-C leaves no process"):
            assert marked(clone.state)
            os.killpg(clone.process.pid, signal.SIGINT)
            assert clone.leaves_nothing()
            assert "Stopped." in clone.words
        keys = clone.keys
        with subtests.test("a second start goes on with the same town"):
            began = time.monotonic()
            clone.start(size)
            clone.wait_until(clone.answers)
            took = time.monotonic() - began
            clone.wait_until(lambda: "Ctrl-C stops everything" in clone.words)
            assert LOADED not in clone.words
            assert clone.keys == keys
            assert clone.ask("/health/ready/") == http.client.OK
            record({"second_start_s": round(took, 1), "pss_mb": round(clone.memory())})
    with subtests.test("a killed supervisor leaves no process"):
        os.kill(clone.supervisor(), signal.SIGKILL)
        assert clone.leaves_nothing()
    if starts > 1:
        with subtests.test("RESET=1 starts over"):
            said = clone.make_demo(size, "RESET=1")
            assert LOADED in said
            assert clone.keys != keys
            assert clone.ask("/health/ready/") == http.client.OK
            os.killpg(clone.process.pid, signal.SIGINT)
            assert clone.leaves_nothing()
        with (
            subtests.test("servers that are given take the place of ours"),
            databases.new_database() as given,
        ):
            starts_on(given, tmp_path / "given")


def starts_on(given, folder):
    """Start another clone over servers that run already, and stop it again."""
    clone = Clone(folder)
    try:
        said = clone.make_demo(
            f"CITIZENS={FEW}",
            DATABASE_URL=given.url,
            DATABASE_OWNER_URL=given.owner_url,
            REDIS_URL=os.environ["REDIS_URL"],
            STAFET_BROKER_URL=os.environ["STAFET_BROKER_URL"],
        )
        assert LOADED in said
        assert clone.ask("/health/ready/") == http.client.OK
        with given.as_owner() as owner:
            (people,) = owner.execute(
                "SELECT count(*) FROM coordination_user"
            ).fetchone()
        assert people > 0
        os.killpg(clone.process.pid, signal.SIGINT)
        assert clone.leaves_nothing()
    finally:
        clone.clean_up()
