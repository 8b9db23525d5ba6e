"""The committee's page about one closed round."""

from datetime import date

from django.utils.translation import gettext as _

from coordination.formats import day
from coordination.models import Municipality
from feedback.analytics.statistics import Histogram, Share
from feedback.answer.counting import ANSWERED, INVITED, RESPONSE, TOTAL, histogram
from feedback.committee.page import (
    DASH,
    MOST_QUESTIONS,
    Line,
    Number,
    Page,
    finding_of,
    limits_sentence,
    line_of,
    mean_number,
    share_number,
    silent_sentence,
)
from feedback.instrument.catalogue import Item
from feedback.instrument.scale import Kind
from feedback.leaders.names import HIDDEN
from feedback.result.words import mean_ends, number
from feedback.round.models import Round
from feedback.round.progress import not_asked
from feedback.round.report import Cells, Told, cells_of, tell_round


def of_round(held: Round, *, today: date) -> Page:
    """Return the page about a round; where it is hidden, a page that says so."""
    cells = cells_of(held).get((TOTAL, ""), {})
    told = tell_round(held)
    closed = [item for item in held.items if item.scale.kind != Kind.TEXT]
    steps = [item for item in closed if item.scale.steps]
    main = next((i for i in steps if i.overall), steps[0] if steps else None)
    overall = histogram_of(cells, main) if main else None
    rules = Municipality.current()
    period = f"{day(held.since)} {DASH} {day(held.until)}"
    return Page(
        title=f"{held.name}: {told['title']}",
        municipality=rules.name,
        finding=finding_of(overall, main) if main else told["title"],
        asked=_("%(count)s questions were asked in the period %(period)s.")
        % {"count": len(closed), "period": period},
        numbers=numbers(cells, main, overall),
        lines=lines(held, told, cells, steps),
        table_note=_("Top two: share of valid answers in the two best steps.")
        + more_note(steps, told),
        relay=[],
        method=[
            *rule_sentences(held),
            limits_sentence(rules.publish_invited_min, rules.publish_answers_min),
            _("Intervals are 95 %: Student's t for means, Wilson's for shares."),
        ],
        unknown=[
            *silence(cells),
            *not_asked_of(held, cells),
            _("The figures do not say why, and nothing about any employee."),
        ],
        made_on=day(today),
    )


def histogram_of(cells: Cells, item: Item) -> Histogram | None:
    """Return the published answers to an item; nothing where they are hidden."""
    counts = cells.get(item.code)
    return None if counts is None else histogram(counts, steps=item.scale.steps)


def numbers(cells: Cells, main: Item | None, overall: Histogram | None) -> list[Number]:
    """Return who answered, and what was answered to the summing-up question."""
    response = cells.get(RESPONSE)
    if response is None:
        label = _("Answers")
        return [Number(label, DASH, _("not shown: too few answered"))]
    answered, invited = response[ANSWERED], response.get(INVITED)
    found = [Number(_("Answers"), str(answered), _("completed questionnaires"))]
    if invited:
        share = Share(answered, invited)
        found.append(share_number(_("Response rate"), share, of=_("invited")))
    else:
        found.append(Number(_("Response rate"), DASH, _("nobody counted the invited")))
    if main:
        found.append(mean_number(main.label, overall))
    if overall and overall.mean is not None:
        label = _("The two best steps")
        found.append(share_number(label, overall.top2, of=_("valid answers")))
    return found


def lines(held: Round, told: Told, cells: Cells, steps: list[Item]) -> list[Line]:
    """Return the questions; where they are too many, the themes, or the first."""
    if len(steps) <= MOST_QUESTIONS or not told.get("themes"):
        shown = steps[:MOST_QUESTIONS]
        return [line_of(item.label, histogram_of(cells, item)) for item in shown]
    return [theme_line(row) for row in told["themes"][:MOST_QUESTIONS]]


def theme_line(row: Told) -> Line:
    """Return a theme's line: the mean of the persons' own means."""
    if row.get("hidden") or row["mean"] is None:
        return Line(row["label"], DASH, DASH, str(HIDDEN), DASH)
    sure = mean_ends(row) or DASH
    return Line(row["label"], number(row["mean"]), sure, DASH, str(row["n"]))


def more_note(steps: list[Item], told: Told) -> str:
    """Say what is left out of the table for want of room."""
    if len(steps) <= MOST_QUESTIONS:
        return ""
    if told.get("themes"):
        return " " + _("The %(count)s questions are shown by theme.") % {
            "count": len(steps)
        }
    return " " + _("The first %(shown)s of %(count)s questions.") % {
        "shown": MOST_QUESTIONS,
        "count": len(steps),
    }


def rule_sentences(held: Round) -> list[str]:
    """Say how people were chosen, if it is known here."""
    if held.source_digest:
        return [_("The answers were collected by a supplier and brought in as a file.")]
    if held.walk_ins:
        return [_("Whoever came could answer: nobody was chosen beforehand.")]
    drawn, found = held.draw.get("drawn"), held.draw.get("found")
    if drawn and found:
        return [
            _("%(drawn)s were drawn from the %(found)s citizens the rule found.")
            % {"drawn": drawn, "found": found}
        ]
    return []


def not_asked_of(held: Round, cells: Cells) -> list[str]:
    """Say who was not asked, and why; nothing where nothing of the round is shown."""
    if cells.get(RESPONSE) is None or held.walk_ins:
        return []
    if held.source_digest:
        return [_("Whom the supplier did not ask, and why, is not in the file.")]
    return [said] if (said := not_asked(held)) else []


def silence(cells: Cells) -> list[str]:
    """Say how many did not answer, if anybody counted."""
    response = cells.get(RESPONSE)
    if response is None:
        return [_("Too few answered for anything to be shown.")]
    if not response.get(INVITED):
        return [_("How many did not answer is not known: nobody counted the invited.")]
    return [silent_sentence(response[INVITED], response[ANSWERED])]
