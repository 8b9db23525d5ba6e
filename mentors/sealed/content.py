"""What a phone has sealed, as the visit form understands it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from coordination.models import Deputy, Membership, User
from coordination.models.organisation import Role
from mentors.visit.forms import TOO_EARLY, VisitForm
from mentors.visit.models import Visit
from mentors.visit.report import Report

TOO_LATE = 2200
PARTS = {"written_at", "mentorship", "corrects", "whom", "fields"}
LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was written on the phone, before anybody has judged it."""

    content: dict[str, Any]

    @classmethod
    def read(cls, text: bytes) -> "Told":
        """Return what was written; bytes in no shape we know are kept as words."""
        try:
            found = storable(json.loads(text))
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            found = storable({"whom": text.decode(errors="replace")})
        return cls(content=found)

    @property
    def is_understood(self) -> bool:
        """Whether this is all in a shape that we know; otherwise a person must look."""
        return set(self.content) <= PARTS and all(
            name in VisitForm.base_fields
            and isinstance(values, list)
            and all(isinstance(each, str) for each in values)
            for name, values in self.pairs
        )

    @property
    def pairs(self) -> list[tuple[str, Any]]:
        """The form's fields with what was filled in; one we do not know otherwise."""
        found = self.content.get("fields", {})
        return list(found.items()) if isinstance(found, dict) else [("", found)]

    @property
    def as_sent(self) -> str:
        """What was written, as it came."""
        return json.dumps(self.content, ensure_ascii=False, indent=1)

    @property
    def mentorship(self) -> int | None:
        """Whom it was about, if the phone could know."""
        return number(self.content.get("mentorship"))

    @property
    def corrects(self) -> int | None:
        """The visit that it corrects, if it does."""
        return number(self.content.get("corrects"))

    @property
    def whom(self) -> str:
        """Whom the mentor says they visited."""
        return str(self.content.get("whom") or "")

    @property
    def fields(self) -> MultiValueDict[str, Any]:
        """The form's fields as they were filled in."""
        lists = {name: told for name, told in self.pairs if isinstance(told, list)}
        return MultiValueDict(
            {name: [str(each) for each in told] for name, told in lists.items()}
        )

    @property
    def written_at(self) -> datetime | None:
        """When it was saved, by the phone's clock."""
        try:
            found = datetime.fromisoformat(str(self.content.get("written_at")))
        except ValueError:
            return None
        return found if found.tzinfo else timezone.make_aware(found)

    def digest(self) -> str:
        """Return the digest by which two uploads of one id are compared."""
        canonical = json.dumps(self.content, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


class ToldForm(VisitForm):
    """The visit form for words from a phone: its clock is not argued with."""

    def __init__(self, told: Told, *, client_id: UUID, data: Any = None) -> None:
        fields = (told.fields if data is None else data).copy()
        fields["client_id"] = str(client_id)
        self.told = told
        super().__init__(fields, colleagues=whoever_was_a_mentor())

    def clean_started_at(self) -> datetime:
        """Return when it began, or when it was saved; both by the phone's clock."""
        began: datetime | None = self.cleaned_data["started_at"] or self.told.written_at
        if began is None or not TOO_EARLY <= began.year < TOO_LATE:
            raise forms.ValidationError(_("Check the year."))
        return began

    def clean_next_at(self) -> datetime | None:
        """Return when they meet next; it may have become the past on the way here."""
        planned: datetime | None = self.cleaned_data["next_at"]
        if planned and not TOO_EARLY <= planned.year < TOO_LATE:
            raise forms.ValidationError(_("Check the year."))
        return planned

    def report_on(self, mentorship: int, *, author: User) -> Report:
        """Return the report, as the intake takes it."""
        corrected = self.corrected(author)
        if corrected and corrected.mentorship_id != mentorship:
            corrected = None
        return self.report(mentorship, corrects=corrected)

    def corrected(self, author: User) -> Visit | None:
        """Return the visit that this corrects, if the author could see it."""
        if self.told.corrects is None:
            return None
        stood_in_for = Deputy.objects.filter(by=author).values("absent")
        theirs = Q(mentorship__mentor=author) | Q(mentorship__mentor__in=stood_in_for)
        return Visit.objects.filter(theirs, pk=self.told.corrects).first()


def whoever_was_a_mentor() -> list[User]:
    """Return who may have been along; somebody may have left since."""
    seats = Membership.objects.filter(role=Role.MENTOR)
    return list(User.objects.filter(pk__in=seats.values("user")))


def number(found: Any) -> int | None:
    """Return an id, if that is what was written."""
    whole = isinstance(found, int) and not isinstance(found, bool)
    return found if whole and 0 < found <= LARGEST_ID else None


def storable(found: Any) -> Any:
    """Return the same without what PostgreSQL cannot keep in a text."""
    if isinstance(found, dict):
        return {storable(key): storable(value) for key, value in found.items()}
    if isinstance(found, list):
        return [storable(each) for each in found]
    if isinstance(found, str):
        return found.replace("\0", "").encode(errors="replace").decode()
    return str(found) if isinstance(found, float) else found
