"""Whether a round asks enough people for anything about them to be shown.

All its waves count together: they are published together. A round in which whoever
comes may answer asks nobody, and one that was brought in does not start.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.models import Municipality
from coordination.workflow import Refused
from feedback.round.drawing import Draw
from feedback.round.models import Round


def why_too_few(held: Round, count: int) -> str:
    """Say why a round that would ask so many cannot start; nothing where it can."""
    if held.walk_ins:
        return ""
    least = Municipality.current().publish_invited_min
    if not count:
        return _(
            "Nobody can be asked: the rule finds nobody who may be asked in the"
            " chosen ways before the round is over. Change the rule, the ways to"
            " answer or the days."
        )
    if count >= least:
        return ""
    return ngettext(
        "Only %(count)d citizen would be asked. Figures are shown when at least"
        " %(least)d were invited: fewer would be asked in vain. Let the rule find"
        " more, draw a larger sample, or offer more ways to answer.",
        "Only %(count)d citizens would be asked. Figures are shown when at least"
        " %(least)d were invited: fewer would be asked in vain. Let the rule find"
        " more, draw a larger sample, or offer more ways to answer.",
        count,
    ) % {"count": count, "least": least}


def refuse_too_few(held: Round, drawn: Draw) -> None:
    """Refuse to ask people about whom nothing could be shown."""
    if said := why_too_few(held, drawn.record.get("drawn", 0)):
        raise Refused(said)
