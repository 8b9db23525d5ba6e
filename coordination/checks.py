"""What must be true before Stafet is put into service."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


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
