"""Measures that follow from what happened elsewhere."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.case.models import Case
from cases.plan import actions as plan
from cases.plan.models import Measure
from cases.plan.people import people_on
from coordination.calendar import add_working_days
from coordination.models import Event, User
from coordination.reactions import after, during
from coordination.workflow import perform

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


def give_task(case: Case, *, what: str, kind: str, key: str, days: int) -> None:
    """Give the coordinator, or else the holder, one measure for one cause."""
    responsible = whose_task(case)
    if responsible is None:
        return  # closed meanwhile: nobody is waiting for it any more
    due_on = add_working_days(timezone.localdate(), days)
    plan.add(
        case,
        by=None,
        what=what,
        responsible=responsible,
        due_on=due_on,
        kind=kind,
        key=key,
    )


def pass_tasks_on(case: Case, gone: User) -> None:
    """Give what a person was to do as coordinator to whoever has such tasks now."""
    case = Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=case.pk)
    responsible = whose_task(case)
    if responsible in (None, gone):
        return
    theirs = Measure.objects.open().filter(case=case, kind__in=COORDINATORS_TASKS)
    for measure in theirs.filter(responsible=gone):
        perform(
            measure.change,
            by=None,
            what=measure.what,
            responsible=responsible,
            due_on=measure.due_on,
        )


@during("case.inherit_coordination")
def pass_on_the_coordinators_tasks(event: Event) -> None:
    """Pass on what the one who no longer coordinates this case was to do."""
    case = Case.objects.get(pk=event.root_id or 0)
    pass_tasks_on(case, User.objects.get(pk=event.facts["from"]))


# after the baton has found its heir, who has these tasks without a coordinator
@during("user.deactivate")
@during("membership.end")
def pass_on_tasks_of_who_left(event: Event) -> None:
    """Pass on such tasks in every case that the person no longer works on."""
    gone = User.objects.get(pk=event.facts["user"])
    theirs = Measure.objects.open().filter(
        responsible=gone, kind__in=COORDINATORS_TASKS
    )
    cases = Case.objects.active().filter(pk__in=theirs.values("case"))
    for case in cases.order_by("pk"):
        if gone not in people_on(case):
            pass_tasks_on(case, gone)


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


@after("invitation.contact_wish")
def call_the_citizen(event: Event) -> None:
    """Give the coordinator a call to make when the citizen asked for one.

    Which answers came with the wish is not known here, nor anywhere.
    """
    recipient = event.facts["recipient"]
    cases = Case.objects.active().filter(citizen__recipient=recipient)
    for case in cases.order_by("-opened_at")[:1]:
        with override("da"):
            give_task(
                case,
                what=_("The citizen asks to be called."),
                kind=Measure.Kind.CONTACT_WISH,
                key=f"contact:{event.pk}",
                days=DAYS_TO_CALL,
            )
