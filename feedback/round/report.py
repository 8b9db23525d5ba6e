"""The figures of a round, each with its denominator, computed on exact fractions."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q

from feedback.analytics.statistics import (
    Histogram,
    Share,
    half_up,
    mean_interval,
    mean_of,
)
from feedback.answer import helped
from feedback.answer.counting import ANSWERED, INVITED, RESPONSE, TOTAL, histogram
from feedback.answer.sheet import HIDDEN
from feedback.instrument.catalogue import Item
from feedback.instrument.scale import BLANK, UNKNOWN, Kind
from feedback.invitation.models import Invitation
from feedback.round.benchmark import Comparison, Measured
from feedback.round.models import Round
from feedback.round.reading import THEME

State = Invitation.State
Told = dict[str, Any]
# item → category → n, or None where it is hidden
Cells = dict[str, Counter[str] | None]


def tell_round(
    held: Round, *, by: str = "", benchmark: Comparison | None = None
) -> Told:
    """Return the round's published figures, and those of each group of one dimension.

    A share is {count, of, denominator, percent, percent_0, wilson_95}: the number as
    precise as its denominator deserves, then without decimals. `denominator` names of
    whom: "invited", "completed" (who sent the questionnaire) or "valid" (who ticked a
    step or a choice). `mean_95` is Student's interval of the mean. A hidden figure is
    {"hidden": true} and says nothing more.
    """
    groups = cells_of(held)
    asked = held.asked
    total = groups.get((TOTAL, ""), {})
    told: Told = {
        "round": held.name,
        "instrument": held.instrument,
        "title": asked.title,
        "since": held.since.isoformat(),
        "until": held.until.isoformat(),
        "response": tell_response(total.get(RESPONSE)),
        "items": tell_items(held, total, benchmark),
    }
    if "hidden" not in told["response"]:
        told["response"] |= tell_asking(held)
    if asked.themes:
        told["themes"] = tell_themes(held, total, benchmark)
    if benchmark:
        told["benchmark"] = benchmark.title
    if by:
        told["by"] = by
        told["groups"] = [
            tell_group(held, items, benchmark, place=(dimension, value))
            for (dimension, value), items in sorted(groups.items())
            if dimension == by
        ]
    return told


def tell_group(
    held: Round, cells: Cells, benchmark: Comparison | None, *, place: tuple[str, str]
) -> Told:
    """Return one group's figures."""
    told: Told = {
        "value": place[1],
        "response": tell_response(cells.get(RESPONSE)),
        "items": tell_items(held, cells, benchmark, place=place),
    }
    if held.asked.themes:
        told["themes"] = tell_themes(held, cells, benchmark, place=place)
    return told


def dimensions_of(held: Round) -> list[str]:
    """Return by what the round is broken down."""
    found = held.counts.exclude(dimension=TOTAL).values_list("dimension", flat=True)
    return sorted(set(found.distinct()))


def cells_of(held: Round) -> dict[tuple[str, str], Cells]:
    """Return the published counts by dimension, value and item."""
    found: dict[tuple[str, str], Cells] = {}
    for count in held.counts.all():
        items = found.setdefault((count.dimension, count.value), {})
        if count.category == HIDDEN:
            items[count.item] = None
            continue
        counts = items.setdefault(count.item, Counter())
        if counts is not None:
            counts[count.category] = count.n
    return found


def tell_response(counts: Counter[str] | None) -> Told:
    """Return who was asked and who answered; the rate where the invited are known."""
    if counts is None:
        return {"hidden": True}
    told: Told = {"completed": counts[ANSWERED]}
    if INVITED in counts:
        rate = Share(counts[ANSWERED], counts[INVITED])
        told |= {"invited": counts[INVITED], "rate": tell_share(rate, "invited")}
    return told


def tell_asking(held: Round) -> Told:
    """Return what became of those who were invited; nothing where others asked."""
    if held.walk_ins or not held.draw:
        return {}
    asked = held.invitations.exclude(sent_at=None)
    return asked.aggregate(
        sent=Count("pk", filter=Q(went_out=True)),
        bounced=Count("pk", filter=Q(state=State.BOUNCED)),
        declined=Count("pk", filter=Q(state=State.DECLINED)),
        opted_out=Count("pk", filter=Q(state=State.OPTED_OUT)),
    )


def tell_items(
    held: Round,
    cells: Cells,
    benchmark: Comparison | None,
    *,
    place: tuple[str, str] = (TOTAL, ""),
) -> list[Told]:
    """Return what was answered to each item that the round has answers to."""
    told = []
    for item in (*held.items, helped.ITEM):
        if item.code not in cells:
            continue
        counts = cells[item.code]
        row: Told = {"item": item.code, "label": item.label, "theme": item.theme}
        if counts is None:
            row["hidden"] = True
        elif item.scale.kind == Kind.STEPS:
            theirs = benchmark.of(item.code, *place) if benchmark else None
            row |= tell_steps(histogram(counts, steps=item.scale.steps), theirs)
        else:
            row |= tell_choices(counts, item)
        told.append(row)
    return told


