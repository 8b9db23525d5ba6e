"""One of the nouns of feedback in each of its states, as people get it there."""

from datetime import date

from cases.handover import actions as handover_actions
from coordination.workflow import perform
from feedback.answer.counting import Cell
from feedback.answer.intake import answer
from feedback.benchmark import actions as benchmark_actions
from feedback.benchmark.models import Benchmark
from feedback.counter import actions as counter_actions
from feedback.counter.models import Counter
from feedback.instrument.catalogue import newest
from feedback.invitation import actions as invitation_actions
from feedback.invitation.models import Invitation
from feedback.note import actions as note_actions
from feedback.note.models import Note
from feedback.remark import actions as remark_actions
from feedback.remark.models import Remark
from feedback.round import actions as round_actions
from feedback.round.models import Round
from tests.feedback.asked import begin, draw
from tests.matrix.steps_of_feedback import OTHERS, open_round, wishes
from tests.matrix.subjects_of_cases import offered
from tests.matrix.world import in_days


def remark(world, state):
    said = {
        "month": date(2026, 1, 1),
        "receiver": world.psychiatry.pk,
        "text": "Det gik meget godt",
    }
    if state == "new":
        return Remark(pk=None, **said)
    found = Remark.objects.create(state="held", **said)
    if state == "released":
        remark_actions.release(found, by=world.lone, out=[])
    if state == "dropped":
        remark_actions.drop(found, by=world.lone)
    return found


def benchmark(world, state):
    if state == "new":
        return Benchmark(title="Andre", instrument="handover-pulse-1", content=OTHERS)
    found = benchmark_actions.bring_in(OTHERS, by=world.lone)
    if state == "put_away":
        benchmark_actions.put_away(found, by=world.lone)
    return found


def counter(world, state):
    held = open_round(world)
    if state == "new":
        return Counter(round=held, digest="0" * 64, opened_by=world.hanne)
    found, _secret = counter_actions.open_counter(held, by=world.hanne)
    if state == "closed":
        counter_actions.close_counter(found, by=world.hanne)
    return found


def held_round(world, state):
    if state == "new":
        told = wishes(world, name="Ny")
        return Round(
            name="Ny",
            instrument=told["instrument"].code,
            since=told["since"],
            until=told["until"],
        )
    if state == "taken_back":
        return taken_back()
    found = round_actions.plan(by=world.lis, **wishes(world))
    if state in {"open", "closed"}:
        round_actions.start(found, by=world.lis)
    if state == "closed":
        round_actions.close(found, by=world.lis)
    if state == "called_off":
        round_actions.call_off(found, by=world.lis)
    return found


def taken_back():
    found = round_actions.bring_in(
        "Leverandørens",
        instrument=newest("dignity"),
        cells={Cell("dignity-1", "total", "", "", "answered"): 20},
        since=date(2026, 1, 1),
        until=date(2026, 1, 31),
        source_digest="0" * 64,
    )
    round_actions.take_back(found, by=None, because="Det var den forkerte fil")
    return found


def note(world, state):
    month = in_days(0).replace(day=1)
    said = {"indicator": "coherent", "month": month, "what": "Fælles møde"}
    if state == "new":
        return Note(pinned_by=world.lone, **said)
    found = note_actions.pin(by=world.lone, rebase=state == "rebased", **said)
    if state == "taken_back":
        note_actions.take_back(found, by=world.lone)
    return found


def invitation(world, state):
    """Return one about a handover; what is drawn belongs to a round."""
    if state == "new":
        return Invitation(receiver=world.housing.pk, mentor=False, departments=2)
    if state == "drawn":
        return draw(begin(by=world.lis))
    handover_actions.accept(offered(world), by=world.hanne, read_back="Ja")
    found = Invitation.objects.latest("pk")
    if state in {"sent", *AFTER_SENT}:
        invitation_actions.send(found)
    if state in {*AFTER_SENT, *BEFORE_SENT}:
        {**AFTER_SENT, **BEFORE_SENT}[state](Invitation.objects.get(pk=found.pk))
    return found


AFTER_SENT = {
    "answered": lambda sent: answer(sent, answers={"coherent": "4"}),
    "expired": invitation_actions.expire,
    "bounced": invitation_actions.bounce,
    "declined": lambda sent: perform(sent.decline, by=None),
    "opted_out": invitation_actions.opt_out,
}
BEFORE_SENT = {
    "superseded": lambda queued: perform(queued.supersede, by=None),
    "withheld": lambda queued: perform(queued.withhold, by=None, reason="opted_out"),
}
