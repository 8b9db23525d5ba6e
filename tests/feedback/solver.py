"""Somebody with every published figure and a solver (HiGHS), who wants hidden ones."""

import math

import numpy as np
from scipy.optimize import LinearConstraint, milp
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
        self.sums = {}
        self.facts = []
        self._problem = None
        self._towns = []

    def learn(self, wanted, total):
        """Note that there are so many people of the kinds that are wanted."""
        row = tuple(i for i, kind in enumerate(self.kinds) if wanted(kind))
        if row not in self.sums:
            self.note(dict.fromkeys(row, 1), total, total)
        assert self.sums.setdefault(row, total) == total, "the figures contradict"

    def learn_sum(self, weigh, least, most):
        """Note between what a weighed sum lies: a mean is one, rounded."""
        weights = {i: weigh(kind) for i, kind in enumerate(self.kinds)}
        self.note({i: weight for i, weight in weights.items() if weight}, least, most)

    def learn_alike(self, wanted, others):
        """Note that there are as many people of some kinds as of others."""
        weights = {i: wanted(kind) - others(kind) for i, kind in enumerate(self.kinds)}
        self.note({i: weight for i, weight in weights.items() if weight}, 0, 0)

    def note(self, weights, least, most):
        fact = weights, least, most
        if weights and fact not in self.facts:
            self.facts.append(fact)
            self._problem = None
            self._towns = []

    def settles(self, wanted):
        """Whether it is known how many people there are of some kinds."""
        return not self.leaves_open(wanted, most=0, apart=1)

    def leaves_open(self, wanted, *, most, apart):
        """Whether there can be so many people of some kinds, and so many fewer.

        Each answer of the solver is a town that shows the same, and they often say it
        without another one.
        """
        aim = self._aim(wanted)
        found = [float(aim @ town) for town in self._towns]
        if found:
            least, top = math.ceil(min(found) - NEAR), math.floor(max(found) + NEAR)
            if top >= most and top - least >= apart:
                return True
        least, top = self.bounds(wanted)
        return top >= most and top - least >= apart

    def bounds(self, wanted):
        """Return the least and the most people there can be of some kinds."""
        aim = self._aim(wanted)
        if not aim.any():
            return 0, 0
        most = -self._solve(-aim)
        least = math.ceil(self._solve(aim) - NEAR)
        return least, most if math.isinf(most) else math.floor(most + NEAR)

    def _aim(self, wanted):
        return np.array([1.0 if wanted(kind) else 0.0 for kind in self.kinds])

    def _solve(self, aim):
        found = milp(aim, constraints=self._constraints())
        if found.status == 3:  # without bound
            return -math.inf
        assert found.status == 0, found.message
        self._towns.append(found.x)
        return found.fun

    def _constraints(self):
        if self._problem is None:
            at = [(i, j) for i, (each, *_) in enumerate(self.facts) for j in each]
            values = [each[j] for each, *_ in self.facts for j in each]
            places = tuple(zip(*at, strict=True)) if at else ((), ())
            shape = len(self.facts), len(self.kinds)
            matrix = csr_matrix((values, places), shape=shape, dtype=float)
            ends = [(low, high) for _weights, low, high in self.facts]
            least, most = zip(*ends, strict=True)
            self._problem = LinearConstraint(matrix, least, most)
        return self._problem
