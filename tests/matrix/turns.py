"""What `make test` tries of a large matrix, all of which `make prove` tries."""

from tests.environment import proving


def in_turn(things, turn, *, of=7):
    """Return every seventh thing, beginning elsewhere at each turn; all when proving.

    So each row of a matrix meets some of its columns, and each column some rows.
    """
    things = list(things)
    if proving():
        return things
    return things[turn % of :: of]
