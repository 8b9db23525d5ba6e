"""Other towns that would be published just the same, by hand."""

from collections import Counter

from feedback.analytics.exchange import Town
from feedback.analytics.suppression import Group, Limits
from feedback.answer.counting import ANSWERED, INVITED, RESPONSE
from feedback.answer.hiding import Tables
from feedback.answer.leaning import lean
from feedback.answer.pile import DOUBTFUL, NOT_REACHED, SILENT, parts_of


def on(giver, receiver):
    return ("giver", giver), ("receiver", receiver)


SAID = {
    on(1, 8): {"5": 3},
    on(2, 8): {"5": 4, "1": 1},
    on(2, 9): {"1": 6},
    on(3, 9): {"5": 9},
}


def test_only_where_both_are_hidden_could_somebody_be_elsewhere():
    town = Town(SAID, {("giver", 1), ("giver", 2)})
    assert town.room(("giver", 1)) == {"5": 4, "1": 1}, "those who met 8, not 9"
    assert town.room(("giver", 2)) == {"5": 3}
    assert town.room(("giver", 3)) == {}
    assert Town(SAID, {("giver", 1)}).room(("giver", 1)) == {}


def test_hidden_receivers_open_more():
    town = Town(SAID, {("giver", 1), ("giver", 2), ("receiver", 8), ("receiver", 9)})
    assert town.room(("giver", 1)) == {"5": 4, "1": 7}


def test_what_a_small_row_said_is_open_when_somebody_like_them_said_the_other_thing():
    row = ("giver", 1)
    assert Town(SAID, {row, ("giver", 2)}).unsettled(row, lean) == {"up", "down"}
    assert Town(SAID, {row}).unsettled(row, lean) == set()
    agreed = SAID | {on(2, 8): {"5": 4, "4": 2}}
    assert Town(agreed, {row, ("giver", 2)}).unsettled(row, lean) == set()


def table(rows):
    """Return a table by one dimension of which the total is known."""
    places = {
        item: {(row,): parts_of(said, item) for row, said in rows.items()}
        for item in (RESPONSE, "coherent")
    }
    groups = {
        RESPONSE: {
            row: Group(said[RESPONSE][INVITED], said[RESPONSE][ANSWERED])
            for row, said in rows.items()
        },
        "coherent": {
            row: Group(
                said[RESPONSE][INVITED],
                said["coherent"].total(),
                said["coherent"]["5"],
            )
            for row, said in rows.items()
        },
    }
    return Tables(places, groups, lambda _item, anyway: anyway, Limits())


def row(answers, up, down, asked=40):
    return {
        RESPONSE: Counter({INVITED: asked, ANSWERED: answers}),
        "coherent": Counter({"5": up, "1": down}),
    }


def test_rows_are_hidden_until_five_others_could_be_in_a_small_one():
    small, others = ("place", "a"), {("place", "b"): row(9, 5, 4)}
    others[("place", "c")] = row(30, 20, 10)
    tables = table({small: row(3, 2, 1), **others})
    start = {small}
    assert tables.one_more(RESPONSE, start) == ("place", "b")
    assert tables.one_more(RESPONSE, start | {("place", "b")}) is None


def test_the_one_that_helps_is_hidden_not_the_smallest():
    """b said the same as a, so that only c keeps a's answers a secret."""
    tables = table(
        {
            ("place", "a"): row(6, 6, 0),
            ("place", "b"): row(11, 11, 0),
            ("place", "c"): row(30, 20, 10),
        }
    )
    assert tables.one_more("coherent", {("place", "a")}) == ("place", "c")


def test_what_the_total_tells_of_everybody_hides_nobody():
    tables = table({("place", "a"): row(6, 6, 0), ("place", "b"): row(11, 11, 0)})
    assert tables.one_more("coherent", {("place", "a")}) is None


def test_the_silent_are_people_too():
    silent = {ANSWERED: 3, SILENT: 37, NOT_REACHED: 0, DOUBTFUL: 0}
    assert parts_of(row(3, 2, 1), RESPONSE) == silent
