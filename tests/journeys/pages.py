"""The pages of the product by the person who opens them, one list for each walk."""

from feedback.invitation.code import code_of

# Pages that no list has, and where they are looked at instead, or why not.
ELSEWHERE = {
    **dict.fromkeys(
        ["/account/help/new/", "/account/help/e-mail/", "/account/help/set/"],
        "the same page as /account/help/",
    ),
    "/account/new-password/{uidb36}-{key}/": "the form of /account/password/",
    **dict.fromkeys(
        [
            "/account/two-step/authenticate/",
            "/account/two-step/reauthenticate/",
            "/account/two-step/recovery-codes/",
            "/account/two-step/recovery-codes/download/",
            "/account/two-step/recovery-codes/generate/",
            "/account/two-step/totp/activate/",
            "/account/two-step/totp/deactivate/",
        ],
        "needs an app that makes codes; its page is /account/two-step/",
    ),
    "/api/": "what is not there, for programs",
    "/api/schema/": "for programs; /api/docs/ shows it",
    "/demo/post/{number}/": "a letter as it was written, only in the demo",
    "/field/leave/": "clears the phone, see test_offline.py",
    "/field/shell/{language}/": "the page without a line, see test_offline.py",
    "/health/live/": "for the machine that watches",
    "/health/ready/": "for the machine that watches",
    "/language/": "goes back to the page one comes from",
    "/ledelse/runder/{pk}/fremdrift/": "a part of a page, see test_round_being_sent.py",
    "/lyd/{digest}.{kind}": "a question read aloud",
    "/s/{secret}/stop/": "leads to the questions; what a press shows is walked",
}


def pages_of_casework(town):
    """The pages of those who hold batons, by the person who opens them."""
    case, offered = f"/cases/{town.case.pk}", f"/handovers/{town.waiting.pk}"
    views = ["department", "coordinating", "overdue", "waiting", "tasks"]
    return {
        "jonas": {
            "worklist": "/",
            **{f"worklist-{view}": f"/?view={view}" for view in views},
            "worklist-search": "/?q=Karla",
            "case": f"{case}/",
            "case-new": "/cases/new/",
            "contact": f"{case}/contact/",
            "charter": f"{case}/charter/",
            "plan": f"{case}/plan/",
            "goal": f"{case}/goal/",
            "measure": f"{case}/measure/",
            "measure-change": f"/measures/{town.case.measure.pk}/change/",
            "call": f"/measures/{town.case.wish.pk}/call/",
            "call-pass-on": f"/measures/{town.case.wish.pk}/pass-on/",
            "citizen": f"{case}/citizen/",
            "offer": f"{case}/offer/",
            "check-answers": (f"{case}/offer/", fill_in_offer),
            "handover-giver": f"{offered}/",
            "handover-withdraw": f"{offered}/withdraw/",
            "consent": f"{case}/consent/",
            "consent-withdraw": f"/consents/{town.case.consent.pk}/withdraw/",
            "involve": f"{case}/involve/",
            "mentorship": f"{case}/mentorship/",
            "contact-person": f"{case}/contact-person/",
            "pause": f"{case}/pause/",
            "close": f"{case}/close/",
            "notices-none": "/notices/",
            "deputies": "/deputies/",
            "api-docs": ("/api/docs/", keep_ten_calls),
            "emergency": "/emergency/",
            "tablets": "/besvarelser/skranke/",
            "tablet-close": f"/besvarelser/skranke/{town.counter.pk}/close/",
            "paper": "/besvarelser/",
            "paper-typed": ("/besvarelser/", find_paper(town)),
            "not-found": "/cases/999999/",
            **pages_of_odd_cases(town),
        },
        "hanne": {
            "worklist-incoming": "/?view=incoming",
            "handover": f"{offered}/",
            "accept": f"{offered}/accept/",
            "accept-refused": (f"{offered}/accept/", press_without_answer),
            "decline": f"{offered}/decline/",
            "complete": f"/handovers/{town.accepted.pk}/complete/",
            "notices": "/notices/",
            "interviews": "/besvarelser/samtaler/",
            "interview": f"/besvarelser/samtaler/{town.interview.pk}/",
            "interview-declined": f"/besvarelser/samtaler/{town.interview.pk}/decline/",
            "desk": "/besvarelser/koder/",
            "desk-found": ("/besvarelser/koder/", find_vera),
            "desk-code": f"/besvarelser/koder/{town.interview.pk}/",
        },
    }


