"""What a form or button is about, made so that it can be used."""

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.plan import actions as plan_actions
from coordination.models import Department, Membership, User
from coordination.organisation import close_department, deactivate
from feedback.audio.sound import MOST
from feedback.counter import actions as counter_actions
from feedback.counter import forms as counter_forms
from feedback.invitation.code import code_of
from feedback.language import actions as language_actions
from feedback.paper.forms import new_key
from feedback.round import actions as round_actions
from mentors.visit import intake
from tests.cast import seat_of
from tests.feedback.asked import ask, begin
from tests.feedback.round.asked import OWN_QUESTION, THEMES
from tests.matrix.subjects import make
from tests.matrix.world import in_days, tell, write_report


def running(world):
    return make(world, "mentorship", "active")


def wished(world):
    """Return the citizen's wish to be called by Jonas."""
    return plan_actions.add(
        world.case,
        by=None,
        what="Ring",
        responsible=world.jonas,
        due_on=in_days(2),
        kind="contact_wish",
    )


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
