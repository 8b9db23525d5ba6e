"""What is asked about a call."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.forms import PersonField, VersionedForm, field_of
from coordination.models import User


class PassOnForm(VersionedForm):
    """Who calls instead."""

    responsible = PersonField(label=_("Who calls?"), empty_label=_("Choose one person"))

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "responsible", PersonField).offer(people)
