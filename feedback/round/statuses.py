"""How far a supplier says that the invitations came: delivered, opened, begun, or not.

A file with the columns `code` (the short code, or the link) and `status`. Stafet itself
cannot know these, so they are shown only where a file has told them; and they are gone
when the round is over, but for how many there were.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from coordination.record import record
from coordination.workflow import Refused, whole
from feedback.invitation import actions
from feedback.invitation.code import invitation_with
from feedback.invitation.models import Invitation
from feedback.invitation.token import digest
from feedback.round.columns import NotAnswers, plain
from feedback.round.models import Round
from feedback.round.progress import REACHED
from feedback.round.sheet import Line

BOUNCED = "bounced"
WORDS = {
    "delivered": "delivered",
    "leveret": "delivered",
    "opened": "opened",
    "åbnet": "opened",
    "started": "started",
    "påbegyndt": "started",
    "bounced": BOUNCED,
    "undelivered": BOUNCED,
    "ikke leveret": BOUNCED,
}
COLUMNS = ("code", "status")


@dataclass
class Told:
    """What a file says, by invitation; and the lines that say nothing usable."""

    steps: dict[int, str] = field(default_factory=dict)
    bad: list[tuple[int, str]] = field(default_factory=list)


def read_statuses(held: Round, lines: Iterable[Line]) -> Told:
    """Return how far each invitation of the round came, by the furthest line of it."""
    rows = iter(lines)
    first = next(rows, None)
    header = [plain(name) for name in first.cells] if first else []
    if any(name not in header for name in COLUMNS):
        raise NotAnswers(_("The file needs the columns “code” and “status”."))
    places = [header.index(name) for name in COLUMNS]
    found = Told()
    for line in rows:
        if line.is_empty:
            continue
        number, cells = line.number, line.cells
        code, status = (cells[p].strip() if p < len(cells) else "" for p in places)
        step = WORDS.get(plain(status))
        lost = [line.unread[p] for p in places if p in line.unread]
        if line.flaw or lost:
            found.bad.append((number, line.flaw or lost[0]))
            continue
        asked = named(code)
        if step is None:
            said = _("“%(said)s” is not a known status") % {"said": status[:40]}
            found.bad.append((number, said))
        elif asked is None or asked.round_id != held.pk:
            found.bad.append((number, _("the code belongs to nobody in this round")))
        else:
            known = found.steps.get(asked.pk, "")
            found.steps[asked.pk] = max(known, step, key=place_of)
    return found


def named(code: str) -> Invitation | None:
    """Return the invitation that a short code or a link belongs to."""
    if found := invitation_with(code):
        return found
    secret = code.rstrip("/").rsplit("/", 1)[-1]
    return Invitation.objects.filter(token_digest=digest(secret)).first()


def place_of(step: str) -> int:
    """Return how far a step is on the way; what bounced went nowhere."""
    return REACHED.index(step) if step in REACHED else -1 if step else -2


@whole
def note(held: Round, told: Told, *, source: str) -> int:
    """Keep how far each came, never going back; return how many changed.

    What bounced is counted as that, unless somebody has answered all the same. The
    same file a second time changes nothing.
    """
    if held.state != Round.State.OPEN:
        raise Refused(_("Only a round that is open can be told more about."))
    rows = held.invitations.filter(pk__in=told.steps).exclude(sent_at=None)
    further, back = [], []
    for row in rows.select_for_update(no_key=True, of=("self",)):
        step = told.steps[row.pk]
        if step == BOUNCED:
            back += [row] if row.state == Invitation.State.SENT else []
        elif place_of(step) > place_of(row.reached):
            row.reached = step
            further.append(row)
    Invitation.objects.bulk_update(further, ["reached"], batch_size=500)
    for row in back:
        actions.bounce(row)
    changed = len(further) + len(back)
    if changed:
        record(
            "round.told",
            subject=held,
            facts={"changed": changed, "source": source},
        )
    return changed
