"""What the pages of single steps share: finding, refusing early, showing again."""

from typing import Any, TypeVar, cast
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpResponse, QueryDict

from coordination.access import read_or_404, record_read
from coordination.forms import show
from coordination.http import SignedInRequest
from coordination.workflow import Refused, Workflow, wrong_state

M = TypeVar("M", bound=models.Model)


def posted(request: SignedInRequest) -> QueryDict | None:
    """Return what was sent, or nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def reach(
    request: SignedInRequest,
    rows: "models.QuerySet[M]",
    pk: int | UUID,
    *,
    purpose: str,
) -> M:
    """Return what the person may see, otherwise 404.

    Looking at it is put on record here; sending a form is not a look, and is put on
    record by the step it takes, or by `show_step` when the form comes back.
    """
    if request.method != "POST":
        return read_or_404(rows, pk, by=request.user, purpose=purpose)
    guarded: Any = rows
    try:
        found = guarded.visible_to(request.user).filter(pk=pk).first()
    except OverflowError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return cast("M", found)


def expect(subject: Workflow, step: str, *, request: SignedInRequest) -> None:
    """Refuse a page whose step cannot be taken, before anybody types anything.

    In the order of `perform`, and by the same conditions. What is sent is judged by
    `perform` alone.
    """
    if request.method == "POST":
        return
    transition = subject.onward(step)
    if transition is None:
        raise Refused(wrong_state(subject), about=subject)
    if subject.only_reads(request.user):
        raise PermissionDenied
    if not transition.has_perm(subject, request.user):
        raise PermissionDenied
    for condition in transition.conditions:
        if not condition(subject):
            raise Refused(condition.because, about=subject)


def show_step(
    request: SignedInRequest,
    template: str,
    form: forms.Form,
    *,
    subject: models.Model,
    purpose: str,
    **context: Any,
) -> HttpResponse:
    """Return the page of a step; one that comes back with an error is a look too."""
    if request.method == "POST":
        record_read(subject, by=request.user, purpose=purpose)
    return show(request, template, form, subject=subject, **context)
