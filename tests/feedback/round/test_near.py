"""Two files of one round: nobody is found by subtracting what has been shown."""

from datetime import date

import pytest
from django.core.management import CommandError

from feedback.round import actions
from feedback.round.models import Round

CODES = ["dignified", "latest_meeting", "overall"]
MARCH = {"since": date(2026, 3, 1), "until": date(2026, 3, 31)}
APRIL = {"since": date(2026, 4, 1), "until": date(2026, 4, 30)}
# so many answers from each
FIRST = {"Nord": 20, "Syd": 20, "Vest": 20}


@pytest.fixture
def file(supplier):
    """Write so many answers from each department; the first so many are `spoilt`."""

    def write(sizes, *, spoilt=None):
        rows = [
            [place, 1 if n < (spoilt or {}).get(place, 0) else step, step, step]
            for place, size in sizes.items()
            for n in range(size)
            for step in [2 + 2 * (n % 2)]
        ]
        name = "-".join(f"{size}" for size in sizes.values())
        return supplier(["department", *CODES], rows, name=f"{name}{spoilt}.csv")

    return write


@pytest.fixture
def spring(file, bring_in):
    bring_in(file(FIRST), "dignity", "Forår", **MARCH)
    return Round.objects.get()


ONLY_ONE_GROUP_BY_TWO = {"Nord": 22, "Syd": 30, "Vest": 20}


@pytest.mark.parametrize("replace", [None, "Forår"])
def test_only_one_group_differs_by_two(spring, file, bring_in, replace):
    """All in all twelve are new, and of these two by themselves."""
    why = "“department: Nord” adskiller denne fil sig fra “Forår” med færre end 5"
    with pytest.raises(CommandError, match=why) as refused:
        bring_in(
            file(ONLY_ONE_GROUP_BY_TWO), "dignity", "Rettet", replace=replace, **MARCH
        )
    assert "lad den ellers stå" in str(refused.value)
    assert Round.objects.get().state == "closed"


@pytest.mark.parametrize(
    ("sizes", "spoilt"),
    [
        ({"Nord": 25, "Syd": 30, "Vest": 20}, None),
        (FIRST, {"Nord": 20, "Syd": 20, "Vest": 20}),
        (FIRST, {"Nord": 5}),
        (FIRST, None),
        ({"Nord": 20, "Syd": 20, "Vest": 20, "Øst": 12}, None),
    ],
)
def test_at_least_five_differ_in_each_group_that_does(
    spring, file, bring_in, sizes, spoilt
):
    bring_in(file(sizes, spoilt=spoilt), "dignity", "Rettet", replace="Forår", **MARCH)
    assert Round.objects.closed().get().name == "Rettet"


@pytest.mark.parametrize(
    ("sizes", "spoilt", "group"),
    [
        # as many, but two of them answered something else
        (FIRST, {"Nord": 2}, "department: Nord"),
        (FIRST, {"Nord": 2, "Syd": 8}, "department: Nord"),
        # six are new, and one is gone
        (
            {"Nord": 25, "Syd": 20, "Vest": 20},
            {"Nord": 20, "Syd": 1},
            "department: Syd",
        ),
        ({"Nord": 19, "Syd": 30, "Vest": 20}, None, "department: Nord"),
    ],
)
def test_fewer_do(spring, file, bring_in, sizes, spoilt, group):
    with pytest.raises(CommandError, match=f"{group}” adskiller"):
        bring_in(
            file(sizes, spoilt=spoilt), "dignity", "Rettet", replace="Forår", **MARCH
        )
    assert Round.objects.get().state == "closed"


@pytest.fixture
def told(supplier):
    """Write what each of so many people answers to every question."""

    def write(people, name):
        rows = [["Nord", *steps] for steps in people]
        return supplier(["department", *CODES], rows, name=f"{name}.csv")

    return write


ALIKE = [[4, 4, 4]] * 20


