"""Who may fill in which form and make which call that is no step of a noun.

The same people around the same case as in `who_may`.
"""

from tests.matrix.who_may import (
    DOES_CASEWORK,
    HOLDER,
    LEADERS,
    LENDER,
    MENTOR,
    MENTORS,
    PEOPLE,
    THE_LEAD,
    WORKS_ON_IT,
)

EVERYBODY = {*PEOPLE}
THE_ADMINISTRATOR = {"administrator"}
KEEPERS = LEADERS | THE_ADMINISTRATOR
# who was named for the round that is asked in
INTERVIEWER = {"receiver"}

PAGES = {
    "emergency": DOES_CASEWORK,
    # whom the citizen's wish has come to, and nobody else
    "call": {"contact person"},
    "call-pass-on": {"contact person"},
    "case-citizen": WORKS_ON_IT,
    "case-reveal": WORKS_ON_IT,
    "person-hire": THE_ADMINISTRATOR,
    "person-correct": THE_ADMINISTRATOR,
    "person-link": THE_ADMINISTRATOR,
    "person-two-step": THE_ADMINISTRATOR,
    "person-deactivate": THE_ADMINISTRATOR,
    "person-reactivate": THE_ADMINISTRATOR,
    "seat-give": THE_ADMINISTRATOR,
    "seat-end": THE_ADMINISTRATOR,
    "seat-keep": THE_ADMINISTRATOR,
    "department-open": THE_ADMINISTRATOR,
    "department-correct": THE_ADMINISTRATOR,
    "department-close": THE_ADMINISTRATOR,
    "department-reopen": THE_ADMINISTRATOR,
    "settings": THE_ADMINISTRATOR,
    "language-check": THE_ADMINISTRATOR,
    "language-stop": THE_ADMINISTRATOR,
    "language-sounds": KEEPERS,
    # an administrator sees no round
    "round-sounds": LEADERS,
    "worklist-search": EVERYBODY,
    "targets": THE_LEAD,
    # by whom the deputy is a colleague; a leader says besides who is away
    "deputies": {"contact person"},
    "deputy-end": {"contact person", "holder's leader"},
    "visit-log": MENTOR,
    "visit-correct": MENTOR,
    "visit-held-keep": MENTOR | LENDER,
    "visit-held-drop": MENTOR | LENDER,
    "unplacedvisit-place": MENTOR,
    "unplacedvisit-drop": MENTOR,
    "field-address": MENTOR,
    "calendar-feed-give": MENTORS,
    "calendar-feed-take-back": MENTORS,
    "interview-ask": INTERVIEWER,
    "interview-decline": INTERVIEWER,
    "paper": DOES_CASEWORK,
    "desk": DOES_CASEWORK,
    "notices-seen": EVERYBODY,
    "notice-open": {"receiver"},
    # the citizen's own, and the language of whoever looks: nobody signs in for them
    "survey": EVERYBODY,
    "survey-stop": EVERYBODY,
    "survey-code": EVERYBODY,
    "counter-answer": EVERYBODY,
    "set_language": EVERYBODY,
}
CALLS = {
    "citizens/{pk}/correct/": WORKS_ON_IT,
    "citizens/{pk}/reveal-address/": WORKS_ON_IT,
    "citizens/{pk}/reveal-cpr/": WORKS_ON_IT,
    # a case that one can read already is not opened
    "emergencies/": DOES_CASEWORK - HOLDER,
    "cases/{pk}/next-step/": WORKS_ON_IT,
    "measures/{pk}/pass-on/": {"contact person"},
    "visits/": MENTOR,
    # what one's own phone has sealed is taken in, whatever one has become
    "visits/sealed/": {"mentor"},
    "figures/targets/": THE_LEAD,
    "interviews/{pk}/answers/": INTERVIEWER,
    "interviews/{pk}/decline/": INTERVIEWER,
    "desk/search/": DOES_CASEWORK,
    "paper/": DOES_CASEWORK,
}
