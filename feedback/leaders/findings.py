"""The sentences above the charts: said only when a rule says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.analytics.spc import ENOUGH, Phase, Rule, Signal


class Variation(StrEnum):
    """What the newest point of a series is: noise, or a signal for better or worse."""

    COMMON = "common"
    BETTER = "better"
    WORSE = "worse"
    FEW = "few"


class Assurance(StrEnum):
    """Whether the target is reached with the work as it is."""

    ALWAYS = "always"
    NEVER = "never"
    SOMETIMES = "sometimes"


@dataclass(frozen=True)
class Finding:
    """What may be said of a series: its variation, and one sentence."""

    variation: Variation
    sentence: str
    high: bool = False

    @property
    def letter(self) -> str:
        """The letter in the icon: higher or lower than usual."""
        if self.variation in {Variation.COMMON, Variation.FEW}:
            return ""
        # The letter in the icon of a value that is higher, or lower, than usual.
        return _("H") if self.high else _("L")

    @property
    def words(self) -> str:
        """The icon in words."""
        return {
            Variation.COMMON: _("No change"),
            Variation.BETTER: _("Better"),
            Variation.WORSE: _("Worse"),
            Variation.FEW: _("Too early"),
        }[self.variation]


def read(phase: Phase | None, *, up_is_good: bool) -> Finding:
    """Return what may be said of the newest phase of a series."""
    if phase is None or phase.chart is None or phase.is_trial:
        return Finding(Variation.FEW, too_few(phase.length if phase else 0))
    signal = phase.latest
    if signal is None:
        return Finding(Variation.COMMON, as_usual(phase))
    better = signal.up == up_is_good
    variation = Variation.BETTER if better else Variation.WORSE
    return Finding(variation, sentence(signal), high=signal.up)


def as_usual(phase: Phase) -> str:
    """Say that nothing holds now, and whether something did before."""
    if any(phase.flagged):
        return _("No sign of change now; earlier months that stood out are marked.")
    return _("No sign of change: the months vary as they usually do.")


def too_few(months: int) -> str:
    """Say how far a phase is from telling anything."""
    if not months:
        return _("Nothing has been counted yet.")
    return ngettext(
        "%(n)s month of the %(enough)s needed to say whether anything changes.",
        "%(n)s months of the %(enough)s needed to say whether anything changes.",
        months,
    ) % {"n": months, "enough": ENOUGH}


def sentence(signal: Signal) -> str:
    """Say which rule fired, and in which direction."""
    said = {
        (Rule.OUTSIDE, True): _("The latest month lies above what is usual."),
        (Rule.OUTSIDE, False): _("The latest month lies below what is usual."),
        (Rule.SHIFT, True): _("Seven months or more in a row lie above the mean."),
        (Rule.SHIFT, False): _("Seven months or more in a row lie below the mean."),
        (Rule.TREND, True): _("It has risen seven months or more in a row."),
        (Rule.TREND, False): _("It has fallen seven months or more in a row."),
        (Rule.NEAR_LIMIT, True): _(
            "Two of the latest three months are unusually high."
        ),
        (Rule.NEAR_LIMIT, False): _(
            "Two of the latest three months are unusually low."
        ),
    }
    return said[signal.rule, signal.up]


def assure(
    phase: Phase | None, target: Fraction | None, *, up_is_good: bool
) -> Assurance | None:
    """Say whether a target is reached whatever the month; nothing while it is early.

    The limits are those of the work; the target has no part in them. It is always
    reached when even the limit on its wrong side reaches it.
    """
    if target is None or phase is None or phase.chart is None or phase.is_trial:
        return None
    way = 1 if up_is_good else -1
    worst, best = sorted((way * phase.chart.lower, way * phase.chart.upper))
    if worst >= way * target:
        return Assurance.ALWAYS
    return Assurance.NEVER if best < way * target else Assurance.SOMETIMES


def assured(assurance: Assurance) -> tuple[str, str]:
    """Return an assurance in a few words, and in a sentence."""
    return {
        Assurance.ALWAYS: (
            _("Reached"),
            _("With the work as it is, every month reaches the target."),
        ),
        Assurance.NEVER: (
            _("Not reached"),
            _("With the work as it is, no month will reach the target."),
        ),
        Assurance.SOMETIMES: (
            _("Now and then"),
            _("Some months reach the target and others do not, by chance."),
        ),
    }[assurance]


def headline(found: Sequence[tuple[str, Finding]]) -> str:
    """Say in one sentence what has changed: only what a rule fired on."""
    names = {
        kind: [name for name, finding in found if finding.variation == kind]
        for kind in Variation
    }
    worse, better = names[Variation.WORSE], names[Variation.BETTER]
    if not worse and not better:
        if len(names[Variation.FEW]) == len(found):
            return _("It is too early to say whether anything changes.")
        return _("Nothing has changed beyond what is usual.")
    parts = []
    if worse:
        parts.append(_("Worse than usual: %(names)s.") % {"names": listed(worse)})
    if better:
        parts.append(_("Better than usual: %(names)s.") % {"names": listed(better)})
    return " ".join(parts)


def listed(names: Sequence[str]) -> str:
    """Write names one after the other."""
    if len(names) < 2:  # noqa: PLR2004 - one needs no joining word
        return "".join(names)
    return _("%(first)s and %(last)s") % {
        "first": ", ".join(names[:-1]),
        "last": names[-1],
    }
