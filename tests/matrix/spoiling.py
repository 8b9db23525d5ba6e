"""For each condition of each step: a case in which everything but that is right."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from cases.case import actions as case_actions
from cases.consent import actions as consent_actions
from cases.consent.models import Consent
from cases.contact import actions as contact_actions
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from cases.involvement import actions as involvement_actions
from coordination.models import Membership
from coordination.workflow import perform
from feedback.note import actions as note_actions
from feedback.round.models import Round
from mentors.mentorship import actions as mentorship_actions
from mentors.mentorship.models import Mentorship
from mentors.outing import actions as outing_actions
from mentors.planned.models import PlannedVisit
from tests.matrix.step import by_statute, in_an_hour, leave_psychiatry
from tests.matrix.steps import STEPS
from tests.matrix.subjects_of_cases import offered
from tests.matrix.world import in_days, propose, ten_on


@dataclass(frozen=True)
class Spoil:
    """The state to begin in, what spoils it, and what is said otherwise than usual."""

    state: str
    how: Any = None
    step: Any = None


def close(world, _subject):
    case_actions.close(world.case, by=world.jonas, outcome="other")


def let_last_day_pass(_world, held):
    Round.objects.filter(pk=held.pk).update(since=in_days(-9), until=in_days(-1))


def change_the_wording(_world, held):
    Round.objects.filter(pk=held.pk).update(fingerprint="0" * 64)


def pause(world, _subject):
    case_actions.pause(world.case, by=world.jonas, reason="Ferie")


def offer(world, _subject):
    offered(world)


def take_plan_back(world, _subject):
    for consent in Consent.objects.in_force().filter(kind="shared_plan"):
        consent_actions.withdraw(consent, by=world.jonas)


def leave_housing(world, _subject):
    part = world.case.parties().get(department=world.housing)
    involvement_actions.end(part, by=world.jonas)


def pass_to_housing(world, _subject):
    handover_actions.accept(offered(world), by=world.hanne, read_back="Ja")


def object_once(world, handover):
    handover_actions.object_to(handover, by=world.jonas, objection="Nej")


def let_days_pass(_world, handover):
    then = timezone.now() - timedelta(days=12)
    Handover.objects.filter(pk=handover.pk).update(accepted_at=then)


def forget_mentor(_world, mentorship):
    Mentorship.objects.filter(pk=mentorship.pk).update(mentor=None)


def let_seat_run_out(world, _mentorship):
    ended = timezone.now() - timedelta(hours=1)
    Membership.objects.filter(user=world.mona).update(until=ended)


def give_another_part(world, _mentorship):
    involvement_actions.begin(
        world.case, by=None, person=world.mona, kind="lead", **by_statute(world)
    )


def rest_on_a_consent(world, mentorship):
    """Let it rest on a consent that does not cover the mentor's department."""
    Mentorship.objects.filter(pk=mentorship.pk).update(
        basis="consent", basis_text="", consent=another_consent(world)
    )


def another_consent(world):
    return consent_actions.give(
        world.case, by=world.jonas, departments=[world.housing], purpose="En bolig"
    )


def not_yet_begun(world, planned):
    """Return a plan for a mentorship that is only proposed."""
    return PlannedVisit(
        case=world.case, mentorship=propose(world, world.case), starts_at=ten_on(5)
    )


def begin_another_first(world, mentorship):
    """Let another mentorship run, and return a new proposal."""
    mentorship_actions.activate(mentorship, by=world.mona)
    return propose(world, world.case, mentor="mette")


def go_out(world, _outing):
    outing_actions.begin(by=world.mona, expected_back_at=in_an_hour())


def propose_another(world, _subject):
    propose(world, world.case)


OFFER = STEPS["handover"]["offer"]
offer_to_ourselves = replace(
    OFFER,
    act=lambda case, w: handover_actions.offer(
        case, by=w.jonas, receiver=w.jobs, reason="Bolig"
    ),
    said=lambda w: {"receiver": w.jobs.pk, "reason": "Bolig"},
)
housing_leaves_itself = replace(
    STEPS["involvement"]["end"],
    by="hanne",
    act=lambda part, w: involvement_actions.end(part, by=w.hanne),
)
log_what_comes = replace(
    STEPS["contact"]["log"],
    act=lambda case, w: contact_actions.log(
        case,
        by=w.jonas,
        department=w.jobs,
        happened_at=timezone.now() + timedelta(days=1),
    ),
    said=lambda w: {
        "department": w.jobs.pk,
        "happened_at": f"{in_days(2).isoformat()}T10:00:00Z",
    },
    typed=lambda w: {
        "kind": "call",
        "attended": "on",
        "happened_at": f"{in_days(2).isoformat()}T10:00",
    },
)


def take_first(step):
    """Return what takes a step of the clock a first time."""

    def take(_world, subject):
        perform(getattr(subject, step), by=None)

    return take


def by_the_clock(noun, step):
    """Return a step of the clock, tried where somebody sees the thing."""
    return replace(STEPS[noun][step], by="jonas")


PROPOSE = STEPS["mentorship"]["propose"]


def propose_with(**changed):
    """Return the step of proposing, with something else in it."""

    def said(world):
        return PROPOSE.said(world) | {
            name: value(world) for name, value in changed.items()
        }

    def act(case, world):
        given = {**said(world), "until": in_days(90), "department": world.corps}
        if "mentor" in given:
            given["mentor"] = changed["mentor"](world) and getattr(
                world, person_of(world, given["mentor"])
            )
        if "consent" in given:
            given["consent"] = Consent.objects.get(pk=given["consent"])
        mentorship_actions.propose(case, by=world.jonas, **given)

    return replace(PROPOSE, said=said, act=act)


