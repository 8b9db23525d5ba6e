"""What can be done with a round, one function for each verb."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coordination.models import Municipality
from coordination.workflow import Refused, perform, whole
from feedback.analytics.suppression import Limits
from feedback.answer.counting import Cell
from feedback.answer.models import Count
from feedback.instrument.catalogue import Instrument
from feedback.round.models import Round
from feedback.round.publishing import publish


@whole
def bring_in(
    name: str,
    *,
    instrument: Instrument,
    cells: Mapping[Cell, int],
    since: date,
    until: date,
    invited: int | None = None,
    local_items: Sequence[Mapping[str, str]] = (),
    source_digest: str = "",
) -> Round:
    """Return a round that was held elsewhere, closed and published at once.

    Only counts are kept, and of these only what may be shown: no row of the file is
    ever stored. Refuses a name that is taken, and a wording that differs from the one
    an earlier round of the same instrument was held with.
    """
    check_series(instrument)
    held = Round(
        name=name,
        instrument=instrument.code,
        fingerprint=instrument.fingerprint,
        local_items=[dict(row) for row in local_items],
        since=since,
        until=until,
        invited=invited,
        source_digest=source_digest,
    )
    try:
        with transaction.atomic():
            perform(held.bring_in, by=None)
    except IntegrityError as error:
        raise Refused(
            _("There is a round with that name already. Choose another name.")
        ) from error
    rules = Municipality.current()
    limits = Limits(rules.publish_invited_min, rules.publish_answers_min)
    Count.objects.bulk_create(publish(held, cells, limits))
    return held


def check_series(instrument: Instrument) -> None:
    """Refuse to go on with a series whose wording was changed in place."""
    same = Round.objects.filter(instrument=instrument.code)
    if same.exclude(fingerprint=instrument.fingerprint).exists():
        raise Refused(
            _(
                "The wording of %(code)s is not the one earlier rounds were held with."
                " Give the new wording a new version number."
            )
            % {"code": instrument.code}
        )