def tell_steps(found: Histogram, theirs: Measured | None) -> Told:
    """Return an item's mean and shares, and how far it is from the benchmark."""
    missing = found.unknown + found.blank
    middle = found.counts[found.wing : len(found.counts) - found.wing]
    told: Told = {
        "completed": found.completed,
        "valid": found.valid,
        "unknown": found.unknown,
        "blank": found.blank,
        "counts": {str(step): n for step, n in found.steps},
        **tell_mean(found.mean, found.midpoint, theirs),
        "mean_95": ends(found.mean_interval()),
    }
    for name, n in (
        ("top", found.top2.count),
        ("middle", sum(middle)),
        ("bottom", found.bottom2.count),
    ):
        told[name] = {
            "of_valid": tell_share(Share(n, found.valid), "valid"),
            "of_completed": tell_share(Share(n, found.completed), "completed"),
        }
    told["unknown_or_blank"] = tell_share(Share(missing, found.completed), "completed")
    return told


def tell_mean(
    mean: Fraction | None, midpoint: Fraction, theirs: Measured | None
) -> Told:
    """Return a mean with two decimals, half up, and the gap of the unrounded means."""
    told: Told = {"mean": text(mean), "midpoint": text(midpoint)}
    if mean is not None:
        told["below_midpoint"] = mean < midpoint
    if mean is not None and theirs is not None:
        told["benchmark"] = {
            "mean": text(theirs.mean),
            "n": theirs.n,
            "gap": str(half_up(mean - theirs.mean)),
            "gap_of_rounded_means": str(half_up(mean) - half_up(theirs.mean)),
            "below_midpoint": theirs.mean < midpoint,
        }
    return told


def tell_choices(counts: Counter[str], item: Item) -> Told:
    """Return how many chose each of several things."""
    missing = counts[UNKNOWN] + counts[BLANK]
    completed = counts.total()
    valid = completed - missing
    return {
        "completed": completed,
        "valid": valid,
        "unknown": counts[UNKNOWN],
        "blank": counts[BLANK],
        "choices": [
            {
                "choice": choice.value,
                "label": choice.text,
                "of_valid": tell_share(Share(counts[choice.value], valid), "valid"),
                "of_completed": tell_share(
                    Share(counts[choice.value], completed), "completed"
                ),
            }
            for choice in item.scale.choices
            if choice.value != UNKNOWN
        ],
        "unknown_or_blank": tell_share(Share(missing, completed), "completed"),
    }


def tell_themes(
    held: Round,
    cells: Cells,
    benchmark: Comparison | None,
    *,
    place: tuple[str, str] = (TOTAL, ""),
) -> list[Told]:
    """Return each theme's score: the mean of the persons' own means."""
    told = []
    for theme in held.asked.themes:
        parts = [i for i in held.items if i.theme == theme.code and i.scale.steps]
        if not parts:
            continue
        row: Told = {"theme": theme.code, "label": theme.text}
        alone = len(parts) == 1
        code = parts[0].code if alone else THEME + theme.code
        if code not in cells:
            continue
        counts = cells[code]
        if counts is None:
            told.append(row | {"hidden": True})
            continue
        scores = {
            Fraction(s): n for s, n in counts.items() if s not in {BLANK, UNKNOWN}
        }
        n = sum(scores.values())
        most = parts[0].scale.steps
        theirs = benchmark.of(code, *place) if benchmark else None
        row |= {"n": n, **tell_mean(mean_of(scores), Fraction(1 + most, 2), theirs)}
        told.append(row | {"mean_95": ends(mean_interval(scores, most=most))})
    return told


def tell_share(share: Share, denominator: str) -> Told:
    """Return a share with its denominator named; see `tell_round`."""
    within = share.interval()
    return {
        "count": share.count,
        "of": share.of,
        "denominator": denominator,
        "percent": decimal(share.percent()),
        "percent_0": decimal(share.percent(0)),
        "percent_1": decimal(share.percent(1)),
        "wilson_95": [str(end) for end in within] if within else None,
    }


def ends(interval: tuple[float, float] | None) -> list[str] | None:
    """Write the 95 % interval of a mean; of one answer there is none."""
    return interval and [str(half_up(Fraction(end))) for end in interval]


def text(value: Fraction | None) -> str | None:
    """Write a mean with two decimals, half up."""
    return None if value is None else str(half_up(value))


def decimal(value: Decimal | None) -> str | None:
    """Write a rounded figure as it stands."""
    return None if value is None else str(value)
