"""What may be shown: small groups are hidden, and enough others with them.

A group is shown when at least ten were invited and five answered (a municipality may
ask for more, never for less), and when a group of fewer than ten does not all lean
the same way. So that nothing hidden comes back by subtraction, every sum that can be
computed over a hidden cell must hold at least five answers *besides* that cell's own.

The tables share their totals. Months never hide anything: a month with too few
answers waits and is counted together with the next one. So the total of a quarter is
known, and the tables by giver and by receiver are protected against each other, also
for a reader who knows which departments handed over to which.
"""

from collections.abc import Container, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from feedback.analytics.network import Arc, Node, Weighed, light_group
from feedback.analytics.statistics import Histogram

K = TypeVar("K", bound=Hashable)
FLOOR = 5
# without the number invited a group must be this large; below it, one-sided groups
# are hidden, because then everybody's answer is known
SMALL = 10
GROUND = "ground"


@dataclass(frozen=True)
class Limits:
    """The smallest groups a municipality shows; five is the least anyone may choose."""

    invited: int = 10
    answers: int = FLOOR

    def __post_init__(self) -> None:
        if min(self.invited, self.answers) < FLOOR:
            raise ValueError("Groups of fewer than five are never shown.")


class Group(NamedTuple):
    """What decides whether a cell may be shown."""

    invited: int | None
    answers: int
    positive: int | None = None

    @classmethod
    def of(cls, invited: int | None, item: Histogram) -> "Group":
        """Weigh the answers to one item."""
        return cls(invited, item.valid, item.top2.count)

    @property
    def one_sided(self) -> bool:
        """Whether the figure tells what everybody in a small group answered."""
        return self.answers < SMALL and self.positive in (0, self.answers)

    @property
    def asked(self) -> int:
        """The invited, or where nobody counted them, those who answered."""
        return self.answers if self.invited is None else self.invited


def publishable(group: Group, limits: Limits) -> bool:
    """Say whether a group is large enough to be shown by itself."""
    if group.one_sided:
        return False
    if group.invited is None:
        return group.answers >= max(SMALL, limits.answers)
    return group.invited >= limits.invited and group.answers >= limits.answers


class Cell(NamedTuple):
    """A count and the two sums it takes part in."""

    arc: Arc
    group: Group


def hide(
    table: Mapping[K, Group], limits: Limits, *, hidden: Iterable[K] = ()
) -> set[K]:
    """Return the rows to hide in a table whose total is known."""
    cells = {key: Cell(Arc("total", GROUND), group) for key, group in table.items()}
    return protect(cells, limits, hidden=hidden)


Path = tuple[int, int]
Side = tuple[str, int]


def arc_of_side(side: tuple[str, object]) -> Arc:
    """Place a department between the quarter's total and its own paths."""
    return Arc("given", side) if side[0] == "giver" else Arc(side, "received")


def arc_of_path(path: Path) -> Arc:
    """Place a path between its giver and its receiver."""
    return Arc(("giver", path[0]), ("receiver", path[1]))


def hide_sides(
    paths: Mapping[Path, Group],
    limits: Limits,
    *,
    sides: Mapping[Side, Group],
    hidden: Iterable[Side] = (),
) -> set[Side]:
    """Return the givers and receivers to hide, both tables being published.

    `paths` holds the handovers from giver to receiver. It is not published, but which
    paths were used is no secret in a town hall, and with that the two tables say
    something about a single path.
    """
    cells = {side: Cell(arc_of_side(side), group) for side, group in sides.items()}
    inner = [Cell(arc_of_path(path), group) for path, group in paths.items()]
    found = protect(cells, limits, hidden=hidden, inner=inner)
    return {side for side in sides if side in found}


def protect(
    cells: Mapping[K, Cell],
    limits: Limits,
    *,
    hidden: Iterable[K] = (),
    inner: Iterable[Cell] = (),
) -> set[K]:
    """Return the cells to hide so that no sum over too few can be computed.

    `hidden` are hidden anyway, `inner` are counts that are never published. The
    smallest cell that helps is hidden first. When everything is hidden nothing is
    published, which is always safe.
    """
    unknown = {
        key for key, cell in cells.items() if not publishable(cell.group, limits)
    }
    unknown |= set(hidden)
    inner = list(inner)
    while len(unknown) < len(cells):
        weak = first_weak([cells[key] for key in unknown], inner, limits)
        if weak is None:
            return unknown
        unknown.add(smallest_helping(cells, unknown, weak))
    return unknown


def smallest_helping(
    cells: Mapping[K, Cell], unknown: Container[K], weak: frozenset[Node]
) -> K:
    """Return the smallest shown cell that makes a weak group larger when hidden."""
    shown = [key for key in cells if key not in unknown]
    helping = [key for key in shown if cells[key].arc.crosses(weak)]
    return min(helping or shown, key=lambda k: (cells[k].group.answers, str(k)))


def first_weak(
    shielded: list[Cell], inner: list[Cell], limits: Limits
) -> frozenset[Node] | None:
    """Return the inside of a computable group that is too small, if there is one."""
    everything = shielded + inner
    answers = [Weighed(cell.arc, cell.group.answers) for cell in everything]
    asked = [Weighed(cell.arc, cell.group.asked) for cell in everything]
    for cell in shielded:
        if publishable(cell.group, limits):
            continue
        enough = cell.group.answers + limits.answers
        weak = light_group(answers, cell.arc, enough)
        weak = weak or light_group(asked, cell.arc, limits.invited)
        if weak:
            return weak
    return lopsided_sum(everything)


def lopsided_sum(unknown: list[Cell]) -> frozenset[Node] | None:
    """Return a published sum over unknown cells that shows what all of them said.

    A large sum may show it of itself, and not of a small cell that is hidden in it.
    """
    leaving: dict[Node, list[Group]] = {}
    entering: dict[Node, list[Group]] = {}
    for cell in unknown:
        leaving.setdefault(cell.arc.tail, []).append(cell.group)
        entering.setdefault(cell.arc.head, []).append(cell.group)
    for node in leaving.keys() ^ entering.keys() - {GROUND}:
        groups = leaving.get(node) or entering[node]
        if any(group.positive is None for group in groups):
            continue
        positive = sum(group.positive or 0 for group in groups)
        together = Group(None, sum(g.answers for g in groups), positive)
        alike = together.positive in (0, together.answers)
        secret = any(group.one_sided and group.answers for group in groups)
        if together.one_sided or (alike and secret):
            return frozenset({node})
    return None
