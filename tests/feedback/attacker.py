"""Somebody who adds and subtracts published figures, with exact fractions."""

from fractions import Fraction


class System:
    """Published sums of unknown counts, none of which is below nought."""

    def __init__(self, unknowns):
        self.column = {name: i for i, name in enumerate(unknowns)}
        self.rows = []

    def learn(self, names, total):
        row = [Fraction(0)] * len(self.column) + [Fraction(total)]
        for name in names:
            row[self.column[name]] += 1
        self.rows.append(row)

    def range(self, names):
        """Return the least and the most a sum of unknowns can be."""
        wanted = [Fraction(0)] * len(self.column)
        for name in names:
            wanted[self.column[name]] += 1
        most = self._most(wanted)
        least = self._most([-w for w in wanted])
        return -least, most

    def _most(self, wanted):
        """Two-phase simplex with Bland's rule; None stands for no upper bound."""
        table, basis = self._start()
        width = len(self.column)
        cost = [*wanted, Fraction(0)]
        for row, at in zip(table, basis, strict=True):
            if cost[at]:
                factor = cost[at]
                cost = [c - factor * r for c, r in zip(cost, row, strict=True)]
        while True:
            enter = next((j for j in range(width) if cost[j] > 0), None)
            if enter is None:
                return -cost[-1]
            rows = [i for i, row in enumerate(table) if row[enter] > 0]
            if not rows:
                raise AssertionError("unbounded")
            leave = min(rows, key=lambda i: (table[i][-1] / table[i][enter], basis[i]))
            cost = pivot(table, basis, leave, enter, cost)

    def _start(self):
        if not hasattr(self, "_basis"):
            self._basis = self._feasible()
        table, basis = self._basis
        return [list(row) for row in table], list(basis)

    def _feasible(self):
        width, height = len(self.column), len(self.rows)
        table = [
            [*row[:-1], *(Fraction(i == j) for j in range(height)), row[-1]]
            for i, row in enumerate(self.rows)
        ]
        basis = [width + i for i in range(height)]
        cost = [sum(row[j] for row in table) for j in range(width)]
        cost += [Fraction(0)] * height + [sum(row[-1] for row in table)]
        while True:
            enter = next((j for j in range(width) if cost[j] > 0), None)
            if enter is None:
                break
            rows = [i for i, row in enumerate(table) if row[enter] > 0]
            leave = min(rows, key=lambda i: (table[i][-1] / table[i][enter], basis[i]))
            cost = pivot(table, basis, leave, enter, cost)
        assert cost[-1] == 0, "the published figures contradict each other"
        keep = []
        for i in range(height):
            if basis[i] >= width:
                enter = next((j for j in range(width) if table[i][j]), None)
                if enter is None:
                    continue
                pivot(table, basis, i, enter, None)
            keep.append(i)
        rows = [table[i][:width] + table[i][-1:] for i in keep]
        return rows, [basis[i] for i in keep]


def pivot(table, basis, leave, enter, cost):
    lead = table[leave]
    by = lead[enter]
    table[leave] = lead = [value / by for value in lead]
    for i, row in enumerate(table):
        if i != leave and row[enter]:
            factor = row[enter]
            table[i] = [v - factor * w for v, w in zip(row, lead, strict=True)]
    basis[leave] = enter
    if cost is not None and cost[enter]:
        factor = cost[enter]
        cost = [c - factor * w for c, w in zip(cost, lead, strict=True)]
    return cost
