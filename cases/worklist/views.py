"""The worklist: what waits, the most urgent first."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases.case.models import Case
from cases.worklist import columns, queries, search
from cases.worklist.offered import (
    OfferedView,
    find_by_number,
    find_view,
    offered_views,
)
from cases.worklist.queries import Order, View
from coordination.access import record_list
from coordination.http import SignedInRequest, first_page, number_in
from coordination.models import User
from coordination.models.organisation import Role
from coordination.navigation import navigation_of

Rows = dict[str, Any]


@require_safe
def worklist(request: SignedInRequest) -> HttpResponse:
    """Show one view of the work, or what a search found."""
    user = request.user
    if not user.department_ids:
        return show_elsewhere(request)
    view = read_view(request.GET.get("view", ""), user)
    order = Order.read(request.GET.get("sort", ""))
    asked = request.GET.get("q", "").replace("\0", "").strip()[: search.LONGEST]
    if search.is_number(asked):
        return redirect("worklist")
    counts = queries.count_views(user)
    after = number_in(request.GET, "after")
    if asked:
        found = search_cases(user, asked, order, after)
    else:
        found = list_view(view, user, order, after)
    cases = [getattr(row, "case_id", row.pk) for row in found["rows"]]
    record_list(
        "case.list",
        cases,
        by=user,
        **({"search": search.digest(asked)} if asked else {"view": name_of(view)}),
    )
    context = {
        **found,
        "about": "" if asked else about(view, counts),
        "first_href": first_page(request, "after"),
        "view": name_of(view),
        "search": asked,
        "title": _("Search results") if asked else view.label,
        "tabs": list_tabs(view, counts, user, searching=bool(asked)),
        "incoming": counts[View.INCOMING],
        "overdue": counts[View.OVERDUE],
        "now": timezone.now(),
    }
    return render(request, "cases/worklist/worklist.html", context)


@require_POST
def find(request: SignedInRequest) -> HttpResponse:
    """Go to the case a number names; numbers never show in an address.

    Nor does what is no number there is, when it is made of digits: it may be mistyped.
    """
    asked = request.POST.get("q", "").strip()[: search.LONGEST]
    exact = search.by_number(asked)
    if exact is None and not search.is_number(asked):
        return redirect(columns.address(q=asked))
    cases = queries.case_rows().filter(exact or Q(pk=None))
    found = list(cases.visible_to(request.user).order_by("-opened_at")[: queries.ROWS])
    context = rows_of_found(found) or by_number_alone(request.user, asked)
    ids = [case.pk for case in context["rows"]]
    record_list("case.list", ids, by=request.user, search=search.digest(asked))
    if len(found) == 1:
        return redirect(found[0])
    return render(request, "cases/worklist/found.html", context)


def rows_of_found(found: list[Case]) -> Rows:
    """Return how cases that a number names are shown; nothing, if there are none."""
    if not found:
        return {}
    row = "cases/worklist/_case_row.html"
    return {"rows": found, "columns": columns.of_found(), "row": row}


def by_number_alone(user: User, asked: str) -> Rows:
    """Return what a person may see of a case that is not theirs, found by its number.

    A CPR number finds nothing here: it would tell whose case it is.
    """
    found = find_by_number(user, Case.key_of(asked))
    if found is None:
        return {"rows": []}
    view, row = found
    return {"rows": [row], "columns": view.columns(), "row": view.row, "view": view}


def list_view(
    view: View | OfferedView, user: User, order: Order, after: int | None
) -> Rows:
    """Return the rows of a view, and how they are shown."""
    if isinstance(view, OfferedView):
        waiting = view.rows(user)
        rows = queries.list_rows(waiting, waiting, after=after, place=view.place)
        return {
            **page_of_rows(rows, view.name, place=view.place or "pk"),
            "columns": view.columns(),
            "row": view.row,
            "empty": view.empty,
        }
    if view in queries.OF_CASES:
        cases = queries.case_rows().filter(queries.which_cases(view, user))
        rows = queries.list_cases(cases, user, order=order, after=after)
        return page_of_cases(rows, user, view=view, order=order)
    others = queries.list_others(view, user, after=after)
    if view == View.TASKS:
        return {
            **page_of_rows(others, view),
            "columns": columns.of_tasks(),
            "row": "cases/worklist/_task_row.html",
        }
    return {
        **page_of_rows(others, view),
        "columns": columns.of_offers(view),
        "row": f"cases/worklist/_{view}_row.html",
    }


def search_cases(user: User, asked: str, order: Order, after: int | None) -> Rows:
    """Return the cases a search finds among those the person may see."""
    found = queries.case_rows().filter(search.by_name(asked))
    rows = queries.list_cases(found, user, order=order, after=after)
    return page_of_cases(rows, user, view="", order=order, asked=asked)


def page_of_cases(
    rows: list[Any], user: User, *, view: str, order: Order, asked: str = ""
) -> Rows:
    """Return a page of cases, and how they are shown."""
    for row in rows:
        row.is_mine = row.holder_id == user.pk
    return {
        **page_of_rows(rows, view, order=order, q=asked),
        "columns": columns.of_cases(view, order, asked),
        "row": "cases/worklist/_case_row.html",
    }


def page_of_rows(
    rows: Sequence[Any], view: str, *, place: str = "pk", **asked: Any
) -> Rows:
    """Return the rows of a page, with the way to the next if there is one."""
    shown, href = rows[: queries.ROWS], ""
    if len(rows) > queries.ROWS:
        href = columns.address(view, after=getattr(shown[-1], place), **asked)
    return {"rows": shown, "next_href": href}


def about(view: View | OfferedView, counts: dict[str, queries.Count]) -> str:
    """Say what the number on a tab counts, when it is not all that is listed."""
    if isinstance(view, OfferedView) and view.about:
        return view.about(counts[view.name].number)
    return ""


def list_tabs(
    view: View | OfferedView,
    counts: dict[str, queries.Count],
    user: User,
    *,
    searching: bool,
) -> list[dict[str, Any]]:
    """Return the views a person has use for, with their sizes."""
    coordinates = user.has_role(Role.COORDINATOR) or counts[View.COORDINATING].number
    own = [each for each in View if each != View.COORDINATING or coordinates]
    of_others = [
        each
        for each in offered_views()
        if each.is_for(user) or counts[each.name].number
    ]
    shown: list[View | OfferedView] = [*own, *of_others]
    return [
        {
            "label": each.label,
            "href": columns.address(name_of(each)),
            "count": counts[name_of(each)].number,
            "counted": getattr(each, "counted_as", ""),
            "current": each == view and not searching,
        }
        for each in shown
    ]


def name_of(view: View | OfferedView) -> str:
    """Return what an address calls a view."""
    return view.name if isinstance(view, OfferedView) else str(view)


def read_view(text: str, user: User) -> View | OfferedView:
    """Return the view that is asked for, or the one that fits the person's work."""
    if text in View.values:
        return View(text)
    if found := find_view(text):
        return found
    if user.has_role(Role.CASEWORKER):
        return View.MINE
    if user.has_role(Role.COORDINATOR):
        return View.COORDINATING
    return View.DEPARTMENT


WITH_A_PAGE_OF_THEIR_OWN = (Role.MENTOR, Role.AUDITOR, Role.ADMINISTRATOR)


def show_elsewhere(request: SignedInRequest) -> HttpResponse:
    """Lead those without casework to their own pages."""
    places = navigation_of(request.user, path=request.path)
    if places and request.user.has_role(*WITH_A_PAGE_OF_THEIR_OWN):
        return redirect(places[0]["href"])
    return render(request, "cases/worklist/no_casework.html")
