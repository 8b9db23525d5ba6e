"""Where the embedded servers keep their data and sockets, and whose they are."""

import contextlib
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coordination.embedded import CannotStart

# A socket's path may have 107 bytes; the longest name we put behind it has 14.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")
UNPRIVILEGED = ("nobody", "postgres", "daemon")
ELSEWHERE = Path("/var/lib/stafet")


@dataclass(frozen=True)
class Account:
    """The user a server runs as: PostgreSQL refuses to run as root."""

    uid: int
    gid: int

    @property
    def run_as(self) -> dict[str, Any]:
        """What Popen needs to become this user; nothing when we already are."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_enter(self, folder: Path) -> bool:
        """Whether this user can walk to a folder."""
        try:
            answer = subprocess.run(
                ["/usr/bin/env", "test", "-x", folder],
                cwd="/",
                check=False,
                **self.run_as,
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return answer.returncode == 0


@dataclass(frozen=True)
class Place:
    """The folders of one set of servers."""

    state: Path
    data: Path
    sockets: Path
    account: Account

    @classmethod
    def prepare(cls, state: Path) -> "Place":
        """Make the folders ready; an ancestor's rights are never touched."""
        state = state.resolve()
        name = hashlib.sha256(os.fsencode(state)).hexdigest()[:12]
        account = choose_account([state / "postgres", ELSEWHERE / name / "postgres"])
        data = state
        try:
            open_folder(state, account)
            if not account.may_enter(state):
                data = ELSEWHERE / name
                ELSEWHERE.mkdir(mode=0o755, parents=True, exist_ok=True)
                open_folder(data, account)
        except PermissionError as error:
            raise CannotStart(
                f"The folder {error.filename} belongs to another user: start Stafet as"
                " that user, or use a clone of your own."
            ) from error
        sockets = choose_socket_folder(name, account)
        return cls(state=state, data=data, sockets=sockets, account=account)

    def leave(self) -> None:
        """Remove the sockets' folder."""
        shutil.rmtree(self.sockets, ignore_errors=True)

    def erase(self) -> None:
        """Remove the servers' data."""
        for folder in (self.data / "postgres", self.state / "valkey"):
            if folder.exists():
                shutil.rmtree(folder)

    def vanish(self) -> None:
        """Remove the whole place, with everything in it."""
        self.leave()
        for folder in (self.data, self.state):
            shutil.rmtree(folder, ignore_errors=True)


def choose_account(earlier: list[Path]) -> Account:
    """Give the user for PostgreSQL: ourselves, or for root someone without rights.

    Data that exist keep their owner.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    owners = [found.stat() for found in earlier if found.exists()]
    candidates = [Account(owner.st_uid, owner.st_gid) for owner in owners]
    for known in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(known)
            candidates.append(Account(entry.pw_uid, entry.pw_gid))
    for account in candidates:
        # In a container some users cannot be become, so it is tried.
        if account.uid != 0 and account.may_enter(Path("/")):
            return account
    raise CannotStart(
        "PostgreSQL does not run as root, and no other user can be used here:"
        " start Stafet as an ordinary user, or give DATABASE_URL,"
        " DATABASE_OWNER_URL and REDIS_URL."
    )


def open_folder(folder: Path, account: Account) -> None:
    """Make one of our own folders, open no further than the servers need."""
    mode = 0o700 if account.uid == os.geteuid() else 0o711
    folder.mkdir(mode=mode, parents=True, exist_ok=True)
    if stat.S_IMODE(folder.stat().st_mode) != mode:
        folder.chmod(mode)


def make_private(folder: Path, account: Account) -> Path:
    """Make a folder that only the given user can enter."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account.uid != os.geteuid():
        os.chown(folder, account.uid, account.gid)
    return folder


def choose_socket_folder(name: str, account: Account) -> Path:
    """Make a short private folder; a squatted name in a shared folder is not used."""
    for base in socket_bases():
        wanted = base / f"stafet-{account.uid}-{name}"
        if len(os.fsencode(wanted)) > LONGEST_SOCKET_FOLDER:
            continue
        with contextlib.suppress(OSError):
            wanted.mkdir(mode=0o700, exist_ok=True)
            found = wanted.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {
                os.geteuid(),
                account.uid,
            }:
                wanted = Path(tempfile.mkdtemp(prefix="stafet-", dir=base))
            wanted.chmod(0o700)
            make_private(wanted, account)
            if account.may_enter(wanted):
                return wanted
    raise CannotStart(
        "No folder with a short path was found for the servers' sockets: set TMPDIR to"
        " a folder with a path under 60 letters."
    )


def socket_bases() -> list[Path]:
    """Where sockets belong, best first."""
    bases = [Path(tempfile.gettempdir()), Path("/tmp")]  # noqa: S108 - made private below
    if os.geteuid() == 0:
        bases.insert(0, Path("/run"))
    elif runtime := os.environ.get("XDG_RUNTIME_DIR"):
        bases.insert(0, Path(runtime))
    return [base for base in bases if os.access(base, os.W_OK | os.X_OK)]
