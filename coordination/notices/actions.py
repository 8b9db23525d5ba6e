"""Noting what a person has seen."""

from django.db.models.functions import Now

from coordination.models import Message, User


def see(message: Message, *, by: User) -> None:
    """Note that the person has seen a message to them."""
    unseen = Message.objects.filter(pk=message.pk, user=by, seen_at__isnull=True)
    unseen.update(seen_at=Now())


def see_all(*, by: User) -> int:
    """Note that the person has seen everything; return how much was new."""
    return Message.objects.filter(user=by, seen_at__isnull=True).update(seen_at=Now())
