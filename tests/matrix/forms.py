"""Forms that are no step of a case: who fills them in, about what, with which words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import Field
from django.utils import timezone

from cases.citizen.forms import RevealForm
from coordination.models import Department, Membership, User
from coordination.organisation import close_department, deactivate
from feedback.audio.sound import MOST
from feedback.counter import actions as counter_actions
from feedback.counter import forms as counter_forms
from feedback.invitation.code import code_of
from feedback.invitation.token import token
from feedback.language import actions as language_actions
from feedback.paper.forms import new_key
from feedback.round import actions as round_actions
from mentors.visit import intake
from tests.feedback.asked import ask, begin
from tests.feedback.round.asked import OWN_QUESTION, THEMES
from tests.matrix.steps_of_mentors import monas
from tests.matrix.subjects import make
from tests.matrix.world import arrange_deputy, in_days, tell, write_report


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form: who fills it in, what its address names, what could be used.

    Without `words`, what the page has filled in by itself can be used. `more` are
    fields that are read besides those of the form the page shows.
    """

    by: str = ""
    about: Callable[..., tuple[Any, ...]] = lambda world: ()
    words: Callable[..., dict[str, Any]] | None = None
    fields: dict[str, Field] = field(default_factory=dict)
    more: tuple[str, ...] = ()
    bad: dict[str, dict[str, Any]] = field(default_factory=dict)
    # 200 shows what was asked for, and is no form that came back
    looks: bool = False


def seat_of(person):
    return Membership.objects.get(user=person)


def running(world):
    return make(world, "mentorship", "active")


def visited(world):
    return intake.receive(write_report(running(world)), by=world.mona).visit


def asked(world, *, mode="phone"):
    """Return somebody who is asked in a round in which Hanne interviews."""
    held = begin(by=world.lis)
    round_actions.name_interviewers(held, by=world.lis, interviewers=[world.hanne])
    return ask(held, mode=mode)


def round_with_own_question(world):
    return begin(by=world.lis, instrument=THEMES, local_items=[OWN_QUESTION])


def has_second_step(world):
    Authenticator.objects.create(user=world.hanne, type="totp", data={})
    return (world.hanne.pk,)


def has_a_last_day(world):
    seat = seat_of(world.hanne)
    Membership.objects.filter(pk=seat.pk).update(ends_on=in_days(3))
    return (seat.pk,)


def is_offered(world):
    language_actions.check("ar", by=world.administrator, checked_by="Amal")
    return ("ar",)


def colleague(world):
    return {
        "name": "Nora Prøve",
        "username": "nora",
        "email": "nora@example.org",
        "department": world.housing.pk,
        "role": "caseworker",
    }


def told(world):
    """Return the number of a message to Hanne."""
    handover = make(world, "handover", "offered")
    return tell(world.hanne, handover).pk


def closed(world):
    close_department(Department.objects.get(pk=world.annex.pk), by=None)
    return world.annex.pk


def left(world):
    deactivate(User.objects.get(pk=world.anna.pk), by=None)
    return world.anna.pk


def file_of(content):
    return lambda: SimpleUploadedFile("lyd.mp3", content)


NO_SOUNDS = {
    "no file": "hej",
    "nothing": file_of(b""),
    "no sound": file_of(b"<script>alert(1)</script>"),
    "too long": file_of(b"ID3" + b"x" * MOST),
}


def paper(world):
    return {
        "code": code_of(world.paper),
        "key": new_key(world.me),
        "lang": "da",
        "helped": "nobody",
        "overall": "4",
    }


def at_a_counter(world):
    held = begin(by=world.lis)
    world.counter, secret = counter_actions.open_counter(held, by=world.hanne)
    world.at_counter = ask(held)
    return (secret,)


def on_tablet(world):
    return {
        "code": code_of(world.at_counter),
        "key": counter_forms.new_key(world.counter),
        "lang": "da",
        "overall": "4",
    }


def keep(world, name, found):
    """Remember what was made for the words that go with it."""
    setattr(world, name, found)
    return found


def filled_in(shown):
    """Return a function that gives what a page has filled in by itself."""
    words = {
        bound.name: value
        for bound in shown.context["form"]
        if (value := bound.value()) not in (None, False, [])
    }
    return lambda: words


