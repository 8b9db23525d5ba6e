"""The demo's settings: made once, kept with its data, readable by its owner only."""

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from coordination.embedded import CannotStart

SERVERS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
HEADING = "# Written by `make demo`; the commands in the README read it.\n"


def given_servers() -> dict[str, str]:
    """Give the addresses of real servers from the environment; none, or all three."""
    given = {name: os.environ[name] for name in SERVERS if os.environ.get(name)}
    missing = [name for name in SERVERS if name not in given]
    if given and missing:
        raise CannotStart(
            f"{' and '.join(given)} given, but not {' and '.join(missing)}: give all"
            " three, or none to use the embedded servers."
        )
    if given and (broker := os.environ.get("STAFET_BROKER_URL")):
        given["STAFET_BROKER_URL"] = broker
    return given


def make_secrets() -> dict[str, str]:
    """Make a set of keys; data written with one set cannot be read with another."""
    return {
        "STAFET_SECRET_KEY": secrets.token_urlsafe(50),
        "STAFET_CPR_KEYS": f"demo:{make_key()}",
        "STAFET_CPR_INDEX_KEY": make_key(),
        "STAFET_VISIT_KEYS": f"demo:{make_key()}",
        "STAFET_ANSWER_KEYS": f"demo:{make_key()}",
        "STAFET_SURVEY_TOKEN_KEY": make_key(),
        "STAFET_AUDIT_SEAL_KEY": make_key(),
    }


def make_key() -> str:
    """Give 32 random bytes as text."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def write_environment(
    file: Path, *, servers: Mapping[str, str], port: int
) -> dict[str, str]:
    """Write the demo's settings, keeping the keys of an earlier start."""
    fresh = make_secrets()
    earlier = read_environment(file)
    values = {
        **servers,
        **{name: earlier.get(name, made) for name, made in fresh.items()},
        "STAFET_DEMO": "1",
        "STAFET_ADDRESS": os.environ.get("STAFET_ADDRESS")
        or f"http://localhost:{port}",
    }
    text = HEADING + "".join(f"{name}={value}\n" for name, value in values.items())
    partial = file.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as opened:
        opened.write(text)
    partial.replace(file)
    return values


def read_environment(file: Path) -> dict[str, str]:
    """Read what an earlier start has written."""
    if not file.exists():
        return {}
    lines = file.read_text().splitlines()
    pairs = (line.partition("=") for line in lines if not line.startswith("#"))
    return {name: value for name, found, value in pairs if found}


if __name__ == "__main__":
    # For commands that read the settings and nothing else: keys nobody will use.
    print(*(f"{name}={made}" for name, made in make_secrets().items()))  # noqa: T201 - for the shell
