"""Pages of a case's plan: its goals, its measures, and when it is looked at again."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.case.models import Case
from cases.plan import actions
from cases.plan.forms import AddForm, ChangeForm, GoalForm, ReviewForm
from cases.plan.measure import Measure
from cases.plan.models import Goal, Plan
from cases.plan.people import people_on
from coordination.controls import permits
from coordination.forms import VersionedForm, refusals_shown_on
from coordination.http import SignedInRequest
from coordination.models import User
from coordination.pages import expect, posted, reach, show_step

PURPOSE = "plan"
CASES = Case.objects.select_related("citizen", "plan")
MEASURES = Measure.objects.select_related("case__citizen", "responsible")
GOALS = Goal.objects.select_related("case__citizen")


def page_of(
    request: SignedInRequest, name: str, form: Any, case: Case, **context: Any
) -> HttpResponse:
    """Return the page of a form about the plan."""
    return show_step(
        request,
        f"cases/plan/{name}.html",
        form,
        subject=case,
        purpose=PURPOSE,
        case=case,
        **context,
    )


@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show goals and measures, and agree on when to look at the plan again."""
    user = request.user
    measures = Measure.objects.select_related("responsible")
    goals = Goal.objects.prefetch_related(Prefetch("measures", measures))
    cases = Case.objects.with_everybody().prefetch_related(Prefetch("goals", goals))
    case = reach(request, cases, pk, purpose=PURPOSE)
    shared: Plan | None = getattr(case, "plan", None)
    known = {"version": shared.version, "review_on": shared.review_on} if shared else {}
    form = ReviewForm(posted(request), initial=known)
    if form.is_valid():
        with refusals_shown_on(form, subject=shared):
            actions.agree(case, by=user, **form.cleaned_data)
            messages.success(request, _("The day to look at the plan again is set."))
            return redirect("case-plan", case.pk)
    return page_of(
        request,
        "plan",
        form,
        case,
        shared=shared,
        goals=[describe_goal(goal, case, user) for goal in case.goals.all()],
        loose=[
            describe_measure(measure, case, user)
            for measure in measures.filter(case=case, goal=None)
        ],
        may_agree=case.is_active
        and permits(shared or Plan(case=case), "agree", user=user),
        may_set=case.is_active and permits(Goal(case=case), "set_goal", user=user),
        may_add=case.is_active and permits(Measure(case=case), "add", user=user),
    )


def describe_goal(goal: Goal, case: Case, user: User) -> dict[str, Any]:
    """Return a goal with its measures, and whether this person may end it."""
    goal.case = case
    return {
        "goal": goal,
        "may": permits(goal, "reach", user=user),
        "measures": [describe_measure(row, case, user) for row in goal.measures.all()],
    }


def describe_measure(measure: Measure, case: Case, user: User) -> dict[str, Any]:
    """Return a measure, and whether this person may change it."""
    measure.case = case
    return {"measure": measure, "may": permits(measure, "finish", user=user)}


@require_http_methods(["GET", "POST"])
def set_goal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what the citizen wants."""
    case = reach(request, CASES, pk, purpose=PURPOSE)
    expect(Goal(case=case), "set_goal", request=request)
    form = GoalForm(posted(request))
    if form.is_valid():
        with refusals_shown_on(form):
            actions.set_goal(case, by=request.user, **form.cleaned_data)
            messages.success(request, _("The goal is written down."))
            return redirect("case-plan", case.pk)
    return page_of(request, "set_goal", form, case)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree on who does what until when."""
    case = reach(request, CASES, pk, purpose=PURPOSE)
    expect(Measure(case=case), "add", request=request)
    form = AddForm(
        posted(request),
        case=case,
        people=people_on(case),
        initial={"responsible": request.user.pk, "goal": request.GET.get("goal")},
    )
    if form.is_valid():
        with refusals_shown_on(form):
            actions.add(case, by=request.user, **form.cleaned_data)
            messages.success(request, _("The measure is agreed."))
            return redirect(case)
    return page_of(request, "add", form, case)


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what is to be done, by whom or when."""
    measure = reach(request, MEASURES, pk, purpose=PURPOSE)
    expect(measure, "change", request=request)
    form = ChangeForm(
        posted(request),
        people=[*people_on(measure.case)],
        initial={
            "version": measure.version,
            "what": measure.what,
            "responsible": measure.responsible_id,
            "due_on": measure.due_on,
        },
    )
    if form.is_valid():
        with refusals_shown_on(form, subject=measure):
            actions.change(measure, by=request.user, **form.cleaned_data)
            messages.success(request, _("The measure is changed."))
            return redirect(measure.case)
    return page_of(request, "change", form, measure.case, measure=measure)


@require_http_methods(["GET", "POST"])
def finish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that a measure is done."""
    measure = reach(request, MEASURES, pk, purpose=PURPOSE)
    expect(measure, "finish", request=request)
    form = VersionedForm(posted(request), initial={"version": measure.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=measure):
            actions.finish(measure, by=request.user, **form.cleaned_data)
            messages.success(request, _("“%(what)s” is done.") % {"what": measure.what})
            return redirect(measure.case)
    return page_of(request, "finish", form, measure.case, measure=measure)


@require_http_methods(["GET", "POST"])
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that a measure is no longer to be done."""
    measure = reach(request, MEASURES, pk, purpose=PURPOSE)
    expect(measure, "drop", request=request)
    form = VersionedForm(posted(request), initial={"version": measure.version})
    if form.is_valid():
        with refusals_shown_on(form, subject=measure):
            actions.drop(measure, by=request.user, **form.cleaned_data)
            messages.success(request, _("The measure is dropped."))
            return redirect(measure.case)
    return page_of(request, "drop", form, measure.case, measure=measure)


@require_http_methods(["GET", "POST"])
def end_goal(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Note that a goal is reached, or no longer wanted."""
    goal = reach(request, GOALS, pk, purpose=PURPOSE)
    expect(goal, step, request=request)
    form = VersionedForm(posted(request), initial={"version": goal.version})
    take = {"reach": actions.reach, "drop": actions.drop_goal}[step]
    if form.is_valid():
        with refusals_shown_on(form, subject=goal):
            take(goal, by=request.user, **form.cleaned_data)
            messages.success(request, _("The goal is updated."))
            return redirect("case-plan", goal.case_id)
    return page_of(request, "end_goal", form, goal.case, goal=goal, step=step)
