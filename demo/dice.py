"""Chance that falls the same way every time."""

import random
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


class Dice(random.Random):
    """Throws that can be repeated; for made-up data, never for secrets."""

    def chance(self, share: float) -> bool:
        """Say yes in this share of all throws."""
        return self.random() < share

    def pick(self, weights: Mapping[T, float]) -> T:
        """Return one of the keys, each as often as its weight says."""
        return self.choices(list(weights), list(weights.values()))[0]
