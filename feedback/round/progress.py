"""How far a round has come, in numbers of people; never who."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coordination.formats import whole
from coordination.models import Message, Municipality
from feedback.answer.counting import ANSWERED, RESPONSE, TOTAL
from feedback.answer.models import Intake
from feedback.invitation.mode import BY_POST
from feedback.invitation.models import Invitation
from feedback.invitation.reason import Reason
from feedback.round.models import Round

State = Invitation.State
# How far a supplier may say that a message came, each step including the ones before.
REACHED = ("delivered", "opened", "started")
OTHER, OF_FEW = "other", _("Other reasons, each of fewer than %(few)s people")


@dataclass(frozen=True)
class Progress:
    """The figures of a round while it runs, and afterwards.

    `drawn` were chosen to be asked; of these `waiting` have not been (`due` of them
    should be by now), `invited` were given a link or put on an interviewer's list, and
    `withheld` were not after all, each with a recorded reason. Stafet writes to
    `written` of the invited; the message of `queued` still waits to leave. `sent`
    counts those whose message a carrier has taken, or whom an interviewer has asked;
    of these `declined` said no this time. `reached` holds only what a supplier has
    reported. `completed` counts filled in questionnaires, `unasked` those of people
    who came by themselves.
    """

    drawn: int = 0
    waiting: int = 0
    invited: int = 0
    sent: int = 0
    written: int = 0
    queued: int = 0
    open: int = 0
    completed: int = 0
    unasked: int = 0
    due: int = 0
    bounced: int = 0
    declined: int = 0
    opted_out: int = 0
    expired: int = 0
    withheld: dict[str, int] = field(default_factory=dict)
    reached: dict[str, int] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """How many of the drawn have had their turn, so that nothing waits for them."""
        return self.drawn - self.waiting - self.queued

    @property
    def left(self) -> int:
        """How many of the messages are no longer here."""
        return self.written - self.queued

    @property
    def being_sent(self) -> bool:
        """Whether somebody should be asked by now, or a message waits to leave."""
        return bool(self.due or self.queued)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Why people were not asked, in words, the most frequent first."""
        return why_not(self.withheld)

    @property
    def rate(self) -> float | None:
        """The share of the invited who have sent the questionnaire."""
        return self.completed / self.invited if self.invited else None

    @property
    def percent_done(self) -> int:
        """How far the sending has come."""
        return 100 * self.done // self.drawn if self.drawn else 100


def why_not(reasons: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return reasons in words with how many, the most frequent first."""
    other = OF_FEW % {"few": few()}
    named = [
        (str(other if code == OTHER else Reason(code).label), n)
        for code, n in few_together(reasons).items()
    ]
    return sorted(named, key=lambda each: (-each[1], each[0]))


def few() -> int:
    """Return below how many people a reason is not named: as many as of an answer."""
    return Municipality.current().publish_answers_min


def few_together(reasons: Mapping[str, int]) -> dict[str, int]:
    """Return how many have which reason, those of few people as one without a name.

    Whoever knows the one pensioner of a department must not learn from a rule that
    they are in hospital.
    """
    least = few()
    told = {code: n for code, n in reasons.items() if n >= least}
    if others := sum(n for n in reasons.values() if n < least):
        told[OTHER] = others
    return told


def not_asked(held: Round) -> str:
    """Say of how many people that the rule found nobody asked, and why, if of any."""
    withheld = held.invitations.filter(state=State.WITHHELD).order_by()
    rows: Any = withheld.values_list("reason").annotate(n=Count("pk"))
    reasons, draw = why_not(dict(rows)), held.draw
    found, drawn = draw.get("found", 0), draw.get("drawn", 0)
    if by_lot := found - drawn - sum(draw.get("left_out", {}).values()):
        reasons.append((gettext("The lot fell on others"), by_lot))
    if not reasons:
        return ""
    told = {
        "n": whole(sum(n for _why, n in reasons)),
        "found": whole(found),
        "reasons": "; ".join(f"{why}: {whole(n)}" for why, n in reasons),
    }
    return (
        gettext("Of %(found)s that the rule found %(n)s were not asked. %(reasons)s.")
        % told
    )


def progress_of(held: Round) -> Progress:
    """Return how far the round has come; four queries at most, however many it asks."""
    running = held.state == Round.State.OPEN
    # before the people: a message that is put in the queue meanwhile is not counted
    queued = waiting_to_leave(held) if running else 0
    rows = (
        held.invitations.order_by()
        .values("state", "reason")
        .annotate(
            n=Count("pk"),
            invited=Count("pk", filter=Q(sent_at__isnull=False)),
            sent=Count("pk", filter=Q(went_out=True)),
            written=Count("pk", filter=Q(sent_at__isnull=False, mode__in=BY_POST)),
            drawn=Count("pk", filter=Q(wave__isnull=False)),
            due=Count("pk", filter=Q(state=State.DRAWN, due_at__lte=Now())),
        )
    )
    states: Counter[str] = Counter()
    withheld: Counter[str] = Counter()
    invited = sent = written = drawn = due = 0
    for row in rows:
        states[row["state"]] += row["n"]
        invited += row["invited"]
        sent += row["sent"]
        written += row["written"]
        drawn += row["drawn"]
        due += row["due"]
        if row["reason"]:
            withheld[row["reason"]] += row["n"]
    answered = states[State.ANSWERED]
    kept = Intake.objects.filter(round=held).count()
    return Progress(
        drawn=drawn,
        waiting=states[State.DRAWN],
        due=due,
        invited=invited,
        sent=sent,
        written=written,
        queued=queued,
        open=states[State.SENT],
        completed=max(kept, answered) if running else answered + shown(held),
        unasked=max(kept - answered, 0) if running else 0,
        bounced=states[State.BOUNCED],
        declined=states[State.DECLINED],
        opted_out=states[State.OPTED_OUT],
        expired=states[State.EXPIRED],
        withheld=dict(withheld),
        reached=reached(held) if running else held.reached,
    )


def waiting_to_leave(held: Round) -> int:
    """Return how many are asked by a message that has not left yet.

    Only what is queued is read, by the sender's own index: nothing when all is sent.
    """
    invited = Message.objects.filter(template="feedback/round/mail/invited")
    return invited.filter(state=Message.State.QUEUED, facts__round=held.pk).count()


def reached(held: Round) -> dict[str, int]:
    """Return how many came so far, as suppliers report it; nothing if none does."""
    rows: Any = held.invitations.exclude(reached="").order_by().values_list("reached")
    steps = dict(rows.annotate(n=Count("pk")))
    if not steps:
        return {}
    return {
        name: sum(n for step, n in steps.items() if step in REACHED[place:])
        for place, name in enumerate(REACHED)
    }


def shown(held: Round) -> int:
    """Return how many answered a closed round without having been asked."""
    if not held.walk_ins:
        return 0
    total = held.counts.filter(dimension=TOTAL, item=RESPONSE, category=ANSWERED)
    return sum(total.values_list("n", flat=True))
