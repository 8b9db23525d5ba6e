"""Who on a small path could as well have been on another one, by hand."""

from collections import Counter
from datetime import date

from feedback.analytics.streets import Room, Streets
from feedback.analytics.suppression import Limits
from feedback.answer.counting import (
    ANSWERED,
    BOUNCED,
    INVITED,
    NOT_SENT,
    PATH,
    RESPONSE,
)
from feedback.answer.pile import path_groups
from feedback.answer.publishing import fill_quarter
from feedback.answer.sheet import HIDDEN, Sheet
from feedback.answer.small_paths import People, SmallPaths

LIMITS = Limits()
DAY = date(2026, 3, 1)
# 1 and 2 hand over to 8 and 9
AROUND = [(1, 8), (1, 9), (2, 8), (2, 9)]
ALIKE = {(1, 8): 1, (1, 9): 2, (2, 8): 3}


def test_people_who_said_the_same_change_places_all_around():
    """From 1 to 8 come as many as go from 1 to 9 and from 2 to 8."""
    town = Streets(AROUND, set())
    assert town.room((1, 8), ALIKE, 10) == Room(more=2, fewer=0)
    assert town.room((2, 9), ALIKE, 10) == Room(more=2, fewer=0)
    assert town.room((2, 8), ALIKE, 10) == Room(more=0, fewer=2), "1>9 gives way"
    assert town.room((1, 8), ALIKE, 1).more == 1, "no more is asked for"


def test_hidden_departments_let_more_through():
    givers = {("giver", 1), ("giver", 2)}
    town = Streets(AROUND, givers)
    assert town.room((1, 8), ALIKE, 10) == Room(more=3, fewer=1)
    assert Streets(AROUND, {("giver", 1)}).room((1, 8), ALIKE, 10).more == 2


def test_a_path_that_is_shown_lets_nobody_through():
    town = Streets([(1, 8), (1, 9), (2, 9)], set())
    assert town.room((1, 8), ALIKE, 10) == Room(more=0, fewer=0)


def test_what_two_people_said_goes_around():
    """One on 1>8 who said yes may have said no if three others fit."""
    town = Streets(AROUND, set())
    yes, no = {(1, 8): 1, (2, 9): 1}, {(1, 9): 1, (2, 8): 1}
    assert town.trades((1, 8), yes, no)
    assert not town.trades((1, 8), no, yes), "nobody there said no"
    assert not town.trades((1, 8), yes, {(1, 9): 1})
    assert Streets(AROUND, {("giver", 1), ("giver", 2)}).trades((1, 8), yes, no)


def exposed(by_path, item=RESPONSE, hidden=()):
    """Whether a small path is known too well with some departments hidden."""
    found = SmallPaths(People.of(by_path), path_groups(by_path), LIMITS)
    return found.exposed(item, set(hidden)) is not None


def on_path(silent, *, not_sent=0, bounced=0, **said):
    answered = Counter(said["coherent"]).total()
    response = Counter({INVITED: silent + answered, ANSWERED: answered})
    response |= Counter({NOT_SENT: not_sent, BOUNCED: bounced})
    return {RESPONSE: response} | {q: Counter(n) for q, n in said.items()}


def test_a_small_path_is_safe_while_enough_others_could_be_on_it():
    by_path = {
        "1>8": on_path(1, coherent={"5": 1}),
        "1>9": on_path(9, coherent={"5": 6, "1": 3}),
        "2>8": on_path(9, coherent={"5": 6, "1": 3}),
        "2>9": on_path(9, coherent={"5": 6, "1": 3}),
    }
    assert not exposed(by_path)
    assert not exposed(by_path, "coherent")
    del by_path["2>8"]
    assert exposed(by_path), "nobody can change places"
    assert not exposed(by_path, hidden={("receiver", 8), ("receiver", 9)})


def test_what_became_of_an_invitation_tells_the_silent_apart():
    """Who came back undelivered cannot change places with whom nothing was sent to."""
    said = {"coherent": {"5": 3, "1": 1}}
    by_path = {
        "1>8": on_path(1, coherent={"5": 1}),
        "1>9": on_path(9, not_sent=9, **said),
        "2>8": on_path(9, not_sent=9, **said),
        "2>9": on_path(9, **said),
    }
    assert not exposed(by_path)
    by_path["1>9"] = on_path(9, not_sent=9, bounced=9, **said)
    assert exposed(by_path)
    by_path["1>9"] = on_path(9, bounced=9, **said)
    assert exposed(by_path), "it may have gone out before it came back"
    by_path["1>9"] = on_path(19, not_sent=10, bounced=1, **said)
    assert not exposed(by_path)


def test_the_question_that_leaves_the_least_room_counts():
    by_path = {
        value: on_path(9, coherent={step: n}, next_step={"5": n})
        for value, step, n in (
            ("1>8", "5", 1),
            ("1>9", "5", 9),
            ("2>8", "1", 9),
            ("2>9", "5", 9),
        )
    }
    assert exposed(by_path)
    for items in by_path.values():
        items["coherent"] = items["next_step"]
    assert not exposed(by_path)


def test_how_a_small_path_leans_is_open_only_if_somebody_could_differ():
    by_path = {
        "1>8": on_path(9, coherent={"5": 1}),
        "1>9": on_path(9, coherent={"5": 9}),
        "2>8": on_path(9, coherent={"5": 9}),
        "2>9": on_path(9, coherent={"1": 9}),
    }
    assert not exposed(by_path)
    assert exposed(by_path, "coherent"), "nobody there can have said 1"
    by_path["1>9"] = by_path["2>8"] = on_path(9, coherent={"5": 8, "1": 1})
    assert exposed(by_path, "coherent"), "nobody on 2>9 can have said 5"
    by_path["2>9"] = on_path(9, coherent={"5": 1, "1": 8})
    assert not exposed(by_path, "coherent")


def test_a_small_path_is_not_what_a_department_has_besides_another():
    """Everybody knows that only 1 and 2 give to 9: 9's answers less 2's are 1's."""
    by_path = {
        "1>9": on_path(3, coherent={"5": 2, "1": 1}),
        "2>9": on_path(9, coherent={"5": 6, "1": 3}),
        "3>8": on_path(20, coherent={"5": 10, "1": 10}),
        "3>7": on_path(20, coherent={"5": 10, "1": 10}),
        "4>7": on_path(20, coherent={"5": 10, "1": 10}),
        "4>8": on_path(20, coherent={"5": 10, "1": 10}),
        "1>7": on_path(9, coherent={"5": 3, "1": 3}),
    }
    sheet = Sheet("quarter", DAY, DAY, "handover-pulse-1")
    fill_quarter(sheet, {PATH: by_path}, LIMITS)
    hidden = {
        (count.dimension, count.value)
        for count in sheet.counts
        if count.category == HIDDEN and count.item == RESPONSE
    }
    assert hidden & {("giver", "2"), ("receiver", "9")}
    assert ("receiver", "8") not in hidden
