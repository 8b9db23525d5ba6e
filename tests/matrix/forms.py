"""Forms that are no step of a case: who fills them in, about what, with which words."""

from uuid import uuid4

from django.utils import timezone

from cases.citizen.forms import RevealForm
from feedback.invitation.code import code_of
from feedback.invitation.token import token
from tests.cast import seat_of
from tests.matrix.form import Form
from tests.matrix.steps_of_mentors import monas
from tests.matrix.subjects import make
from tests.matrix.subjects_of_forms import (
    NO_SOUNDS,
    asked,
    at_a_counter,
    colleague,
    file_of,
    keep,
    on_tablet,
    paper,
    round_with_own_question,
    running,
    visited,
    wished,
)
from tests.matrix.world import in_days

FORMS = {
    "emergency": Form(
        by="outsider",
        words=lambda w: {"number": w.case.number, "reason": "Er indlagt på hospitalet"},
    ),
    "call": Form(by="jonas", about=lambda w: (wished(w).pk,)),
    "call-pass-on": Form(
        by="jonas",
        about=lambda w: (wished(w).pk,),
        words=lambda w: {"responsible": w.kim.pk},
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
        more=("key", "lang", "overall", "text", "call_me"),
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
