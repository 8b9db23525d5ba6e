"""PostgreSQL and Valkey on this machine, for the demo, the tests and the benchmarks."""


class CannotStart(Exception):
    """Why the servers do not start, in a sentence that says what to do."""
