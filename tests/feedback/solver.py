"""Somebody with every published figure and a solver (HiGHS), who wants hidden ones."""

import math

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

NEAR = 1e-6


class Unknowns:
    """How many people there are of each kind, known only through published sums.

    A kind is a row of a table together with everything a person ticked, so that every
    published figure is a sum of kinds, and what is known of one table helps with the
    others. No number of people is below nought, and none is a fraction.
    """

    def __init__(self, kinds):
        self.kinds = list(kinds)
        self.place = {kind: i for i, kind in enumerate(self.kinds)}
        self.sums = {}

    def learn(self, wanted, total):
        """Note that there are so many people of the kinds that are wanted."""
        row = tuple(i for i, kind in enumerate(self.kinds) if wanted(kind))
        assert self.sums.setdefault(row, total) == total, "the figures contradict"

    def settles(self, wanted):
        """Whether it is known how many people there are of some kinds."""
        least, most = self.bounds(wanted)
        return least == most

    def bounds(self, wanted):
        """Return the least and the most people there can be of some kinds."""
        aim = np.array([1.0 if wanted(kind) else 0.0 for kind in self.kinds])
        if not aim.any():
            return 0, 0
        least = math.ceil(self._solve(aim) - NEAR)
        most = math.floor(-self._solve(-aim) + NEAR)
        return least, most

    def _solve(self, aim):
        rows = [row for row in self.sums if row]
        at = [(i, j) for i, row in enumerate(rows) for j in row]
        ones = np.ones(len(at))
        places = tuple(zip(*at, strict=True)) if at else ((), ())
        matrix = csr_matrix((ones, places), shape=(len(rows), len(self.kinds)))
        totals = [self.sums[row] for row in rows]
        found = linprog(aim, A_eq=matrix, b_eq=totals, method="highs")
        if found.status == 3:  # without bound
            return -math.inf
        assert found.status == 0, found.message
        return found.fun
