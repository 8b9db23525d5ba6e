"""Means, shares and intervals on exact fractions, rounded once, at the very end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import cached_property, lru_cache

# a percentage of fewer than a hundred answers deserves no decimals
FIRST_DECIMAL_AT = 100
# the 97.5 % point of the normal distribution
Z = Decimal("1.959963984540054")
# the 97.5 % points of Student's t with 1, 2, … 30 degrees of freedom
T = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)


def half_up(value: Fraction | int, digits: int = 2) -> Decimal:
    """Round half away from zero on the exact value: 3.635 is 3.64, -0.315 is -0.32."""
    whole, rest = divmod(abs(value.numerator) * 10**digits, value.denominator)
    whole += 2 * rest >= value.denominator
    return Decimal(whole if value.numerator >= 0 else -whole).scaleb(-digits)


def percent_digits(of: int) -> int:
    """Return how many decimals a percentage of so many answers deserves."""
    return 0 if of < FIRST_DECIMAL_AT else 1


@dataclass(frozen=True)
class Share:
    """So many of so many, with the denominator named by whoever makes it."""

    count: int
    of: int

    @property
    def fraction(self) -> Fraction | None:
        """The exact share, or nothing of nothing."""
        return Fraction(self.count, self.of) if self.of else None

    def percent(self, digits: int | None = None) -> Decimal | None:
        """Return the share in per cent, half up, as precise as the number allows."""
        if self.fraction is None:
            return None
        wanted = percent_digits(self.of) if digits is None else digits
        return half_up(self.fraction * 100, wanted)

    def interval(self, digits: int = 1) -> tuple[Decimal, Decimal] | None:
        """Return Wilson's 95 % interval in per cent."""
        return wilson(self.count, self.of, digits) if self.of else None

    def ends(self) -> tuple[Decimal, Decimal] | None:
        """Return the interval with the decimals of the percentage that it is of."""
        return self.interval(percent_digits(self.of))


# Closed months do not change, and every look at them asks for the same intervals.
@lru_cache(maxsize=4_096)
def wilson(count: int, of: int, digits: int) -> tuple[Decimal, Decimal]:
    """Return Wilson's 95 % interval of so many of so many, in per cent."""
    with localcontext() as context:
        context.prec = 40
        n, p = Decimal(of), Decimal(count) / Decimal(of)
        centre = p + Z * Z / (2 * n)
        spread = Z * (p * (1 - p) / n + Z * Z / (4 * n * n)).sqrt()
        scale = 100 / (1 + Z * Z / n)
        low, high = (centre - spread) * scale, (centre + spread) * scale
    step = Decimal(1).scaleb(-digits)
    return (
        max(low, Decimal(0)).quantize(step, ROUND_HALF_UP),
        min(high, Decimal(100)).quantize(step, ROUND_HALF_UP),
    )


@dataclass(frozen=True)
class Histogram:
    """How many chose each step of a scale, and how many chose none.

    The scale has five steps unless the counts say otherwise; groups asked on scales
    of different length cannot be pooled (`ValueError`).
    """

    counts: tuple[int, ...] = (0, 0, 0, 0, 0)
    unknown: int = 0
    blank: int = 0

    def __add__(self, other: "Histogram") -> "Histogram":
        """Pool two groups."""
        counts = tuple(a + b for a, b in zip(self.counts, other.counts, strict=True))
        return Histogram(counts, self.unknown + other.unknown, self.blank + other.blank)

    @property
    def steps(self) -> Iterator[tuple[int, int]]:
        """Each step with how many chose it."""
        return enumerate(self.counts, start=1)

    @property
    def midpoint(self) -> Fraction:
        """The middle of the scale: 3 of 1 to 5."""
        return Fraction(1 + len(self.counts), 2)

    @property
    def wing(self) -> int:
        """How many steps count as positive, and how many as negative: two of five."""
        return len(self.counts) // 2

    @cached_property
    def valid(self) -> int:
        """How many answered with a step of the scale."""
        return sum(self.counts)

    @property
    def completed(self) -> int:
        """How many sent the questionnaire, whatever they said here."""
        return self.valid + self.unknown + self.blank

    @cached_property
    def mean(self) -> Fraction | None:
        """The exact mean of the valid answers."""
        return mean_of(dict(self.steps))

    def mean_interval(self) -> tuple[float, float] | None:
        """Return a 95 % interval of the mean by Student's t, within the scale."""
        return mean_interval(dict(self.steps), most=len(self.counts))

    @property
    def top2(self) -> Share:
        """The positive steps (two of five), of the valid answers."""
        return Share(sum(self.counts[-self.wing :]), self.valid)

    @property
    def bottom2(self) -> Share:
        """The negative steps (two of five), of the valid answers."""
        return Share(sum(self.counts[: self.wing]), self.valid)

    @property
    def top2_of_completed(self) -> Share:
        """The positive steps, of everyone who sent the questionnaire."""
        return Share(sum(self.counts[-self.wing :]), self.completed)


def mean_of(scores: Mapping[Fraction, int] | Mapping[int, int]) -> Fraction | None:
    """Return the exact mean of scores, each with how many have it."""
    n = sum(scores.values())
    return Fraction(sum(s * m for s, m in scores.items()), n) if n else None


def mean_interval(
    scores: Mapping[Fraction, int] | Mapping[int, int], *, most: int
) -> tuple[float, float] | None:
    """Return a 95 % interval of the mean by Student's t, between 1 and `most`."""
    n, mean = sum(scores.values()), mean_of(scores)
    if mean is None or n == 1:
        return None
    total = sum(s * m for s, m in scores.items())
    # n times the squares of how far each lies from the mean, in whole numbers
    squares = n * sum(s * s * m for s, m in scores.items()) - total * total
    freedom = n - 1
    error = float(squares / (n * n * freedom)) ** 0.5
    width = error * (T[freedom - 1] if freedom <= len(T) else float(Z))
    middle = float(mean)
    return max(1.0, middle - width), min(float(most), middle + width)


def gap(ours: Fraction, theirs: Fraction) -> Decimal:
    """Return the difference of two exact means, rounded once."""
    return half_up(ours - theirs)


def median(values: Sequence[int]) -> Fraction | None:
    """Return the middle value, or the mean of the two in the middle."""
    ordered = sorted(values)
    if not ordered:
        return None
    half = len(ordered) // 2
    return Fraction(ordered[half] + ordered[~half], 2)


def median_interval(values: Sequence[int]) -> tuple[int, int] | None:
    """Return an interval that holds the median with at least 95 % certainty.

    The ends are two of the values themselves, as far in as the binomial distribution
    allows: the chance that so few of n values lie on one side of the median is that of
    n tosses of a coin. Nothing is assumed about how the values are spread; ties make it
    only safer. Below six values there is none. After W. J. Conover, Practical
    Nonparametric Statistics, 3rd edition, section 3.2.
    """
    n, ordered = len(values), sorted(values)
    rank, beyond, ways, bound = 0, 0, 1, 2**n
    # both tails together at most 5 %: 2 * beyond / 2**n <= 1 / 20
    while rank < n and (beyond + ways) * 40 <= bound:
        beyond += ways
        ways = ways * (n - rank) // (rank + 1)
        rank += 1
    return (ordered[rank - 1], ordered[n - rank]) if rank else None


def percentile(values: Sequence[int], percent: int) -> int | None:
    """Return the smallest value that at least so many per cent do not exceed."""
    ordered = sorted(values)
    if not ordered:
        return None
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(rank, 1) - 1]
