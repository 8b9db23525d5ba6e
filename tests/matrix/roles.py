"""Who may see what of the case of the access matrix, and whom it is shown to."""

EVERYTHING = {
    "case",
    "handover",
    "involvement",
    "consent",
    "contact",
    "goal",
    "measure",
    "mentorship",
    "visit",
    "planned visit",
    "citizen",
}
# Each role with the kinds of things of *our* case that it finds; of the other case
# nobody here finds anything.
SEES = {
    # the citizen's wish to be called has come to the contact person
    "holder": EVERYTHING | {"deputyship", "call"},
    "coordinator": EVERYTHING,
    # a department with an open offer reads the offer and its charter
    "receiver": {"handover", "message"},
    # the mentor: own visits and what is agreed, nothing else of the case
    "mentor": {
        "mentorship",
        "day",
        "own visit",
        "held",
        "visit",
        "unplaced",
        "planned visit",
        "outing",
    },
    # the mentors' leader matches, decides about held uploads, looks after who is out
    "lender": {"mentorship", "held", "outing"},
    # its department took part until the consent for it was taken back
    "consent withdrawn": set(),
    "outsider": set(),
    "leader elsewhere": set(),
    "mentor elsewhere": set(),
    "auditor": set(),
    "administrator": set(),
}
WHO = {
    "holder": "jonas",
    "coordinator": "kim",
    "receiver": "hanne",
    "mentor": "mona",
    "lender": "lena",
    "consent withdrawn": "asta",
    "outsider": "outsider",
    "leader elsewhere": "lars",
    "mentor elsewhere": "mogens",
    "auditor": "auditor",
    "administrator": "administrator",
}

# The markers in our case that a role may read somewhere. `Zyxaddress` is protected:
# no page and no list shows it, only the two steps that ask for a reason.
CASE = {
    "Zyxcase",
    "Zyxcharter",
    "Zyxconsent",
    "Zyxgoal",
    "Zyxmeasure",
    "Zyxnote",
    "Zyxhandover",
    "Zyxmentorship",
    "Zyxvisit",
    "Zyxsummary",
}
READS = {
    "holder": CASE,
    "coordinator": CASE,
    # the offer names the citizen, with the frozen charter and what is asked
    "receiver": {"Zyxcase", "Zyxcharter", "Zyxhandover", "Zyxmeasure"},
    "mentor": {
        "Zyxcase",
        "Zyxmentorship",
        "Zyxsummary",
        "Zyxvisit",
        "Zyxwish",
        "Zyxmeasure",
        "Zyxplace",
    },
    # what is asked of the department, and not of whom; a held upload is read to decide
    "lender": {"Zyxmentorship", "Zyxvisit", "Zyxwish"},
    # its department took part until the consent for it was taken back
    "consent withdrawn": set(),
    "outsider": set(),
    "leader elsewhere": set(),
    "mentor elsewhere": set(),
    "auditor": set(),
    "administrator": set(),
}
MARKERS = {*CASE, "Zyxwish", "Zyxaddress", "Zyxplace"}

# What stands in an address's hole, by the words before it.
KINDS = [
    ("/cases/", "case"),
    ("/api/v1/cases/", "case"),
    ("/handovers/", "handover"),
    ("/api/v1/handovers/", "handover"),
    ("/involvements/", "involvement"),
    ("/api/v1/involvements/", "involvement"),
    ("/consents/", "consent"),
    ("/api/v1/consents/", "consent"),
    ("/api/v1/contacts/", "contact"),
    ("/measures/", "measure"),
    ("/api/v1/measures/", "measure"),
    ("/measures/{pk}/call/", "call"),
    ("/measures/{pk}/pass-on/", "call"),
    ("/api/v1/measures/{pk}/pass-on/", "call"),
    ("/goals/", "goal"),
    ("/api/v1/goals/", "goal"),
    ("/api/v1/citizens/", "citizen"),
    ("/mentorships/", "mentorship"),
    ("/api/v1/mentorships/", "mentorship"),
    ("/field/", "day"),
    # whoever sees these may ask for them, and is told that they are the mentor's
    ("/field/{pk}/plan/", "mentorship"),
    ("/field/planned/", "planned visit"),
    ("/api/v1/planned-visits/", "planned visit"),
    ("/visits/held/", "held"),
    ("/api/v1/held-visits/", "held"),
    ("/field/unplaced/", "unplaced"),
    ("/api/v1/unplaced-visits/", "unplaced"),
    ("/visits/", "own visit"),
    ("/api/v1/visits/", "visit"),
    ("/outings/", "outing"),
    ("/api/v1/outings/", "outing"),
    ("/notices/", "message"),
    ("/deputies/", "deputyship"),
]

