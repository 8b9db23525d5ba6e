"""What can be done with a round, one function for each verb."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.models import Membership, Municipality, User
from coordination.models.organisation import MEETING_ROLES
from coordination.workflow import Refused, perform, whole
from feedback.analytics.suppression import Limits
from feedback.answer.counting import Cell
from feedback.answer.models import Count, Intake
from feedback.audio.actions import forget_others
from feedback.instrument.catalogue import Instrument
from feedback.invitation.actions import told
from feedback.invitation.models import Invitation
from feedback.invitation.reason import Reason
from feedback.round.closing import end_invitations, forget, publish_answers
from feedback.round.drawing import draw
from feedback.round.enough import refuse_too_few
from feedback.round.models import Round
from feedback.round.near import refuse_near
from feedback.round.plan import stored
from feedback.round.progress import reached
from feedback.round.publishing import publish


@whole
def bring_in(
    name: str,
    *,
    instrument: Instrument,
    cells: Mapping[Cell, int],
    since: date,
    until: date,
    invited: int | None = None,
    local_items: Sequence[Mapping[str, str]] = (),
    source_digest: str = "",
    replaces: Round | None = None,
) -> Round:
    """Return a round that was held elsewhere, closed and published at once.

    Only counts are kept, and of these only what may be shown: no row of the file is
    ever stored. Refuses a name that is taken, a wording that differs from the one an
    earlier round of the same instrument was held with, and figures that differ from
    those of another by so few people that they could be told; `replaces` is taken back.
    """
    check_series(instrument)
    if replaces:
        why = _("Replaced by “%(name)s”.") % {"name": name}
        take_back(replaces, by=None, because=why)
    held = Round(
        name=name,
        instrument=instrument.code,
        fingerprint=instrument.fingerprint,
        wording=instrument.written,
        local_items=[dict(row) for row in local_items],
        since=since,
        until=until,
        invited=invited,
        source_digest=source_digest,
    )
    try:
        with transaction.atomic():
            perform(held.bring_in, by=None)
    except IntegrityError as error:
        raise Refused(
            _("There is a round with that name already. Choose another name.")
        ) from error
    rules = Municipality.current()
    limits = Limits(rules.publish_invited_min, rules.publish_answers_min)
    counts = publish(held, cells, limits)
    refuse_near(held, counts, replaces=replaces)
    Count.objects.bulk_create(counts)
    return held


@whole
def take_back(
    held: Round, *, by: User | None, because: str, version: int | None = None
) -> None:
    """Show the figures of a round that was brought in nowhere any more.

    What is published is never deleted: the counts stay, and no page, file or call
    reads them. Only the next file of the same people is compared with them.
    """
    hold_still(held)
    perform(held.take_back, by=by, version=version, because=because, note=because)


@whole
def plan(
    *,
    by: User | None,
    name: str,
    instrument: Instrument,
    at: datetime | None = None,
    **wishes: Any,
) -> Round:
    """Return a new round in preparation; `wishes` as in `feedback.round.plan`."""
    check_series(instrument)
    held = Round(name=name, **stored(instrument, wishes))
    refuse_known(name)
    perform(held.plan, by=by, at=at)
    return held


@whole
def change(
    held: Round,
    *,
    by: User,
    name: str,
    instrument: Instrument,
    version: int | None = None,
    **wishes: Any,
) -> None:
    """Change a round that has not started."""
    check_series(instrument, besides=held)
    refuse_known(name, besides=held)
    perform(
        held.change, by=by, version=version, name=name, **stored(instrument, wishes)
    )
    forget_others(held.own_questions)


@whole
def name_interviewers(
    held: Round,
    *,
    by: User | None,
    interviewers: Sequence[User],
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Let these people, and no others, ask aloud and find codes at the counter.

    Refuses whoever only administers Stafet: they see no citizen.
    """
    people = sorted(person.pk for person in interviewers)
    perform(
        held.name_interviewers,
        by=by,
        version=version,
        at=at,
        facts={"interviewers": people},
    )
    refuse_those_who_meet_nobody(interviewers)
    held.interviewers.set(people)


@whole
def start(
    held: Round,
    *,
    by: User | None,
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Draw everybody to ask in one go; the clock sends each wave on its day.

    Refuses to ask so few that nothing about them could be shown.
    """
    hold_still(held)
    drawn = draw(held, at=at or timezone.now())
    perform(
        held.start, by=by, version=version, at=at, draw=drawn.record, waves=drawn.waves
    )
    refuse_too_few(held, drawn)
    Invitation.objects.bulk_create(drawn.rows, batch_size=1000)


@whole
def close(
    held: Round,
    *,
    by: User | None,
    version: int | None = None,
    at: datetime | None = None,
) -> None:
    """End the round: its figures are published, and the answers themselves are gone."""
    hold_still(held)
    asked = held.invitations.filter(sent_at__isnull=False)
    event = perform(
        held.close,
        by=by,
        version=version,
        at=told(at),
        invited=None if held.walk_ins else asked.count(),
        reached=reached(held),
    )
    end_invitations(held, at=event.at, reason=Reason.ROUND_OVER)
    publish_answers(held)


@whole
def call_off(
    held: Round, *, by: User, version: int | None = None, at: datetime | None = None
) -> None:
    """End the round without figures; nobody is asked any more, answers are deleted."""
    hold_still(held)
    answers = Intake.objects.filter(round=held).count()
    event = perform(held.call_off, by=by, version=version, at=at, answers=answers)
    end_invitations(held, at=event.at, reason=Reason.CALLED_OFF)
    forget(held)


def hold_still(held: Round) -> None:
    """Let nobody send, answer unasked or end the round until this is done."""
    Round.objects.select_for_update(no_key=True).filter(pk=held.pk).first()
    held.refresh_from_db()


def refuse_known(name: str, *, besides: Round | None = None) -> None:
    """Refuse a name that another round has."""
    same = Round.objects.filter(name=name)
    if besides:
        same = same.exclude(pk=besides.pk)
    if same.exists():
        raise Refused(
            _("There is a round with that name already. Choose another name.")
        )


def refuse_those_who_meet_nobody(people: Sequence[User]) -> None:
    """Refuse people who have no other role here than administering."""
    seats = Membership.objects.not_over().filter(role__in=MEETING_ROLES)
    known = [person.pk for person in people]
    meeting = set(seats.filter(user__in=known).values_list("user_id", flat=True))
    others = sorted(person.name for person in people if person.pk not in meeting)
    if others:
        raise Refused(
            _(
                "%(names)s cannot be named: whoever only administers Stafet, or works"
                " here no more, meets no citizens. Choose somebody else."
            )
            % {"names": ", ".join(others)}
        )


def check_series(instrument: Instrument, *, besides: Round | None = None) -> None:
    """Refuse to go on with a series whose wording was changed in place."""
    same = Round.objects.filter(instrument=instrument.code)
    if besides:
        same = same.exclude(pk=besides.pk)
    if same.exclude(fingerprint=instrument.fingerprint).exists():
        raise Refused(
            _(
                "The wording of %(code)s is not the one earlier rounds were held with."
                " Give the new wording a new version number."
            )
            % {"code": instrument.code}
        )
