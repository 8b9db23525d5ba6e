"""Walking along the seals, and keeping what was found for those who audit."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from coordination.audit.seal import broken_seals, seal_new
from coordination.models import Seal, SealCheck

EVERY = timedelta(hours=20)


def check() -> SealCheck:
    """Seal what is new, walk along all seals, and return what is kept of it."""
    seal_new()
    fault = next(iter(broken_seals()), "")
    last = Seal.objects.order_by("-pk").first()
    with transaction.atomic():
        return SealCheck.objects.create(
            sealed=Seal.objects.count(), head=last.digest if last else "", fault=fault
        )


def last_check() -> SealCheck | None:
    """Return what the last walk found."""
    return SealCheck.objects.order_by("-pk").first()


def is_due() -> bool:
    """Say whether nobody has walked along the seals for most of a day."""
    return not SealCheck.objects.filter(at__gt=timezone.now() - EVERY).exists()