def pages_of_odd_cases(town):
    """The pages of what few cases have."""
    odds = town.odds
    case, mentorship = f"/cases/{odds.case.pk}", f"/mentorships/{odds.mentorship.pk}"
    return {
        "resume": f"/cases/{odds.paused.pk}/resume/",
        "case-paused": f"/cases/{odds.paused.pk}/",
        "reopen": f"/cases/{odds.closed.pk}/reopen/",
        "case-closed": f"/cases/{odds.closed.pk}/",
        "object": f"/handovers/{odds.taken.pk}/object/",
        "involvement-end": f"/involvements/{odds.involvement.pk}/end/",
        "goal-reach": f"/goals/{odds.goal.pk}/reach/",
        "goal-drop": f"/goals/{odds.goal.pk}/drop/",
        "measure-finish": f"/measures/{odds.measure.pk}/finish/",
        "measure-drop": f"/measures/{odds.measure.pk}/drop/",
        "mentorship-propose": f"{case}/mentorship/propose/",
        "mentorship-detail": f"{mentorship}/",
        "mentorship-agreement": f"{mentorship}/agreement/",
        "mentorship-renew": f"{mentorship}/renew/",
        "mentorship-end": f"{mentorship}/end/",
        "confirm": "/account/confirm/",
        "sign-out": "/account/logout/",
        "signed-in": "/account/signed-in/",
        "password": "/account/password/",
        "two-step": "/account/two-step/",
    }


def pages_of_mentors(town):
    """The pages of a mentor with visits planned, held back and without a citizen."""
    odds = town.odds
    return {
        "planned": f"/field/{odds.mentorship.pk}/plan/",
        "planned-move": f"/field/planned/{odds.planned.pk}/move/",
        "planned-cancel": f"/field/planned/{odds.planned.pk}/cancel/",
        "visit-correct": f"/visits/{odds.visit.pk}/correct/",
        "visit-held": f"/visits/held/{odds.held.pk}/",
        "visit-unplaced": f"/field/unplaced/{odds.unplaced.pk}/",
        "address": f"/field/{odds.mentorship.pk}/address/",
        "calendar": "/field/calendar/",
        "outing": f"/outings/{odds.outing.pk}/",
        "outing-extend": f"/outings/{odds.outing.pk}/extend/",
        "outing-back": f"/outings/{odds.outing.pk}/come-back/",
        "mentorship-activate": f"/mentorships/{odds.proposed.pk}/activate/",
    }


def pages_of_leaders(town):
    """What leaders look at: the figures of everything, and what was done about it."""
    held, note = town.published.pk, town.odds.note.pk
    return {
        "leaders": "/ledelse/",
        "leaders-answers": "/ledelse/svar/",
        "leaders-ways": "/ledelse/veje/",
        "leaders-indicator": "/ledelse/noegletal/coherent/",
        "leaders-indicator-days": "/ledelse/noegletal/answer-time/",
        "note": "/ledelse/noter/ny/?indicator=coherent",
        "note-rebase": f"/ledelse/noter/{note}/rebase/",
        "note-take-back": f"/ledelse/noter/{note}/take-back/",
        "mentor-figures": "/ledelse/mentorer/",
        "round-results": f"/ledelse/runder/{held}/resultat/?by=department",
        "committee": "/ledelse/udvalg/",
        "committee-round": f"/ledelse/runder/{held}/udvalg/",
        "remarks": "/ledelse/udsagn/",
        "benchmarks": "/ledelse/sammenligning/",
    }


