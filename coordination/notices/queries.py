"""What a person has been told, and what of it is new."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coordination.messages.compose import Content, compose
from coordination.models import Message, User

SHOWN = 100


@dataclass(frozen=True)
class Notice:
    """A message as its reader sees it in Stafet."""

    message: Message
    content: Content

    @property
    def is_new(self) -> bool:
        """Whether the reader has not seen it."""
        return self.message.seen_at is None

    @property
    def place(self) -> str:
        """Where to read more, on this site."""
        return self.content.link.removeprefix(settings.SITE_ADDRESS)


def notices_of(user: User) -> list[Notice]:
    """Return the newest messages to a person, the unseen ones first."""
    told = Message.objects.filter(user=user)
    unseen_first = told.order_by(F("seen_at").desc(nulls_first=True), "-pk")
    shown = []
    for message in unseen_first[:SHOWN]:
        content = compose(message)
        if content:
            shown.append(Notice(message, content))
    return shown


def count_unseen(users: "QuerySet[User]") -> "QuerySet[User]":
    """Let each person come with the number of messages they have not seen."""
    unseen = Message.objects.filter(user=OuterRef("pk"), seen_at__isnull=True)
    counted = unseen.order_by().values("user").annotate(n=Count("pk")).values("n")
    return users.annotate(unseen=Coalesce(Subquery(counted), 0))
