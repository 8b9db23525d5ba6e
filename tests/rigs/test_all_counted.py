"""Of many who answer in the same moment all are counted, and each as they answered."""

from collections import Counter

import pytest
from django.utils import timezone

from feedback.answer import closing, tables
from feedback.answer.intake import answer
from feedback.answer.models import Intake
from feedback.instrument.catalogue import HANDOVER_PULSE, load
from feedback.invitation.models import Invitation, month_of
from tests.rigs.hammer import at_once
from tests.rigs.test_voices import ask

pytestmark = pytest.mark.commits

THREADS = 16
ITEMS = [item.code for item in load(HANDOVER_PULSE).items]


def ticks(number):
    """Return what the person of a number says; nobody leaves the same ones out."""
    return {
        code: str((number + place) % 5 + 1)
        for place, code in enumerate(ITEMS)
        if (number + place) % 7
    }


def test_a_thousand_answers_at_once_are_a_thousand_counted(municipality, volume):
    many = volume(96, 1_000)
    ask(many)
    asked = dict(enumerate(Invitation.objects.order_by("pk")))

    def answer_all(first):
        return [
            answer(asked[number], answers=ticks(number))
            for number in range(first, many, THREADS)
        ]

    stored = at_once(*(lambda n=n: answer_all(n) for n in range(THREADS)))
    assert sum(map(sum, stored)) == many
    assert Intake.objects.count() == many
    assert Counter(map(frozen, Intake.objects.values_list("answers", flat=True))) == (
        Counter(frozen(ticks(number)) for number in range(many))
    )

    assert closing.close(month_of(timezone.now()))
    (month,) = tables.months()
    assert (month.invited, month.answered) == (many, many)
    for code in ITEMS:
        said = Counter(ticks(number).get(code, "blank") for number in range(many))
        found = month.items[code]
        assert {str(step): n for step, n in found.steps} == {
            str(step): said[str(step)] for step in range(1, 6)
        }
        assert (found.blank, found.unknown) == (said["blank"], 0)
    assert not Intake.objects.exists()


def frozen(answers):
    return tuple(sorted(answers.items()))
