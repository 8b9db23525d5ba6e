"""Process figures as the cases offer them, and the words of a page."""

import re
from collections import defaultdict
from datetime import datetime

from django.utils import timezone

from coordination.calendar import COPENHAGEN
from tests.feedback.years import months_ago


def words_of(reply):
    """Return the text of a page as it is read, without its marks."""
    return " ".join(re.sub(r"<[^>]*>", " ", reply.content.decode()).split())


class Kept(dict):
    """Figures by name, and what each was asked with."""

    def __init__(self, answers):
        super().__init__(answers)
        self.asked = defaultdict(list)

    def tell(self, name, **asked):
        self.asked[name].append(asked)
        return self[name]


def figures_between(giver, receiver):
    """Return what two departments have done."""
    months = {
        months_ago(n): {
            "accepted": 6,
            "declined": 2,
            "lapsed": 1,
            "returned": 2,
            "answer": [0, 1, 2, 2, 3, 9],
            "met": [1, 2, 2, 3, 4, 16],
            "contact": [3, 4, 5, 5, 6, 25],
        }
        for n in range(1, 25)
    }
    edge = {
        "accepted": 17,
        "declined": 3,
        "lapsed": 1,
        "objected": 0,
        "returned": 2,
        "answer": [1] * 17,
        "contact": [2, 3, 4, 5, 9],
    }
    return {
        "handover_months": months,
        "handover_edges": {(giver.pk, receiver.pk): edge},
        "cases_without_coordinator": 3,
        "list_of_coordinators": "",
        "cases_without_accepted_holder": {
            "offered": 9,
            "overdue": 2,
            "gone": 1,
            "without": 3,
            "active": 214,
        },
        "years_of_handovers": [2011, timezone.localdate().year - 1],
        "batons_held": {
            "cases": 1214,
            "cases_with_3_departments": 12,
            "days_held": [
                {"department": "Bolig", "median": 2.5, "p90": 9.0, "stays": 30},
                {"department": "Job", "median": 7.5, "p90": 8.5, "stays": 4},
            ],
        },
        "relay_of_log": {
            "cases": 1348,
            "departments": 2,
            "cases_with_3_departments": 12,
            "returns": 5,
            "handovers": 3853,
            "since": datetime(2010, 10, 2, tzinfo=COPENHAGEN),
            "until": datetime(2012, 1, 23, tzinfo=COPENHAGEN),
            "paths": [{"from": "Bolig", "to": "Sundhed", "count": 994}],
            "days_held": [
                {"department": "Bolig", "median": 3.5, "p90": 9.0, "stays": 4}
            ],
        },
    }