FORMS = {
    "emergency": Form(
        by="outsider",
        words=lambda w: {"number": w.case.number, "reason": "Er indlagt på hospitalet"},
    ),
    "case-citizen": Form(by="jonas", about=lambda w: (w.case.pk,)),
    "case-reveal": Form(
        by="jonas",
        about=lambda w: (w.case.pk,),
        words=lambda w: {"what": "cpr", "reason": "Skal bruges til lægen"},
        fields=RevealForm.base_fields,
        looks=True,
    ),
    "person-hire": Form(by="administrator", words=colleague),
    "person-correct": Form(by="administrator", about=lambda w: (w.hanne.pk,)),
    "seat-give": Form(
        by="administrator",
        about=lambda w: (w.hanne.pk,),
        words=lambda w: {"department": w.jobs.pk, "role": "caseworker"},
    ),
    "seat-end": Form(by="administrator", about=lambda w: (seat_of(w.hanne).pk,)),
    "department-open": Form(by="administrator", words=lambda w: {"name": "Havnen"}),
    "department-correct": Form(by="administrator", about=lambda w: (w.housing.pk,)),
    "settings": Form(by="administrator"),
    "language-check": Form(
        by="administrator",
        about=lambda w: ("ar",),
        words=lambda w: {"checked_by": "Amal", "checked_on": timezone.localdate()},
    ),
    "language-sounds": Form(
        by="administrator",
        about=lambda w: ("ar", "handover-pulse-1"),
        words=lambda w: {"item": "coherent", "sound": file_of(b"ID3" + b"x" * 99)()},
        more=("remove",),
        bad={"sound": NO_SOUNDS},
    ),
    "round-sounds": Form(
        by="lis",
        about=lambda w: (keep(w, "own", round_with_own_question(w)).pk,),
        words=lambda w: {
            "item": w.own.own_questions.items[0].code,
            "sound": file_of(b"ID3" + b"x" * 99)(),
        },
        more=("remove",),
        bad={"sound": NO_SOUNDS},
    ),
    "worklist-search": Form(
        by="jonas", words=lambda w: {"q": "Karla"}, more=("q",), looks=True
    ),
    "targets": Form(by="lis"),
    "deputies": Form(
        by="jonas",
        words=lambda w: {
            "deputy": w.jytte.pk,
            "first": in_days(1).isoformat(),
            "last": in_days(2).isoformat(),
        },
    ),
    "visit-log": Form(
        by="mona",
        about=lambda w: (running(w).pk,),
        words=lambda w: {
            "client_id": str(uuid4()),
            "outcome": "done",
            "kind": "home",
            "started_at": f"{in_days(-1).isoformat()}T10:00",
        },
    ),
    "visit-correct": Form(by="mona", about=lambda w: (visited(w).pk,)),
    "unplacedvisit-place": Form(
        by="mona",
        about=lambda w: (make(w, "unplacedvisit", "unplaced").pk,),
        words=lambda w: {
            "edited": "yes",
            "outcome": "done",
            "kind": "home",
            "mentorship": monas(w).pk,
        },
        more=("mentorship", "edited"),
    ),
    "field-address": Form(
        by="mona",
        about=lambda w: (running(w).pk,),
        words=lambda w: {"reason": "Skal finde vej derhen"},
        looks=True,
    ),
    "interview-ask": Form(
        by="hanne",
        about=lambda w: (asked(w).pk,),
        words=lambda w: {"mode": "phone", "helped": "nobody", "overall": "4"},
        more=("lang",),
    ),
    "interview-decline": Form(
        by="hanne",
        about=lambda w: (asked(w).pk,),
        words=lambda w: {"for_good": "no"},
    ),
    "paper": Form(
        by="hanne",
        about=lambda w: keep(w, "paper", asked(w, mode="letter")) and (),
        words=paper,
        more=("key", "lang", "helped", "overall", "text", "call_me"),
    ),
    "desk": Form(
        by="hanne",
        about=lambda w: asked(w) and (),
        words=lambda w: {"name": "Karla"},
        looks=True,
    ),
    "survey": Form(
        about=lambda w: (token(asked(w, mode="web")),),
        words=lambda w: {"overall": "4"},
        more=("lang",),
    ),
    "survey-code": Form(
        about=lambda w: keep(w, "letter", asked(w, mode="letter")) and (),
        words=lambda w: {"code": code_of(w.letter)},
    ),
    "counter-answer": Form(
        about=at_a_counter,
        words=on_tablet,
        more=("code", "key", "lang", "overall", "text", "call_me"),
    ),
    "set_language": Form(
        words=lambda w: {"language": "da", "next": "/"}, more=("language", "next")
    ),
}

# Buttons: a form without a field, which reads nothing of what is sent along.
BUTTONS = {
    "department-close": Form(by="administrator", about=lambda w: (w.annex.pk,)),
    "department-reopen": Form(by="administrator", about=lambda w: (closed(w),)),
    "person-link": Form(by="administrator", about=lambda w: (w.hanne.pk,), looks=True),
    "person-two-step": Form(by="administrator", about=has_second_step),
    "person-deactivate": Form(by="administrator", about=lambda w: (w.outsider.pk,)),
    "person-reactivate": Form(by="administrator", about=lambda w: (left(w),)),
    "seat-keep": Form(by="administrator", about=has_a_last_day),
    "language-stop": Form(by="administrator", about=is_offered),
    "deputy-end": Form(
        by="jonas", about=lambda w: (arrange_deputy(w, "jonas", "jytte").pk,)
    ),
    "notices-seen": Form(by="hanne"),
    "notice-open": Form(by="hanne", about=lambda w: (told(w),)),
    "calendar-feed-give": Form(by="mona", looks=True),
    "calendar-feed-take-back": Form(by="mona"),
    "visit-held-keep": Form(
        by="mona", about=lambda w: (make(w, "heldvisit", "held").pk,)
    ),
    "visit-held-drop": Form(
        by="mona", about=lambda w: (make(w, "heldvisit", "held").pk,)
    ),
    "unplacedvisit-drop": Form(
        by="mona", about=lambda w: (make(w, "unplacedvisit", "unplaced").pk,)
    ),
    "survey-stop": Form(about=lambda w: (token(asked(w, mode="web")),), looks=True),
}
