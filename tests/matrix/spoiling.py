"""What is done to a case so that one condition of a step is not met."""

from dataclasses import replace
from datetime import timedelta

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
from tests.matrix.step import by_statute, in_an_hour
from tests.matrix.steps import STEPS
from tests.matrix.subjects_of_cases import offered
from tests.matrix.world import in_days, propose, ten_on


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


log_what_is_old = replace(
    STEPS["contact"]["log"],
    act=lambda case, w: contact_actions.log(
        case,
        by=w.jonas,
        department=w.jobs,
        happened_at=timezone.now() - timedelta(days=400),
    ),
    said=lambda w: {
        "department": w.jobs.pk,
        "happened_at": f"{in_days(-400).isoformat()}T10:00:00Z",
    },
    typed=lambda w: {
        "kind": "call",
        "attended": "on",
        "happened_at": f"{in_days(-400).isoformat()}T10:00",
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
