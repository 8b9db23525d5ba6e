"""Where each step that a person takes can be tried with words it cannot use."""

from cases.consent import actions as consent_actions
from tests.matrix.steps import STEPS
from tests.matrix.subjects import make
from tests.matrix.subjects_of_forms import running
from tests.matrix.world import build_world, open_case, refresh

# The state to begin in; a step that is not named begins something.
STATES = {
    "coordinate": "open",
    "decline_coordination": "open",
    "end_coordination": "coordinated",
    "pause": "open",
    "resume": "paused",
    "close": "open",
    "reopen": "closed",
    "reassign": "open",
    "accept": "offered",
    "withdraw": "offered",
    "complete": "accepted",
    "object_to": "completed",
    "reach": "set",
    "change": "open",
    "finish": "open",
    "match": "proposed",
    "activate": "proposed",
    "renew": "active",
    "move": "planned",
    "cancel": "planned",
    "end": "active",
    "extend": "out",
    "come_back": "out",
    "release": "held",
    "place": "unplaced",
    "put_away": "in_use",
    "rebase": "pinned",
    "take_back": "pinned",
    "name_interviewers": "draft",
    "start": "draft",
    "call_off": "open",
}
BY_NOUN = {
    ("handover", "decline"): "offered",
    ("consent", "withdraw"): "given",
    ("goal", "drop"): "set",
    ("measure", "drop"): "open",
    ("remark", "drop"): "held",
    ("heldvisit", "keep"): "held",
    ("heldvisit", "drop"): "held",
    ("unplacedvisit", "drop"): "unplaced",
    ("round", "change"): "draft",
    ("round", "close"): "open",
    ("round", "take_back"): "closed",
}
# Whose page is a button, or a choice of one tap.
ON_A_TAP = {"heldvisit", "unplacedvisit"}
TRIED = [
    (noun, name)
    for noun, steps in STEPS.items()
    for name, step in steps.items()
    if step.by
]


def build_case():
    """Return the municipality, with the one case that everything is tried on."""
    world = build_world()
    world.case = open_case(world, parties=("housing", "psychiatry"))
    consent_actions.give(
        world.case, by=world.jonas, kind="shared_plan", purpose="En fælles plan"
    )
    return refresh(world)


def state_of(noun, name):
    return BY_NOUN.get((noun, name)) or STATES.get(name, "new")


def target_of(world, noun, name, step):
    """Return the number in the step's address, after making the thing it is about."""
    if step.afresh:
        return None
    if step.on_case:
        return world.case.pk
    if step.on_mentorship:
        return running(world).pk
    made = make(world, noun, state_of(noun, name))
    if step.prepare:
        step.prepare(world, made)
    return made.pk
