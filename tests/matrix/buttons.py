"""Buttons: a form without a field, which reads nothing of what is sent along."""

from feedback.invitation.token import token
from tests.matrix.form import Form
from tests.matrix.subjects import make
from tests.matrix.subjects_of_forms import (
    asked,
    closed,
    has_a_last_day,
    has_second_step,
    is_offered,
    left,
    told,
)
from tests.matrix.world import arrange_deputy

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