@pytest.mark.parametrize(
    "now",
    [
        # six answer something else to the last question, and one to the first
        [[1, 4, 4]] + [[4, 4, 2]] * 6 + [[4, 4, 4]] * 13,
        # one has left out the second, and six are new to the last
        [[4, "", 4]] + [[4, 4, 2]] * 6 + [[4, 4, 4]] * 13,
        # one is somebody else, and six answer something else to the last question
        [[1, 2, 5]] + [[4, 4, 2]] * 6 + [[4, 4, 4]] * 13,
        # six more people, and one of the old ones answers something else
        [[1, 4, 4]] + [[4, 4, 4]] * 19 + [[5, 5, 5]] * 6,
    ],
)
def test_many_in_one_question_hide_nobody_in_another(told, bring_in, now):
    bring_in(told(ALIKE, "then"), "dignity", "Forår", **MARCH)
    with pytest.raises(CommandError, match="færre end 5 personer i mindst ét spørgsm"):
        bring_in(told(now, "now"), "dignity", "Rettet", replace="Forår", **MARCH)
    assert Round.objects.get().name == "Forår"


def test_many_in_one_question_alone_are_enough(told, bring_in):
    now = [[4, 4, 2]] * 6 + [[4, 4, 4]] * 14
    bring_in(told(ALIKE, "then"), "dignity", "Forår", **MARCH)
    bring_in(told(now, "now"), "dignity", "Rettet", replace="Forår", **MARCH)
    assert Round.objects.closed().get().name == "Rettet"


def test_those_who_are_hidden_together_are_a_group_too(file, bring_in):
    """Each of the two is hidden, but how many they are together is not."""
    few = {"Nord": 40, "Syd": 8, "Vest": 9}
    bring_in(file(few), "dignity", "Forår", invited=200, **MARCH)
    hidden = Round.objects.get().counts.filter(category="hidden")
    assert {row.value for row in hidden} == {"Syd", "Vest"}
    with pytest.raises(CommandError, match="“department: alle andre” adskiller"):
        bring_in(
            file({**few, "Nord": 50, "Syd": 10}),
            "dignity",
            "Rettet",
            invited=200,
            replace="Forår",
            **MARCH,
        )


def test_the_least_is_the_municipalitys_own(spring, file, bring_in, municipality):
    municipality.publish_answers_min = 7
    municipality.save()
    with pytest.raises(CommandError, match="færre end 7"):
        bring_in(
            file({"Nord": 26, "Syd": 30, "Vest": 20}),
            "dignity",
            "Rettet",
            replace="Forår",
            **MARCH,
        )


def test_what_was_taken_back_has_been_shown_all_the_same(spring, file, bring_in):
    """First twenty, then thirty, then twenty-one: the first is still known."""
    bring_in(
        file({"Nord": 30, "Syd": 30, "Vest": 30}),
        "dignity",
        "Anden",
        replace="Forår",
        **MARCH,
    )
    with pytest.raises(CommandError, match="fra “Forår”"):
        bring_in(
            file({"Nord": 21, "Syd": 20, "Vest": 20}),
            "dignity",
            "Tredje",
            replace="Anden",
            **MARCH,
        )
    # the same people once more tell nothing new
    bring_in(file(FIRST), "dignity", "Tredje", replace="Anden", **MARCH)


def test_other_days_are_other_people_unless_it_replaces_them(spring, file, bring_in):
    other = file({"Nord": 22, "Syd": 30, "Vest": 20})
    with pytest.raises(CommandError, match="“department: Nord” adskiller"):
        bring_in(other, "dignity", "April", replace="Forår", **APRIL)
    bring_in(other, "dignity", "April", **APRIL)
    assert Round.objects.closed().count() == 2


def test_who_was_brought_in_without_days_may_be_of_any(file, bring_in):
    """Taken back, and brought in again with its days."""
    bring_in(file(FIRST), "dignity", "Forår")
    actions.take_back(Round.objects.get(), by=None, because="Uden dage")
    with pytest.raises(CommandError, match="“department: Nord” adskiller"):
        bring_in(file(ONLY_ONE_GROUP_BY_TWO), "dignity", "Marts", **MARCH)
