"""What leaders follow month by month: what the citizens say, and how work flows."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.analytics.charts.figure import decimal, percent
from feedback.analytics.statistics import half_up, percent_digits
from feedback.instrument.catalogue import Instrument

# A baton that comes straight back within so many days was hardly taken.
RETURN_DAYS = 90
HUNDRED = 100
CERTAIN = 1000


class Unit(StrEnum):
    """What a value is a number of, and between which ends it lies."""

    MEAN = "mean"
    SHARE = "share"
    DAYS = "days"

    @property
    def ends(self) -> tuple[int, int | None]:
        """The least and the greatest value there can be."""
        return {Unit.MEAN: (1, 5), Unit.SHARE: (0, 1), Unit.DAYS: (0, None)}[self]

    def write(self, value: Fraction, *, n: int = CERTAIN) -> str:
        """Write a value; one of few deserves no decimals."""
        if self == Unit.MEAN:
            return decimal(value, 2)
        if self == Unit.SHARE:
            return percent(half_up(value * HUNDRED, percent_digits(n)))
        return self.name_days(decimal(value, 0 if value.denominator == 1 else 1))

    def name_days(self, shown: str) -> str:
        """Return a written value with its days named, if it is one of days."""
        if self != Unit.DAYS:
            return shown
        return ngettext("%(n)s day", "%(n)s days", 1 if shown == "1" else 2) % {
            "n": shown
        }

    def read(self, typed: Decimal) -> Fraction:
        """Return the value that somebody typed: a share is typed in per cent."""
        return Fraction(typed) / (HUNDRED if self == Unit.SHARE else 1)


@dataclass(frozen=True)
class Indicator:
    """One thing that is followed; `up_is_good` says which way is better."""

    code: str
    label: str
    unit: Unit
    up_is_good: bool
    about: str
    counted: str
    is_item: bool = False


def indicators(instrument: Instrument) -> list[Indicator]:
    """Return everything that is followed: what sums it up first."""
    overall = instrument.overall
    items = [overall, *(i for i in instrument.closed_items if i != overall)]
    return [
        *(
            Indicator(
                item.code,
                item.label,
                Unit.MEAN,
                up_is_good=True,
                about=_(
                    "Mean of the valid answers on the scale from 1 to 5: “%(item)s”"
                )
                % {"item": item.text},
                counted=_("answers"),
                is_item=True,
            )
            for item in items
        ),
        *of_the_work(),
    ]


def of_the_work() -> list[Indicator]:
    """Return what is followed besides the answers themselves."""
    return [
        Indicator(
            "response-rate",
            _("Response rate"),
            Unit.SHARE,
            up_is_good=True,
            about=_(
                "Answers as a share of the citizens whose time to answer ended in the"
                " month, undelivered invitations included."
            ),
            counted=_("asked"),
        ),
        Indicator(
            "first-contact",
            _("From offered to first contact"),
            Unit.DAYS,
            up_is_good=False,
            about=_(
                "Median days from the offer until the new contact person met or spoke"
                " with the citizen, in the month of that contact. Batons taken because"
                " of a contact did not wait and are left out."
            ),
            counted=_("first contacts"),
        ),
        Indicator(
            "answer-time",
            _("From offered to accepted"),
            Unit.DAYS,
            up_is_good=False,
            about=_(
                "Median days from the offer to its acceptance, in the month of the"
                " acceptance."
            ),
            counted=_("accepted offers"),
        ),
        Indicator(
            "not-taken",
            _("Declined or lapsed"),
            Unit.SHARE,
            up_is_good=False,
            about=_(
                "Offers that were declined, or that nobody answered, as a share of all"
                " that were accepted, declined or lapsed in the month."
            ),
            counted=_("ended offers"),
        ),
        Indicator(
            "straight-back",
            _("Straight back again"),
            Unit.SHARE,
            up_is_good=False,
            about=_(
                "Handovers that took the baton back to where it had come from, within"
                " %(days)s days, as a share of the handovers accepted in the month."
            )
            % {"days": RETURN_DAYS},
            counted=_("handovers"),
        ),
    ]
