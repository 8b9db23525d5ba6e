"""A text that lies encrypted in its column, and is text everywhere else."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models

from coordination.encryption import decrypt, encrypt

if TYPE_CHECKING:
    Text = models.TextField[str, str]
else:
    Text = models.TextField


class EncryptedTextField(Text):
    """A text that a copy of the database does not tell; an empty one is empty.

    `keys` names the setting that holds the keys. No query can look into it, or for it:
    the same text is never encrypted to the same bytes.
    """

    def __init__(self, *, keys: str, **options: Any) -> None:
        self.keys = keys
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """Let migrations know which keys are meant."""
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"keys": self.keys}

    def db_type(self, connection: Any) -> str:
        """Return the type of the column."""
        return "bytea"

    def from_db_value(self, value: bytes | None, *_rest: Any) -> str | None:
        """Return the text behind what is stored."""
        if not value:
            return None if value is None else ""
        keys = getattr(settings, self.keys)
        return decrypt(bytes(value), keys=keys, bound_to=self.bound_to).decode()

    def get_prep_value(self, value: Any) -> Any:
        """Return what is stored of a text."""
        text = super().get_prep_value(value)
        if not text:
            return None if text is None else b""
        keys = getattr(settings, self.keys)
        return encrypt(text.encode(), keys=keys, bound_to=self.bound_to)

    @property
    def bound_to(self) -> str:
        """Where the text belongs, so that it cannot be moved to another column."""
        return f"{self.model._meta.db_table}.{self.column}"
