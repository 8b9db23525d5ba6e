"""What somebody wishes of a round, as the row keeps it; or why it cannot be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from coordination.workflow import Refused
from feedback.instrument.catalogue import Instrument
from feedback.invitation.mode import FOR_WALK_INS, Mode
from feedback.round.local import MOST

MOST_WAVES = 12


@dataclass(frozen=True)
class Wishes:
    """Everything that is decided about a round before it starts.

    With `walk_ins` whoever comes may answer: then nobody is drawn, and there is no
    rule, no sample and no wave. Otherwise the persons are those with at least
    `min_contacts` contacts from `met_since` to `met_until`, in cases that fit the
    lists (an empty one means any).
    """

    since: date
    until: date
    walk_ins: bool = False
    min_contacts: int = 1
    met_since: date | None = None
    met_until: date | None = None
    departments: Sequence[int] = ()
    target_groups: Sequence[str] = ()
    course_bands: Sequence[str] = ()
    sample_size: int | None = None
    waves: int = 1
    days_between: int = 7
    remind_after: int | None = None
    modes: Sequence[str] = ()
    local_items: Sequence[Mapping[str, str]] = ()


def stored(instrument: Instrument, wishes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a round's columns; refuse what cannot be held as it is wished."""
    known = {each.name for each in fields(Wishes)}
    wish = Wishes(**{name: wishes[name] for name in known & wishes.keys()})
    check(wish)
    return {
        "instrument": instrument.code,
        "fingerprint": instrument.fingerprint,
        "wording": instrument.written,
        "local_items": [dict(row) for row in wish.local_items],
        "since": wish.since,
        "until": wish.until,
        "walk_ins": wish.walk_ins,
        "rule": {} if wish.walk_ins else rule_of(wish),
        "sample_size": None if wish.walk_ins else wish.sample_size,
        "waves": [] if wish.walk_ins else waves_of(wish),
        "remind_after": None if wish.walk_ins else wish.remind_after,
        "modes": [mode.value for mode in Mode if mode.value in wish.modes],
    }


def check(wish: Wishes) -> None:
    """Refuse, with what to do instead."""
    if wish.until < wish.since:
        raise Refused(_("The last day lies before the first. Change one of them."))
    if not wish.modes:
        raise Refused(_("Choose at least one way to answer."))
    if len(wish.local_items) > MOST:
        raise Refused(_("A round takes at most five questions of your own."))
    if wish.walk_ins:
        if set(wish.modes) - set(FOR_WALK_INS):
            raise Refused(
                _(
                    "Where whoever comes may answer, it is on a tablet or on paper."
                    " Choose only these two."
                )
            )
        return
    if wish.met_since is None or wish.met_until is None:
        raise Refused(_("Say between which days the contacts must lie."))
    if wish.met_until < wish.met_since:
        raise Refused(
            _("The contacts must lie between two days, the earlier one first.")
        )
    if set(wish.modes) <= set(FOR_WALK_INS):
        raise Refused(
            _(
                "Nobody can be written to that way. Choose a link, a letter or an"
                " interview as well."
            )
        )
    if last_wave(wish) > wish.until:
        raise Refused(
            _(
                "The last wave would begin on %(day)s, after the round is over. Choose"
                " fewer waves, fewer days between them, or a later last day."
            )
            % {"day": last_wave(wish).isoformat()}
        )


def last_wave(wish: Wishes) -> date:
    """Return the day the last wave begins."""
    return wish.since + timedelta(days=(wish.waves - 1) * wish.days_between)


def rule_of(wish: Wishes) -> dict[str, Any]:
    """Return the rule as it is run, and kept."""
    window = [day.isoformat() for day in (wish.met_since, wish.met_until) if day]
    return {
        "min_contacts": wish.min_contacts,
        "since": window[0],
        "until": window[-1],
        "departments": sorted(wish.departments),
        "target_groups": sorted(wish.target_groups),
        "course_bands": sorted(wish.course_bands),
    }


def waves_of(wish: Wishes) -> list[dict[str, Any]]:
    """Return the day of each wave; its size is known when it is drawn."""
    days = [timedelta(days=n * wish.days_between) for n in range(wish.waves)]
    return [{"on": (wish.since + day).isoformat(), "size": None} for day in days]
