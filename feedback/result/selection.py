"""What of a round a leader has chosen to look at: one dimension, one benchmark."""

from collections.abc import Mapping
from dataclasses import dataclass

from feedback.benchmark.models import Benchmark
from feedback.round.models import Round
from feedback.round.report import dimensions_of


@dataclass(frozen=True)
class Selection:
    """One dimension and one benchmark, and those that could have been chosen."""

    by: str
    benchmark: Benchmark | None
    dimensions: list[str]
    benchmarks: list[Benchmark]

    @classmethod
    def of(cls, asked: Mapping[str, str], held: Round) -> "Selection":
        """Return what was asked for; what is unknown becomes what is usual."""
        dimensions = dimensions_of(held)
        found = list(Benchmark.objects.for_instrument(held.instrument))
        wanted = asked.get("benchmark", "")
        chosen = {str(each.pk): each for each in found}
        newest = found[0] if found and not wanted else None
        by = asked.get("by", "")
        return cls(
            by=by if by in dimensions else next(iter(dimensions), ""),
            benchmark=chosen.get(wanted, newest),
            dimensions=dimensions,
            benchmarks=found,
        )
