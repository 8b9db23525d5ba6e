"""Who may take which step, as DESIGN §3 says it: the table that is asked.

Everything happens around one case: jobs holds the baton and has offered it to housing,
psychiatry takes part, the lead department coordinates, the corps lends a mentor.
"""

PEOPLE = {
    "contact person": "jonas",
    "holder's colleague": "jytte",
    "holder's leader": "leif",
    "coordinator": "kim",
    "coordinator's deputy": "dorte",
    "stands in for coordinator": "stine",
    "receiver": "hanne",
    "receiver's leader": "lone",
    "party": "pia",
    "party's leader": "poul",
    "mentor": "mona",
    "stands in for mentor": "mads",
    "mentor's colleague": "mette",
    "mentors' leader": "lena",
    "lead department's leader": "lis",
    "consent withdrawn": "asta",
    "reads in an emergency": "sara",
    "outsider": "outsider",
    "leader elsewhere": "lars",
    "mentor elsewhere": "mogens",
    "auditor": "auditor",
    "administrator": "administrator",
}

HOLDER = {"contact person", "holder's colleague", "holder's leader"}
COORDINATOR = {"coordinator", "coordinator's deputy", "stands in for coordinator"}
RECEIVER = {"receiver", "receiver's leader"}
PARTY = {"party", "party's leader"}
THE_LEAD = {"lead department's leader"}
MENTOR = {"mentor", "stands in for mentor"}
LENDER = {"mentors' leader"}

# who answers for the case, and who works on it
RUNS_IT = HOLDER | COORDINATOR
WORKS_ON_IT = RUNS_IT | RECEIVER | PARTY

LEADERS = {
    "holder's leader",
    "receiver's leader",
    "party's leader",
    "mentors' leader",
    "lead department's leader",
    "leader elsewhere",
}
MENTORS = {*MENTOR, "mentor's colleague", "mentor elsewhere"}
DOES_CASEWORK = {*PEOPLE} - MENTORS - {"auditor", "administrator"}

WHO_MAY = {
    "case": {
        # whoever opens a case holds it first
        "open": DOES_CASEWORK,
        # a member of the lead department is named by who has the case
        # and by that department's coordinators and leader, whether they see it or not
        "coordinate": HOLDER | {"coordinator", "coordinator's deputy"} | THE_LEAD,
        "decline_coordination": HOLDER,
        "end_coordination": RUNS_IT,
        "pause": RUNS_IT,
        "resume": RUNS_IT,
        "close": RUNS_IT,
        # nobody holds a closed case: who took part may take it up again
        "reopen": HOLDER | RECEIVER | PARTY,
        # a colleague becomes contact person: a matter of the holder's own department
        "reassign": HOLDER,
    },
    "handover": {
        "offer": RUNS_IT,
        "accept": RECEIVER,
        "decline": RECEIVER,
        "withdraw": RUNS_IT,
        "complete": RECEIVER | COORDINATOR,
        # who was passed over by the last contact rule
        "object_to": RUNS_IT,
    },
    "involvement": {
        "begin": RUNS_IT,
        # a department may always leave, unless it holds the baton
        "end": RUNS_IT | RECEIVER,
    },
    "consent": {"give": WORKS_ON_IT, "withdraw": WORKS_ON_IT},
    "charter": {"keep": RUNS_IT},
    # for one's own department
    "contact": {"log": WORKS_ON_IT},
    "goal": {"set_goal": WORKS_ON_IT, "reach": WORKS_ON_IT, "drop": WORKS_ON_IT},
    "measure": {
        "add": WORKS_ON_IT,
        # the responsible person is the contact person here
        "change": RUNS_IT,
        "finish": RUNS_IT,
        "drop": RUNS_IT,
    },
    "plan": {"agree": WORKS_ON_IT},
    "mentorship": {
        "propose": RUNS_IT,
        "match": LENDER,
        "activate": MENTOR | LENDER,
        "renew": LENDER | RUNS_IT,
        "end": MENTOR | LENDER | RUNS_IT,
    },
    "plannedvisit": {"plan": MENTOR, "move": MENTOR, "cancel": MENTOR},
    "heldvisit": {"keep": MENTOR | LENDER, "drop": MENTOR | LENDER},
    "unplacedvisit": {"place": MENTOR, "drop": MENTOR},
    "outing": {
        # for themselves
        "begin": MENTORS,
        "extend": {"mentor"} | LENDER,
        "come_back": {"mentor"} | LENDER,
    },
    "round": dict.fromkeys(
        [
            "plan",
            "change",
            "name_interviewers",
            "start",
            "close",
            "call_off",
            "take_back",
        ],
        THE_LEAD,
    ),
    "counter": {
        "open": DOES_CASEWORK,
        # the receiver opened it
        "close": {"receiver"} | THE_LEAD,
    },
    # never by who works where the baton went: psychiatry
    "remark": dict.fromkeys(["release", "drop"], LEADERS - PARTY),
    "benchmark": dict.fromkeys(["bring_in", "put_away"], LEADERS),
    "note": dict.fromkeys(["pin", "rebase", "take_back"], LEADERS),
    # nobody who signs in: the system asks, and the citizen answers by a link
    "invitation": {},
}
