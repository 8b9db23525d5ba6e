"""What a mentor reports, in the one form that its id and content are compared in."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was written about a visit, by form, API or an offline phone alike."""

    client_id: UUID
    mentorship: int
    kind: str
    outcome: str
    started_at: datetime
    visit_id: UUID | None = None
    minutes: int | None = None
    to_whom: str = ""
    wishes: str = ""
    agreed: str = ""
    next_at: datetime | None = None
    together_with: tuple[int, ...] = ()
    planned: int | None = None

    @property
    def visit(self) -> UUID:
        """The visit this is about: its own, unless it corrects another."""
        return self.visit_id or self.client_id

    def content(self) -> dict[str, Any]:
        """Return the content as JSON can hold it, the same for the same content.

        What was not planned says nothing of a plan, as before there were any.
        """
        told = asdict(self)
        if self.planned is None:
            del told["planned"]
        return {
            **told,
            "client_id": str(self.client_id),
            "visit_id": str(self.visit),
            "started_at": written(self.started_at),
            "next_at": written(self.next_at),
            "together_with": sorted(set(self.together_with)),
        }

    def digest(self) -> str:
        """Return the digest by which two uploads of one id are compared."""
        canonical = json.dumps(self.content(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @classmethod
    def of(cls, content: dict[str, Any], **changed: Any) -> "Report":
        """Return the report that a stored content stands for."""
        return cls(
            **{
                **content,
                "client_id": UUID(content["client_id"]),
                "visit_id": UUID(content["visit_id"]),
                "started_at": datetime.fromisoformat(content["started_at"]),
                "next_at": content["next_at"]
                and datetime.fromisoformat(content["next_at"]),
                "together_with": tuple(content["together_with"]),
                **changed,
            }
        )


def written(moment: datetime | None) -> str | None:
    """Return a moment in one notation, whatever zone it came in."""
    return moment.astimezone(UTC).isoformat() if moment else None
