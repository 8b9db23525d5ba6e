"""The page of a closed round's results, and its figures as files."""

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination.charts import Table
from coordination.http import SignedInRequest
from coordination.models import Department, Municipality
from coordination.sheets import csv_response, download, file_name, xlsx_response
from coordination.workflow import Refused
from feedback.instrument.catalogue import NoInstrument
from feedback.leaders.views import admit
from feedback.result import figures, tables
from feedback.result.export import COLUMNS, published
from feedback.result.selection import Selection
from feedback.result.words import dimension_name, interval, share
from feedback.round.benchmark import tell_benchmark
from feedback.round.models import Round
from feedback.round.progress import not_asked
from feedback.round.report import Told, tell_round


def find(pk: int) -> Round:
    """Return a closed round; others have no results, nor those without words."""
    try:
        held = Round.objects.closed().get(pk=pk)
        held.asked  # noqa: B018 - rounds from before wordings were kept need the file
    except (Round.DoesNotExist, OverflowError) as error:
        raise Http404 from error
    except NoInstrument as error:
        raise Refused(
            _("The questionnaire %(code)s is not here. Put its file back.")
            % {"code": held.instrument}
        ) from error
    return held


@require_safe
def results(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a closed round's figures; every leader sees the same ones."""
    admit(request.user, round=pk)
    held = find(pk)
    chosen = Selection.of(request.GET, held)
    means = chosen.benchmark.means if chosen.benchmark else None
    told = tell_round(held, by=chosen.by, benchmark=means)
    compared = means is not None
    context: dict[str, Any] = {
        "round": held,
        "told": told,
        "response": response_of(told),
        "not_asked": not_asked(held),
        "chosen": chosen,
        "dimensions": [(by, dimension_name(by)) for by in chosen.dimensions],
        "spreads": figures.spreads(held, told),
        "questions": tables.questions(told, compared=compared),
        "themes": tables.themes(told, compared=compared),
        "choices": choices_of(told),
        "limits": Municipality.current(),
    }
    if chosen.by:
        names = dict(Department.objects.values_list("pk", "name"))
        context["groups"] = tables.groups(told, names)
        if told.get("themes"):
            context["theme_groups"] = tables.groups(told, names, of="themes")
        context["by_name"] = dimension_name(chosen.by)
        context["compared"] = bool(means and means.is_by(chosen.by))
    return render(request, "feedback/result/results.html", context)


def response_of(told: Told) -> dict[str, Any]:
    """Return who was asked and who answered, in words, and how sure the rate is."""
    response: dict[str, Any] = dict(told["response"])
    if rate := response.get("rate"):
        response["share"] = f"{share(rate)}; 95 %: {interval(rate)}"
    return response


def choices_of(told: Told) -> list[tuple[str, Table | None]]:
    """Return the questions that ask to choose one of several things, with a table."""
    return [
        (row["label"], None if row.get("hidden") else tables.choices(row))
        for row in told["items"]
        if "choices" in row
    ]


@require_safe
def export(request: SignedInRequest, pk: int, form: str) -> HttpResponse:
    """Give everything a round has published as a file."""
    admit(request.user, round=pk, export=form)
    held = find(pk)
    chosen = Selection.of(request.GET, held)
    write = {"csv": csv_response, "xlsx": xlsx_response}[form]
    rows = published(held, chosen.benchmark)
    return write(f"stafet-{file_name(held.name) or pk}", COLUMNS, rows)


@require_safe
def benchmark(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a round's published figures as a file that others can compare with."""
    admit(request.user, round=pk, export="benchmark")
    held = find(pk)
    text = json.dumps(tell_benchmark(held), ensure_ascii=False, indent=2)
    name = f"stafet-{file_name(held.name) or pk}.json"
    return download(name, text.encode(), "application/json")
