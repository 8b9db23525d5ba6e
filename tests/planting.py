"""Breakages, planted by the promise they break; each promise must find its own."""

import pytest

from coordination.invariants import registered


def each_of(breakages):
    """Return the breakages of {promise: {name: SQL}} as parameters of a test."""
    return [
        pytest.param(promise, sql, id=name)
        for promise, planted in breakages.items()
        for name, sql in planted.items()
    ]


def found(promise):
    """Return the breakages that the promise's own scan finds, whatever others do."""
    (one,) = [each for each in registered() if each.promise == promise]
    return list(one.scan())