# Addresses with a hole that hides nothing of a citizen, each with its reason.
OPEN_HOLES = {
    "/s/{secret}/": "the citizen's own page; unknown and expired are one page",
    "/s/{secret}/stop/": "the citizen's own page",
    "/lyd/{digest}.{kind}": "a question read aloud; the same for everybody",
    "/t/{secret}/": "the tablet's own page; unknown is the page of an unknown link",
    "/t/{secret}/tak/": "the tablet's own page",
    **dict.fromkeys(
        [
            "/besvarelser/skranke/{pk}/close/",
            "/api/v1/counters/{pk}/close/",
            "/besvarelser/samtaler/{pk}/",
            "/besvarelser/samtaler/{pk}/decline/",
            "/api/v1/interviews/{pk}/answers/",
            "/api/v1/interviews/{pk}/decline/",
            "/besvarelser/{pk}.pdf",
            "/besvarelser/koder/{pk}/",
            "/besvarelser/koder/{pk}.pdf",
            "/api/v1/desk/codes/{pk}/",
        ],
        "found by who is named for it alone, see tests/feedback/test_counter.py,"
        " test_desk.py, test_interview.py and test_paper.py",
    ),
    **dict.fromkeys(
        [
            "/languages/{code}/",
            "/languages/{code}/stop/",
            "/languages/{code}/{instrument}/",
        ],
        "words and voices of questionnaires, no citizen",
    ),
    "/api/v1/departments/{department}/colleagues/": "staff directory",
    "/account/new-password/{uidb36}-{key}/": "the link is the secret",
    **dict.fromkeys(
        [
            "/administration/people/{pk}/",
            *(
                f"/administration/people/{{pk}}/{step}/"
                for step in (
                    "details",
                    "link",
                    "two-step",
                    "deactivate",
                    "reactivate",
                    "seat",
                )
            ),
            "/administration/seats/{pk}/end/",
            "/administration/seats/{pk}/keep/",
            "/administration/departments/{pk}/",
            "/administration/departments/{pk}/close/",
            "/administration/departments/{pk}/reopen/",
        ],
        "staff, no citizen; others are refused before anything is looked up, see"
        " tests/coordination/test_administration.py",
    ),
    **dict.fromkeys(
        [
            "/ledelse/noegletal/{code}/",
            "/ledelse/noter/{pk}/rebase/",
            "/ledelse/noter/{pk}/take-back/",
            "/api/v1/notes/{pk}/",
            "/api/v1/notes/{pk}/rebase/",
            "/api/v1/notes/{pk}/take-back/",
        ],
        "published figures, and what leaders did; see tests/feedback/test_note.py",
    ),
    "/api/v1/figures/counts/{table}/{dimension}/": "published tables",
    "/api/v1/figures/quarters/{year}-{month}/{dimension}/": "published tables",
    "/api/v1/figures/years/{year}/": "published tables",
    **dict.fromkeys(
        [
            "/ledelse/runder/{pk}/resultat/",
            "/ledelse/runder/{pk}/resultat.csv",
            "/ledelse/runder/{pk}/resultat.xlsx",
            "/ledelse/runder/{pk}/sammenligning.json",
            "/ledelse/runder/{pk}/udvalg/",
            "/ledelse/runder/{pk}/udvalg.pdf",
            "/ledelse/sammenligning/kvartal-{key}.json",
            "/ledelse/sammenligning/{pk}/put-away/",
            "/api/v1/rounds/{pk}/results/",
            "/api/v1/benchmarks/{pk}/",
            "/api/v1/benchmarks/{pk}/put-away/",
        ],
        "published figures, for leaders and auditors; no citizen is in them",
    ),
    **dict.fromkeys(
        [
            "/ledelse/udsagn/{pk}/",
            "/ledelse/udsagn/{pk}/drop/",
            "/api/v1/remarks/{pk}/",
            "/api/v1/remarks/{pk}/release/",
            "/api/v1/remarks/{pk}/drop/",
        ],
        "belongs to no case; who reads it, see tests/feedback/remark",
    ),
    **dict.fromkeys(
        [
            "/ledelse/runder/{pk}/",
            *(
                f"/ledelse/runder/{{pk}}/{page}/"
                for page in (
                    "fremdrift",
                    "aendre",
                    "interviewere",
                    "oplaesning",
                    "start",
                    "luk",
                    "aflys",
                    "tag-tilbage",
                )
            ),
            "/api/v1/rounds/{pk}/",
            *(
                f"/api/v1/rounds/{{pk}}/{step}/"
                for step in (
                    "change",
                    "name-interviewers",
                    "start",
                    "close",
                    "call-off",
                    "take-back",
                )
            ),
        ],
        "how many are asked and when, for leaders and auditors; no citizen is in it",
    ),
    "/field/calendar/{secret}.ics": "a mentor's times; the address is the secret",
    "/field/shell/{language}/": "the page without a line; it knows nobody",
    "/demo/post/{number}/": "only in the demo, where everybody is fictive",
    "/demo/post/{number}.pdf": "only in the demo, where everybody is fictive",
}

