"""Measures that follow from what happened elsewhere."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.case.models import Case
from cases.plan import actions as plan
from cases.plan.mail import tell_to_call
from cases.plan.measure import Measure
from cases.plan.people import people_on, who_answers_afterwards, who_can_call
from coordination.calendar import add_working_days
from coordination.models import Event, User
from coordination.models.message import Stop
from coordination.reactions import after, during
from coordination.workflow import is_historical, perform

DAYS_TO_CALL = 2
COORDINATORS_TASKS = [
    Measure.Kind.DECISION,
    Measure.Kind.OBJECTION,
    Measure.Kind.CONTACT_WISH,
]


def whose_task(case: Case) -> User | None:
    """Return the coordinator; without one, whoever holds the baton."""
    baton = case.baton
    return case.coordinator or (baton.holder if baton else None)


def give_task(
    case: Case, *, what: str, kind: str, key: str, days: int
) -> Measure | None:
    """Give the coordinator, or else the holder, one measure for one cause."""
    responsible = whose_task(case)
    if responsible is None and kind == Measure.Kind.CONTACT_WISH:
        responsible = who_answers_afterwards(case)
    if responsible is None:
        return None  # closed meanwhile: nobody is waiting for it any more
    due_on = add_working_days(timezone.localdate(), days)
    return plan.add(
        case,
        by=None,
        what=what,
        responsible=responsible,
        due_on=due_on,
        kind=kind,
        key=key,
    )


def pass_tasks_on(case: Case, gone: User, *, at: datetime | None = None) -> None:
    """Give what a person was to do as coordinator to whoever has such tasks now."""
    case = Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=case.pk)
    responsible = whose_task(case) or who_answers_afterwards(case)
    if responsible is None or responsible == gone:
        return
    theirs = Measure.objects.open().filter(case=case, kind__in=COORDINATORS_TASKS)
    for measure in theirs.filter(responsible=gone):
        perform(
            measure.change,
            by=None,
            what=measure.what,
            responsible=responsible,
            due_on=measure.due_on,
            at=at,
        )


def replayed(event: Event) -> datetime | None:
    """Return when something happened, while history is written down."""
    return event.at if is_historical() else None


@during("case.coordinate")
@during("case.inherit_coordination")
@during("case.end_coordination")
def pass_on_the_coordinators_tasks(event: Event) -> None:
    """Pass on what those who no longer coordinate this case were to do."""
    case = Case.objects.get(pk=event.root_id or 0)
    facts = event.facts
    before = {
        "case.coordinate": facts.get("before"),
        "case.inherit_coordination": [facts.get("from")],
        "case.end_coordination": [facts.get("coordinator")],
    }[event.kind]
    for gone in User.objects.filter(pk__in=[pk for pk in before if pk]):
        if gone not in (case.coordinator, case.coordinator_deputy):
            pass_tasks_on(case, gone, at=replayed(event))


@during("case.close")
def let_go_of_the_work(event: Event) -> None:
    """Drop what was to be done; the last holder makes a call that is waited for."""
    case = Case.objects.get(pk=event.root_id or 0)
    holder, at = whose_task(case), replayed(event)
    for measure in Measure.objects.open().filter(case=case).order_by("pk"):
        if measure.kind != Measure.Kind.CONTACT_WISH:
            why = _("The case was closed.")
            perform(measure.drop, by=None, because=why, note=why, at=at)
        elif holder and measure.responsible != holder:
            pass_tasks_on(case, measure.responsible, at=at)
    plan.keep_deadline(case)


# after the baton has found its heir, who has these tasks without a coordinator
@during("user.deactivate")
@during("membership.end")
def pass_on_tasks_of_who_left(event: Event) -> None:
    """Pass on such tasks in every case that the person no longer works on."""
    gone = User.objects.get(pk=event.facts["user"])
    theirs = Measure.objects.open().filter(
        responsible=gone, kind__in=COORDINATORS_TASKS
    )
    cases = Case.objects.filter(pk__in=theirs.values("case"))
    for case in cases.order_by("pk"):
        only_calls = set(theirs.filter(case=case).values_list("kind", flat=True)) == {
            Measure.Kind.CONTACT_WISH
        }
        may_stay = gone in people_on(case) or (
            only_calls and gone in who_can_call(case)
        )
        if not may_stay:
            pass_tasks_on(case, gone)


@during("citizen.correct")
def call_nobody_who_has_died(event: Event) -> None:
    """Drop the wishes to be called of a citizen of whom it is noted that they died."""
    calls = Measure.objects.open().filter(
        kind=Measure.Kind.CONTACT_WISH,
        case__citizen=int(event.subject_id),
        case__citizen__stop=Stop.DEAD,
    )
    why = _("The citizen has died.")
    for call in calls.order_by("pk"):
        perform(call.drop, by=None, because=why, note=why, at=replayed(event))


@after("handover.lapse")
def decide_after_lapse(event: Event) -> None:
    """Give the coordinator the decision when nobody answered an offer."""
    with override("da"):
        give_task(
            Case.objects.get(pk=event.root_id or 0),
            what=_("Nobody answered the offer of the baton. Decide what happens now."),
            kind=Measure.Kind.DECISION,
            key=f"lapse:{event.pk}",
            days=DAYS_TO_CALL,
        )


@after("handover.object_to")
def decide_after_objection(event: Event) -> None:
    """Give the coordinator the decision when the giver objects to a takeover."""
    with override("da"):
        give_task(
            Case.objects.get(pk=event.root_id or 0),
            what=_("A department objects to the takeover. Decide who holds the baton."),
            kind=Measure.Kind.OBJECTION,
            key=f"objection:{event.pk}",
            days=DAYS_TO_CALL,
        )


@after("message.undeliverable")
def tell_by_other_means(event: Event) -> None:
    """Give the holder a measure when the citizen could not be told."""
    case = Case.objects.filter(pk=event.facts.get("case", 0)).first()
    baton = case.baton if case else None
    if case is None or baton is None or event.facts.get("to_staff"):
        return
    with override("da"):
        plan.add(
            case,
            by=None,
            what=_(
                "The citizen could not be told who the contact person is. Call, or"
                " hand over the page on paper."
            ),
            responsible=baton.holder,
            due_on=add_working_days(timezone.localdate(), DAYS_TO_CALL),
            kind=Measure.Kind.UNDELIVERED,
            key=f"undelivered:{event.subject_id}",
        )


@after("measure.change")
def tell_who_calls_instead(event: Event) -> None:
    """Tell whoever a call is passed on to."""
    call = Measure.objects.open().filter(pk=event.subject_id).first()
    if call is None or call.kind != Measure.Kind.CONTACT_WISH:
        return
    if call.responsible_id not in (event.facts["before"], event.by_id):
        tell_to_call(call, event)


@after("invitation.contact_wish")
def call_the_citizen(event: Event) -> None:
    """Give the coordinator a call to make when the citizen asked for one.

    When no case is worked on any more, whoever had the last one calls, and is told
    so. Which answers came with the wish is not known here, nor anywhere.
    """
    cases = Case.objects.filter(citizen__recipient=event.facts["recipient"])
    newest = cases.order_by(F("closed_at").desc(nulls_first=True), "-opened_at")
    case = newest.first()
    if case is None:
        return
    with override("da"):
        call = give_task(
            case,
            what=_("The citizen asks to be called."),
            kind=Measure.Kind.CONTACT_WISH,
            key=f"contact:{event.pk}",
            days=DAYS_TO_CALL,
        )
    if call and not case.is_active:
        tell_to_call(call, event)
