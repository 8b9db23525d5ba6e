"""Every step of the nouns of a case."""

from cases.case import actions as case_actions
from cases.charter import actions as charter_actions
from cases.consent import actions as consent_actions
from cases.contact import actions as contact_actions
from cases.handover import actions as handover_actions
from cases.involvement import actions as involvement_actions
from cases.plan import actions as plan_actions
from tests.matrix.step import (
    Step,
    by_statute,
    clock,
    leave_psychiatry,
    review,
    task,
    why,
)
from tests.matrix.world import in_days

CASE = {
    "open": Step(
        by="jonas",
        act=lambda case, w: case_actions.open_case(
            w.case.citizen, by=w.jonas, department=w.jobs, reason="Job"
        ),
        page="case-open",
        api="cases/",
        afresh=True,
        said=lambda w: {"reason": "Job", "department": w.jobs.pk, **by_statute(w)},
        typed=lambda w: {
            "name": "Nora Fiktiv",
            "language": "da",
            "target_group": "other",
        },
    ),
    "coordinate": Step(
        by="kim",
        act=lambda case, w: case_actions.coordinate(
            case, by=w.kim, coordinator=w.dorte, deputy=w.kim
        ),
        page="case-coordinate",
        api="cases/{}/coordinate/",
        # in a case that is coordinated already, the other way round
        said=lambda w: {"coordinator": w.dorte.pk, "deputy": w.kim.pk},
    ),
    "decline_coordination": Step(
        by="jonas",
        act=lambda case, w: case_actions.decline_coordination(
            case, by=w.jonas, reason="Fordi"
        ),
        page="case-decline-coordination",
        api="cases/{}/decline-coordination/",
        said=why,
    ),
    "end_coordination": Step(
        by="kim",
        act=lambda case, w: case_actions.end_coordination(case, by=w.kim),
        page="case-end-coordination",
        api="cases/{}/end-coordination/",
        prepare=leave_psychiatry,
    ),
    "inherit_coordination": clock(
        "inherit_coordination", needs=lambda case, w: {"gone": w.kim}
    ),
    "pause": Step(
        by="jonas",
        act=lambda case, w: case_actions.pause(case, by=w.jonas, reason="Fordi"),
        page="case-pause",
        api="cases/{}/pause/",
        said=why,
    ),
    "resume": Step(
        by="jonas",
        act=lambda case, w: case_actions.resume(case, by=w.jonas),
        page="case-resume",
        api="cases/{}/resume/",
    ),
    "close": Step(
        by="jonas",
        act=lambda case, w: case_actions.close(case, by=w.jonas, outcome="other"),
        page="case-close",
        api="cases/{}/close/",
        said=lambda w: {"outcome": "other"},
    ),
    "reopen": Step(
        by="jonas",
        act=lambda case, w: case_actions.reopen(case, by=w.jonas),
        page="case-reopen",
        api="cases/{}/reopen/",
    ),
    "reassign": Step(
        by="jonas",
        act=lambda case, w: case_actions.reassign(case, by=w.jonas, to=w.jytte),
        page="case-reassign",
        api="cases/{}/reassign/",
        said=lambda w: {"to": w.jytte.pk},
    ),
}

HANDOVER = {
    "offer": Step(
        by="jonas",
        act=lambda case, w: handover_actions.offer(
            case, by=w.jonas, receiver=w.housing, reason="Bolig"
        ),
        page="case-offer",
        api="cases/{}/offer/",
        on_case=True,
        said=lambda w: {"receiver": w.housing.pk, "reason": "Bolig"},
        typed=lambda w: {
            "go": "offer",
            "warm": "yes",
            "planned": "yes",
            "our_part_ends": "no",
        },
    ),
    "accept": Step(
        by="hanne",
        act=lambda h, w: handover_actions.accept(h, by=w.hanne, read_back="Ja"),
        page="handover-accept",
        api="handovers/{}/accept/",
        said=lambda w: {"read_back": "Ja"},
    ),
    "decline": Step(
        by="hanne",
        act=lambda h, w: handover_actions.decline(
            h, by=w.hanne, code="no_capacity", text="Nej"
        ),
        page="handover-decline",
        api="handovers/{}/decline/",
        said=lambda w: {"code": "no_capacity", "text": "Nej"},
    ),
    "withdraw": Step(
        by="jonas",
        act=lambda h, w: handover_actions.withdraw(h, by=w.jonas),
        page="handover-withdraw",
        api="handovers/{}/withdraw/",
    ),
    "complete": Step(
        by="hanne",
        act=lambda h, w: handover_actions.complete(h, by=w.hanne),
        page="handover-complete",
        api="handovers/{}/complete/",
        typed=lambda w: {"met": "yes"},
    ),
    "object_to": Step(
        by="jonas",
        act=lambda h, w: handover_actions.object_to(h, by=w.jonas, objection="Nej"),
        page="handover-object",
        api="handovers/{}/object/",
        said=lambda w: {"objection": "Nej"},
        # a takeover is completed by the contact that causes it, in one transaction
        never_in=("accepted",),
    ),
    "lapse": clock("lapse"),
    "remind": clock("remind"),
    "escalate": clock("escalate"),
}

