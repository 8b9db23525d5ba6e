"""Every step of the nouns of the mentors."""

from mentors.mentorship import actions as mentorship_actions
from mentors.mentorship.models import Mentorship
from mentors.outing import actions as outing_actions
from mentors.planned import actions as planned_actions
from mentors.unplaced import actions as unplaced_actions
from mentors.visit import intake
from tests.matrix.step import Step, by_statute, clock, in_an_hour
from tests.matrix.world import in_days, ten_on, write_report

MENTORSHIP = {
    "propose": Step(
        by="jonas",
        act=lambda case, w: mentorship_actions.propose(
            case,
            by=w.jonas,
            department=w.corps,
            goal="Ud blandt andre",
            until=in_days(90),
            **by_statute(w),
        ),
        page="mentorship-propose",
        api="cases/{}/mentorship/",
        on_case=True,
        said=lambda w: {
            "department": w.corps.pk,
            "goal": "Ud blandt andre",
            "until": in_days(90).isoformat(),
            **by_statute(w),
        },
        typed=lambda w: {"shared": "summary", "frequency": "weekly"},
    ),
    "match": Step(
        by="lena",
        act=lambda m, w: mentorship_actions.match(m, by=w.lena, mentor=w.mette),
        page="mentorship-match",
        api="mentorships/{}/match/",
        said=lambda w: {"mentor": w.mette.pk},
    ),
    "activate": Step(
        by="mona",
        act=lambda m, w: mentorship_actions.activate(m, by=w.mona),
        page="mentorship-activate",
        api="mentorships/{}/activate/",
    ),
    "renew": Step(
        by="jonas",
        act=lambda m, w: mentorship_actions.renew(m, by=w.jonas, until=in_days(100)),
        page="mentorship-renew",
        api="mentorships/{}/renew/",
        said=lambda w: {"until": in_days(100).isoformat()},
    ),
    "end": Step(
        by="jonas",
        act=lambda m, w: mentorship_actions.end(m, by=w.jonas, because="other"),
        page="mentorship-end",
        api="mentorships/{}/end/",
        said=lambda w: {"because": "other"},
    ),
}

OUTING = {
    "begin": Step(
        by="mona",
        act=lambda outing, w: outing_actions.begin(
            by=w.mona, expected_back_at=in_an_hour()
        ),
        page="outing-begin",
        api="outings/",
        said=lambda w: {"expected_back_at": in_an_hour().isoformat()},
        afresh=True,
    ),
    "extend": Step(
        by="mona",
        act=lambda outing, w: outing_actions.extend(outing, by=w.mona),
        page="outing-extend",
        api="outings/{}/extend/",
        said=lambda w: {"minutes": 30},
    ),
    "come_back": Step(
        by="lena",
        act=lambda outing, w: outing_actions.come_back(
            outing, by=w.lena, heard="Talt sammen"
        ),
        page="outing-come-back",
        api="outings/{}/come-back/",
        said=lambda w: {"heard": "Talt sammen"},
    ),
    "remind": clock("remind"),
    "ask_colleague": clock("ask_colleague"),
    "tell_leaders": clock("tell_leaders"),
}

HELD = {
    "hold": clock("hold"),
    "keep": Step(
        by="mona",
        act=lambda held, w: intake.keep(held, by=w.mona),
        page="visit-held-keep",
        api="held-visits/{}/keep/",
    ),
    "drop": Step(
        by="mona",
        act=lambda held, w: intake.drop(held, by=w.mona),
        page="visit-held-drop",
        api="held-visits/{}/drop/",
    ),
}


def a_time(days):
    return lambda _world: {"starts_at": f"{in_days(days).isoformat()}T10:00"}


PLANNED = {
    "plan": Step(
        by="mona",
        act=lambda m, w: planned_actions.plan(m, by=w.mona, starts_at=ten_on(5)),
        page="planned-visit-plan",
        api="mentorships/{}/plan-visit/",
        on_mentorship=True,
        said=a_time(5),
        typed=lambda w: {"minutes": 60, "kind": "home"},
    ),
    "move": Step(
        by="mona",
        act=lambda p, w: planned_actions.move(p, by=w.mona, starts_at=ten_on(6)),
        page="planned-visit-move",
        api="planned-visits/{}/move/",
        said=a_time(6),
        typed=lambda w: {"minutes": 60, "kind": "home"},
    ),
    "cancel": Step(
        by="mona",
        act=lambda p, w: planned_actions.cancel(p, by=w.mona),
        page="planned-visit-cancel",
        api="planned-visits/{}/cancel/",
    ),
    "write_down": clock(
        "write_down",
        lambda planned, w: {
            "visit": intake.receive(write_report(planned.mentorship), by=w.mona).visit
        },
    ),
}


def place(unplaced, world):
    report = write_report(monas(world), client_id=unplaced.client_id)
    unplaced_actions.place(unplaced, by=world.mona, report=report)


def monas(world):
    return Mentorship.objects.filter(mentor=world.mona).latest("pk")


UNPLACED = {
    "lay_aside": clock("lay_aside"),
    "place": Step(
        by="mona",
        act=place,
        page="unplacedvisit-place",
        api="unplaced-visits/{}/place/",
        said=lambda w: {"mentorship": monas(w).pk},
    ),
    "drop": Step(
        by="mona",
        act=lambda unplaced, w: unplaced_actions.drop(unplaced, by=w.mona),
        page="unplacedvisit-drop",
        api="unplaced-visits/{}/drop/",
    ),
}