def person_of(world, pk):
    return next(
        n
        for n, v in vars(world).items()
        if getattr(v, "pk", 0) == pk and hasattr(v, "username")
    )


def newest_consent(world):
    return Consent.objects.filter(case=world.case, kind="sharing").latest("pk").pk


by_lena = replace(
    STEPS["mentorship"]["activate"],
    by="lena",
    act=lambda m, w: mentorship_actions.activate(m, by=w.lena),
)
with_a_stranger = propose_with(mentor=lambda w: w.hanne.pk)
with_somebody_else = propose_with(mentor=lambda w: w.mona.pk)
without_consent = propose_with(
    basis=lambda w: "consent", basis_text=lambda w: "", consent=newest_consent
)


def let_the_chart_begin_anew(world, note):
    note_actions.pin(
        by=world.lone,
        indicator=note.indicator,
        month=note.month,
        what="Et andet møde",
        rebase=True,
    )


NEXT = in_days(40).replace(day=1)
pin_to_a_month_to_come = replace(
    STEPS["note"]["pin"],
    act=lambda _new, w: note_actions.pin(
        by=w.lone, indicator="coherent", month=NEXT, what="Fælles møde"
    ),
    said=lambda w: {
        "indicator": "coherent",
        "month": NEXT.isoformat(),
        "what": "Fælles møde",
    },
)

THREE = {"three_departments": Spoil("open", leave_psychiatry)}
SPOILS = {
    ("case", "coordinate"): THREE,
    ("case", "decline_coordination"): THREE,
    ("case", "end_coordination"): {"two_departments_or_fewer": Spoil("coordinated")},
    ("case", "pause"): {"nothing_is_on_its_way": Spoil("open", offer)},
    ("case", "close"): {"nothing_is_on_its_way": Spoil("open", offer)},
    ("contact", "log"): {
        "case_is_active": Spoil("new", close),
        "has_happened": Spoil("new", step=log_what_comes),
    },
    ("goal", "set_goal"): {"case_is_active": Spoil("new", close)},
    ("measure", "add"): {"case_is_active": Spoil("new", close)},
    ("measure", "change"): {"case_is_active": Spoil("open", close)},
    ("plan", "agree"): {
        "case_is_active": Spoil("new", close),
        "citizen_agreed_to_plan": Spoil("new", take_plan_back),
    },
    ("involvement", "begin"): {"case_is_active": Spoil("new", close)},
    ("involvement", "end"): {
        "does_not_hold": Spoil("active", pass_to_housing, housing_leaves_itself)
    },
    ("handover", "offer"): {
        "case_is_running": Spoil("new", pause),
        "goes_to_another": Spoil("new", step=offer_to_ourselves),
        "nothing_else_is_offered": Spoil("new", offer),
        "receiver_may_know": Spoil("new", leave_housing),
    },
    ("handover", "accept"): {"receiver_may_know": Spoil("offered", leave_housing)},
    ("handover", "object_to"): {
        "still_time_to_object": Spoil("completed", let_days_pass),
        "not_objected_yet": Spoil("completed", object_once),
    },
    ("handover", "remind"): {
        "not_reminded_yet": Spoil(
            "offered", take_first("remind"), by_the_clock("handover", "remind")
        )
    },
    ("handover", "escalate"): {
        "not_escalated_yet": Spoil(
            "offered", take_first("escalate"), by_the_clock("handover", "escalate")
        )
    },
    ("mentorship", "propose"): {
        "nothing_else_is_proposed": Spoil("new", propose_another),
        "mentor_still_works_there": Spoil("new", step=with_a_stranger),
        "mentor_has_no_other_part": Spoil("new", give_another_part, with_somebody_else),
        "basis_holds": Spoil("new", lambda w, _s: another_consent(w), without_consent),
    },
    ("mentorship", "activate"): {
        "mentor_is_chosen": Spoil("proposed", forget_mentor, by_lena),
        "mentor_still_works_there": Spoil("proposed", let_seat_run_out, by_lena),
        "mentor_has_no_other_part": Spoil("proposed", give_another_part, by_lena),
        "citizen_has_no_mentor": Spoil("proposed", begin_another_first, by_lena),
        "basis_holds": Spoil("proposed", rest_on_a_consent),
    },
    ("plannedvisit", "plan"): {"mentorship_runs": Spoil("new", not_yet_begun)},
    ("mentorship", "renew"): {"basis_holds": Spoil("active", rest_on_a_consent)},
    ("outing", "begin"): {"nobody_is_out_twice": Spoil("new", go_out)},
    ("note", "pin"): {"month_has_begun": Spoil("new", step=pin_to_a_month_to_come)},
    ("note", "rebase"): {
        "nothing_begins_there": Spoil("pinned", let_the_chart_begin_anew)
    },
    ("round", "start"): {
        "last_day_is_ahead": Spoil("draft", let_last_day_pass),
        "wording_is_as_planned": Spoil("draft", change_the_wording),
    },
}

# Each would need a case that no step leads to; the condition is a second line.
UNREACHABLE = {
    # on a closed case nobody has the permission, and that is asked first
    ("mentorship", "propose", "case_is_active"),
    # a case is not paused or closed while an offer is open
    ("handover", "accept", "case_is_running"),
    # the giver is read a moment before; only a race gets here, see tests/rigs
    ("handover", "offer", "giver_holds"),
    # the clock looks for those not reminded; only a race gets here, see tests/rigs
    ("invitation", "remind", "not_reminded_yet"),
    # closing the case has ended the mentorship
    ("mentorship", "activate", "case_is_active"),
    ("mentorship", "renew", "case_is_active"),
}