INVOLVEMENT = {
    "begin": Step(
        by="jonas",
        act=lambda case, w: involvement_actions.begin(
            case, by=w.jonas, department=w.school, **by_statute(w)
        ),
        page="case-involve",
        api="cases/{}/involve/",
        on_case=True,
        said=lambda w: {"department": w.school.pk, **by_statute(w)},
    ),
    "end": Step(
        by="jonas",
        act=lambda part, w: involvement_actions.end(part, by=w.jonas),
        page="involvement-end",
        api="involvements/{}/end/",
    ),
}

CONSENT = {
    "give": Step(
        by="jonas",
        act=lambda case, w: consent_actions.give(
            case, by=w.jonas, departments=[w.housing], purpose="En bolig"
        ),
        page="case-consent",
        api="cases/{}/consent/",
        on_case=True,
        said=lambda w: {"departments": [w.housing.pk], "purpose": "En bolig"},
        typed=lambda w: {"kind": "sharing", "way": "spoken"},
    ),
    "withdraw": Step(
        by="jonas",
        act=lambda consent, w: consent_actions.withdraw(consent, by=w.jonas),
        page="consent-withdraw",
        api="consents/{}/withdraw/",
    ),
    "expire": clock("expire"),
}

CHARTER = {
    "keep": Step(
        by="jonas",
        act=lambda case, w: charter_actions.keep(case, by=w.jonas, reason="Bolig"),
        page="case-charter",
        api="cases/{}/charter/",
        on_case=True,
        said=lambda w: {"reason": "Bolig"},
    )
}

CONTACT = {
    "log": Step(
        by="jonas",
        act=lambda case, w: contact_actions.log(
            case, by=w.jonas, department=w.jobs, note="Talte sammen"
        ),
        page="case-contact",
        api="cases/{}/contact/",
        on_case=True,
        said=lambda w: {"department": w.jobs.pk, "note": "Talte sammen"},
        typed=lambda w: {
            "kind": "call",
            "attended": "on",
            "happened_at": f"{in_days(-1).isoformat()}T10:00",
        },
    )
}

GOAL = {
    "set_goal": Step(
        by="hanne",
        act=lambda case, w: plan_actions.set_goal(case, by=w.hanne, words="En dør"),
        page="case-goal",
        api="cases/{}/goal/",
        on_case=True,
        said=lambda w: {"words": "En dør"},
    ),
    "reach": Step(
        by="hanne",
        act=lambda goal, w: plan_actions.reach(goal, by=w.hanne),
        page="goal-reach",
        api="goals/{}/reach/",
    ),
    "drop": Step(
        by="hanne",
        act=lambda goal, w: plan_actions.drop_goal(goal, by=w.hanne),
        page="goal-drop",
        api="goals/{}/drop/",
    ),
}

MEASURE = {
    "add": Step(
        by="hanne",
        act=lambda case, w: plan_actions.add(
            case, by=w.hanne, what="Ring", responsible=w.jonas, due_on=in_days(3)
        ),
        page="case-measure",
        api="cases/{}/measure/",
        on_case=True,
        said=task,
        typed=lambda w: {"kind": "measure"},
    ),
    "change": Step(
        by="jonas",
        act=lambda measure, w: plan_actions.change(
            measure, by=w.jonas, what="Ring", responsible=w.jonas, due_on=in_days(4)
        ),
        page="measure-change",
        api="measures/{}/change/",
        said=task,
    ),
    "finish": Step(
        by="jonas",
        act=lambda measure, w: plan_actions.finish(measure, by=w.jonas),
        page="measure-finish",
        api="measures/{}/finish/",
    ),
    "drop": Step(
        by="jonas",
        act=lambda measure, w: plan_actions.drop(measure, by=w.jonas),
        page="measure-drop",
        api="measures/{}/drop/",
    ),
}

PLAN = {
    "agree": Step(
        by="hanne",
        act=lambda case, w: plan_actions.agree(case, by=w.hanne, review_on=in_days(30)),
        page="case-plan",
        api="cases/{}/plan/",
        on_case=True,
        said=review,
    )
}