# What an anonymous visitor gets an answer from, each with its reason.
FOR_ANYBODY = {
    "/account/login/": "signing in",
    "/account/inactive/": "told that the account is closed",
    "/account/two-step/authenticate/": "the second half of signing in",
    "/account/new-password/{uidb36}-{key}/": "choosing a password; the link is secret",
    "/account/new-password/done/": "told that the password is chosen",
    "/account/help/": "whom to ask",
    "/account/help/new/": "whom to ask",
    "/account/help/e-mail/": "whom to ask",
    "/account/help/set/": "whom to ask",
    "/language/": "the language of the sign-in page",
    "/health/live/": "for the machine that watches",
    "/health/ready/": "for the machine that watches",
    "/s/{secret}/": "citizens do not sign in; the link is the secret",
    "/s/{secret}/stop/": "citizens do not sign in; the link is the secret",
    "/lyd/{digest}.{kind}": "a question read aloud, for citizens who answer",
    "/svar/": "citizens do not sign in; the code is the secret",
    "/t/{secret}/": "a tablet that nobody is signed in on; the link is the secret",
    "/t/{secret}/tak/": "a tablet that nobody is signed in on; the link is the secret",
    "/field/calendar/{secret}.ics": "a calendar program does not sign in",
    "/field/sw.js": "a redirect would keep the worker from being registered",
    "/field/app.webmanifest": "how the pages look on a home screen",
    "/field/shell/{language}/": "the page without a line; it knows nobody",
    "/demo/post/": "only in the demo",
    "/demo/post/{number}/": "only in the demo",
    "/demo/post/{number}.pdf": "only in the demo",
}


def kind_of(address):
    """Return what kind of thing stands in the hole of an address, if it is said."""
    fitting = [(len(start), kind) for start, kind in KINDS if address.startswith(start)]
    return max(fitting, default=(0, None))[1]