def pages_of_others(town):
    """The pages of coordinators, leaders, mentors and citizens."""
    accepted = f"/cases/{town.accepted.case_id}"
    return {
        "kim": {
            "coordinator": "/",
            "coordinators": "/?view=coordinators",
            "coordinate": f"{accepted}/coordinate/",
            "coordination-declined": f"{accepted}/decline-coordination/",
            "coordination-end": f"/cases/{town.odds.winding_up.pk}/end-coordination/",
            "reassign": f"/cases/{town.case.pk}/reassign/",
        },
        "lone": {
            "special-looks": "/emergency/looks/",
            "mentors-out": "/mentors/out/",
            "mentorship-match": f"/mentorships/{town.odds.unmatched.pk}/match/",
            **pages_of_leaders(town),
            **pages_of_what_goes_out(town),
        },
        "lars": {
            "targets": "/ledelse/maal/",
            "rounds": "/ledelse/runder/",
            "round-new": "/ledelse/runder/ny/",
            "round-hard-words": ("/ledelse/runder/ny/", ask_in_hard_words),
            "round-draft": f"{town.draft.get_absolute_url()}",
            "round-change": f"{town.draft.get_absolute_url()}aendre/",
            "round-start": f"{town.draft.get_absolute_url()}start/",
            "round": f"{town.round.get_absolute_url()}",
            "round-sounds": f"{town.draft.get_absolute_url()}oplaesning/",
            "round-interviewers": f"{town.round.get_absolute_url()}interviewere/",
            "round-close": f"{town.round.get_absolute_url()}luk/",
            "round-call-off": f"{town.round.get_absolute_url()}aflys/",
            "round-take-back": f"{town.published.get_absolute_url()}tag-tilbage/",
        },
        "mona": {
            "field": "/field/",
            "going-in": "/field/out/",
            "field-citizen": f"/field/{town.mentorship.pk}/",
            "visit": f"/field/{town.mentorship.pk}/visit/",
            "mentorship-list": "/mentorships/",
        },
        "mette": pages_of_mentors(town),
        "": {
            "account-help": "/account/help/",
            "account-inactive": "/account/inactive/",
            "new-password-done": "/account/new-password/done/",
            "sign-in": "/account/login/",
            "survey": town.asked,
            "survey-answered": town.answered,
            "survey-unknown": "/s/unknown/",
            "survey-code": "/svar/",
            "tablet": town.tablet,
            "tablet-thanks": f"{town.tablet}tak/",
            "demo-post": "/demo/post/",
        },
    }


def pages_of_what_goes_out(town):
    """The pages on which it is decided what is shown, and what it is compared with."""
    remark = f"/ledelse/udsagn/{town.remark.pk}/"
    return {
        "remarks-waiting": "/ledelse/udsagn/venter/",
        "remark": remark,
        "remark-drop": f"{remark}drop/",
        "benchmark-new": "/ledelse/sammenligning/ny/",
        "benchmark-away": f"/ledelse/sammenligning/{town.benchmark.pk}/put-away/",
    }


def pages_of_offices(town):
    """The pages of those who see no case: administrators and auditors."""
    baton = town.case.baton
    person = f"/administration/people/{baton.holder_id}/"
    return {
        "anna": {
            "people": "/administration/",
            "person": person,
            "person-new": "/administration/people/new/",
            "person-shut-out": f"{person}deactivate/",
            "seat-give": f"{person}seat/",
            "person-correct": f"{person}details/",
            "seat-end": f"/administration/seats/{town.seat}/end/",
            "department-new": "/administration/departments/new/",
            "department-close": (
                f"/administration/departments/{baton.department_id}/close/"
            ),
            "departments": "/administration/departments/",
            "department": f"/administration/departments/{baton.department_id}/",
            "settings": "/administration/settings/",
            "languages": "/languages/",
            "language": "/languages/ar/",
            "language-sounds": "/languages/ar/handover-pulse-1/",
        },
        "rene": {
            "access-log": "/audit/",
            "who-has-seen": f"/audit/case/?case={town.case.number}",
        },
    }


def fill_in_offer(page):
    """Go on from the offer to the look back."""
    page.locator("[name=receiver]").select_option(index=1)
    page.locator("[name=reason]").fill("Boligen kommer først")
    page.locator("main form button[value=check]").click()
    page.locator("main form button[value=offer]").wait_for()


def find_vera(page):
    """Find whoever has come to the counter."""
    page.locator("[name=name]").fill("Vera")
    page.locator("main form button").click()
    page.get_by_role("link", name="Vera Fiktiv").wait_for()


def find_paper(town):
    """Return how the paper of somebody in the round is found by its code."""

    def find(page):
        page.locator("[name=code]").fill(code_of(town.interview))
        page.locator("main form button").click()
        page.locator("[name=lang]").wait_for()

    return find


def ask_in_hard_words(page):
    """Add a question that is hard to read, to be told so."""
    page.locator("details:has([name=question_1]) summary").click()
    page.locator("[name=question_1]").fill(
        "Oplever du kommunens sagsbehandling tilfredsstillende?"
    )
    page.locator("main form button.button").first.click()
    page.locator("[name=keep_words]").wait_for()


def keep_ten_calls(page):
    """Leave the first calls of the API: a hundred more look like them."""
    page.evaluate("""[...document.querySelectorAll("main article")].slice(10)
        .forEach((call) => call.remove())""")


def press_without_answer(page):
    """Accept with nothing written, to be helped."""
    page.locator("main form button.button").first.click()
    page.get_by_role("alert").wait_for()
