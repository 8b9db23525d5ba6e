"""The columns of each kind of row, and the addresses that sort by them."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from cases.worklist.queries import Order, View


def address(view: str = "", *, order: Order | None = None, **rest: Any) -> str:
    """Return the address of a view in an order; defaults are left out."""
    asked: dict[str, Any] = {"view": view} if view else {}
    if order and order != Order():
        asked["sort"] = str(order)
    asked |= {name: value for name, value in rest.items() if value}
    return f"/?{urlencode(asked)}" if asked else "/"


def of_cases(view: str, order: Order, search: str) -> list[dict[str, Any]]:
    """Return the columns of a list of cases."""
    where = {"view": "" if search else view, "q": search}
    return [
        sortable(_("Deadline"), "deadline", order, where),
        sortable(_("Citizen"), "citizen", order, where),
        {"label": _("Case")},
        {"label": _("Step")},
        {"label": _("Comes from")},
        {"label": _("With")},
        sortable(_("Held"), "held", order, where) | {"number": True},
    ]


def of_found() -> list[dict[str, Any]]:
    """Return the columns of cases found by a number, which no address repeats."""
    return [
        {name: heading[name] for name in ("label", "number") if name in heading}
        for heading in of_cases("", Order(), "")
    ]


def of_offers(view: str) -> list[dict[str, Any]]:
    """Return the columns of a list of batons on their way."""
    other = _("Comes from") if view == View.INCOMING else _("Offered to")
    return [
        {"label": _("Answer by")},
        {"label": _("Citizen")},
        {"label": _("Case")},
        {"label": _("Step")},
        {"label": other},
        {"label": _("For")},
        {"label": _("Waited"), "number": True},
    ]


def of_tasks() -> list[dict[str, Any]]:
    """Return the columns of a list of measures."""
    return [
        {"label": _("When")},
        {"label": _("What")},
        {"label": _("Citizen")},
        {"label": _("Case")},
        {"label": _("Kind")},
        {"label": _("Who")},
    ]


def sortable(
    label: str, column: str, order: Order, where: dict[str, Any]
) -> dict[str, Any]:
    """Return a column whose heading sorts by it, or turns the order around."""
    current = order.column == column
    wanted = Order(column, descending=current and not order.descending)
    sorted_now = "descending" if order.descending else "ascending"
    return {
        "label": label,
        "sort_href": address(order=wanted, **where),
        "sorted": sorted_now if current else "",
    }
