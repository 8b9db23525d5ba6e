"""What the demo says when it is ready."""

import json
from typing import Any

LABELS = {
    "survey": "An open survey, as a citizen sees it",
    "leader_page": "The leader's page",
}


def greeting(address: str, users: str) -> str:
    """Give the address, the logins by role, a survey and the leader's page.

    `users` is what `manage.py demo_users --json` wrote.
    """
    known: dict[str, Any] = json.loads(users) if users else {}
    lines = ["", f"Stafet is ready: {address}", ""]
    if logins := known.get("logins"):
        lines += [table(logins), ""]
    lines += [
        f"{label}: {full(address, known[key])}"
        for key, label in LABELS.items()
        if known.get(key)
    ]
    lines += ["", "Ctrl-C stops everything. `make demo RESET=1` starts over."]
    return "\n".join(lines)


def full(address: str, place: str) -> str:
    """Complete a place on the site to a link that can be followed."""
    return place if "://" in place else f"{address}{place}"


def table(rows: list[dict[str, Any]]) -> str:
    """Set rows under their headings, each column as wide as it needs."""
    headings = list(rows[0])
    lines = [headings]
    lines += [[str(row.get(heading) or "") for heading in headings] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
