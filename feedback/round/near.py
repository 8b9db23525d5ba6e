"""Two files of one round: what stands in the one and not in the other is a person."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.workflow import Refused
from feedback.answer.counting import ANSWERED, RESPONSE, TOTAL, Cell
from feedback.instrument.catalogue import Instrument
from feedback.round.models import Round

# As few as this could be found by subtracting one round's figures from another's.
FEW = 5


def refuse_near(
    instrument: Instrument, cells: Mapping[Cell, int], *, since: date, until: date
) -> None:
    """Refuse figures beside those of nearly the same people.

    Of the same questionnaire, for days that overlap. Who was brought in without days
    stands on the day of the import, whichever it was: such rounds are compared too.
    """
    answered = cells.get(Cell(instrument.code, TOTAL, "", RESPONSE, ANSWERED), 0)
    undated = since == until == timezone.localdate()
    for held in Round.objects.brought_in().filter(instrument=instrument.code):
        overlaps = held.since <= until and since <= held.until
        if not overlaps and not (undated and is_undated(held)):
            continue
        shown = held.counts.filter(dimension=TOTAL, item=RESPONSE, category=ANSWERED)
        if any(abs(answered - n) < FEW for n in shown.values_list("n", flat=True)):
            raise Refused(
                _(
                    "“%(name)s” has nearly as many answers to the same questionnaire,"
                    " for the same days: single people could be found by subtraction."
                    " If this file corrects it, take it back with --replace. Groups"
                    " that differ belong in one file, with a column that tells them"
                    " apart."
                )
                % {"name": held.name}
            )


def is_undated(held: Round) -> bool:
    """Say whether nobody told which days a round covers."""
    at = held.closed_at
    return bool(at) and held.since == held.until == timezone.localdate(at)
