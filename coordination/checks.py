"""What must be true before Stafet is put into service."""

import base64
import binascii
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

BYTES = 32


@register(Tags.security, deploy=True)
def two_database_roles(app_configs: Any, **_options: Any) -> list[Error]:
    """Demand one database role for the web and another that owns the tables."""
    owner, web = settings.DATABASE_OWNER_URL, settings.DATABASE_URL
    if owner and owner != web:
        return []
    return [
        Error(
            "The web role owns the tables, so it could rewrite the audit trail.",
            hint="Set DATABASE_OWNER_URL to another role than DATABASE_URL.",
            id="stafet.E001",
        )
    ]


@register(Tags.security, deploy=True)
def no_demo_in_service(app_configs: Any, **_options: Any) -> list[Error]:
    """Refuse demo mode, with its known passwords, on a secure address."""
    if settings.DEMO and settings.SECURE:
        return [
            Error(
                "Demo mode has known passwords and fictive numbers.",
                hint="Remove STAFET_DEMO.",
                id="stafet.E002",
            )
        ]
    return []


@register(Tags.security)
def nothing_is_locked_away(app_configs: Any, **_options: Any) -> list[Error]:
    """Demand whole keys for all that is stored encrypted."""
    return [
        Error(
            f"The keys in STAFET_{name} are missing or damaged.",
            hint=f"STAFET_{name} is name:base64 of 32 bytes, the newest first.",
            id="stafet.E003",
        )
        for name in ("CPR_KEYS", "VISIT_KEYS", "ANSWER_KEYS")
        if not (entries := getattr(settings, name)) or not all(map(is_whole, entries))
    ]


def is_whole(entry: str) -> bool:
    """Say whether this is the name of a key and its 32 bytes in base64."""
    name, _sep, text = entry.partition(":")
    try:
        return bool(name) and len(base64.b64decode(text, validate=True)) == BYTES
    except binascii.Error:
        return False
