"""The end of a round: what people answered becomes counts, and is gone."""

import secrets
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from coordination.many import locked, perform_many
from coordination.models import Municipality
from feedback.analytics.suppression import Limits
from feedback.answer.counting import Cell, count
from feedback.answer.helped import HELPED
from feedback.answer.models import Count, Intake
from feedback.instrument.scale import BLANK, Kind
from feedback.invitation.models import Invitation
from feedback.invitation.reason import Reason
from feedback.remark.models import Remark
from feedback.round.models import Round
from feedback.round.publishing import publish
from feedback.round.reading import score_themes

State = Invitation.State


def end_invitations(held: Round, *, at: datetime, reason: str) -> None:
    """Wait for nobody any more: who is open runs out, who was to come is not asked.

    An answer that is being stored at this moment is waited for, and counts. Of a round
    that is called off, nobody has been asked to whom nobody has spoken or written.
    """
    rows = Invitation.objects.filter(round=held).order_by("pk")
    sent, drawn = rows.filter(state=State.SENT), rows.filter(state=State.DRAWN)
    unheard = sent.filter(went_out=False)
    while reason == Reason.CALLED_OFF and unheard.exists():
        perform_many(
            "take_back",
            locked(unheard, wait=True),
            at=at,
            inputs=lambda _row: {"reason": reason},
        )
    while sent.exists():
        perform_many("expire", locked(sent, wait=True), at=at)
    while drawn.exists():
        perform_many(
            "withhold",
            locked(drawn, wait=True),
            at=at,
            inputs=lambda _row: {"reason": reason},
        )


def publish_answers(held: Round) -> None:
    """Turn the answers into the round's tables, in no order, and delete them.

    Free text keeps the round and nothing else. Afterwards no row says how far an
    invitation came with its supplier, or who knows the citizen.
    """
    intakes = list(Intake.objects.filter(round=held))
    cells = cells_of(held, intakes)
    rules = Municipality.current()
    limits = Limits(rules.publish_invited_min, rules.publish_answers_min)
    counts = publish(held, cells, limits) if cells else []
    remarks = [
        Remark(round=held, month=held.month, text=text, state=Remark.State.HELD)
        for intake in intakes
        for text in texts_of(held, intake)
    ]
    shuffle = secrets.SystemRandom().shuffle
    shuffle(counts)
    shuffle(remarks)
    Count.objects.bulk_create(counts)
    Remark.objects.bulk_create(remarks)
    forget(held)


def cells_of(held: Round, intakes: list[Intake]) -> Counter[Cell]:
    """Return what was answered and by how many of whom, by one dimension at a time."""
    asked = Invitation.objects.filter(round=held, sent_at__isnull=False)
    return count(asked, intakes, said_by=lambda intake: said_in(held, intake))


def said_in(held: Round, intake: Intake) -> dict[str, str]:
    """Return what one person ticked, item by item, and their score of each theme."""
    ticked = {
        item.code: intake.answers.get(item.code) or BLANK
        for item in held.items
        if item.scale.kind != Kind.TEXT
    }
    helped = {HELPED: intake.answers[HELPED]} if HELPED in intake.answers else {}
    return ticked | score_themes(held.asked, ticked) | helped


def texts_of(held: Round, intake: Intake) -> Iterator[str]:
    """Yield what one person wrote, wherever on the page."""
    if intake.text:
        yield intake.text
    for item in held.items:
        if item.scale.kind == Kind.TEXT and (text := intake.answers.get(item.code)):
            yield text


def forget(held: Round) -> None:
    """Delete the answers, and what was only needed while people could answer."""
    Intake.objects.filter(round=held).delete()
    Invitation.objects.filter(round=held).update(
        counted=True, reached="", may_not_interview=[]
    )
