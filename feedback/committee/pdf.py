"""The committee's page on paper: one side of A4."""

import json
from dataclasses import asdict

from django.utils.translation import gettext as _

from feedback.committee.page import Page

LAYOUT = """
#let page-data = json(bytes(sys.inputs.page))
#let word = page-data.words
#set document(title: page-data.title)
#set page(paper: "a4", margin: (top: 1.8cm, bottom: 1.6cm, x: 2cm))
#set text(size: 9.5pt, lang: "da")
#set par(leading: 0.55em, spacing: 0.75em)
#let heading(body) = [#v(0.35cm, weak: true) #text(weight: "bold", size: 10.5pt, body)]
#let sentences(lines) = for line in lines [#block(spacing: 0.5em, [-- #line])]

#text(size: 9pt, [#page-data.municipality · #page-data.made_on])
#v(0.1cm)
#text(weight: "bold", size: 15pt, page-data.title)
#v(0.1cm)
#text(size: 11.5pt, page-data.finding)
#heading(word.asked)
#par(page-data.asked)
#heading(word.numbers)
#grid(
  columns: (1fr,) * calc.min(4, page-data.numbers.len()),
  column-gutter: 0.35cm,
  ..page-data.numbers.map(n => block(
    width: 100%, stroke: (top: 0.8pt), inset: (top: 5pt),
    [#text(size: 8.5pt, n.label) \\
     #text(weight: "bold", size: 15pt, n.value) \\
     #text(size: 7.5pt, n.base)]
  ))
)
#heading(word.questions)
#table(
  columns: (1fr, auto, auto, auto, auto),
  align: (left, right, right, right, right),
  stroke: (x, y) => (bottom: if y == 0 { 0.8pt } else { 0.3pt }),
  inset: (x: 4pt, y: 3.5pt),
  table.header(
    [*#word.question*], [*#word.mean*], [*#word.sure*], [*#word.top*], [*#word.n*]
  ),
  ..page-data.lines.map(l => (l.label, l.mean, l.sure, l.top, l.n)).flatten()
)
#text(size: 8pt, page-data.table_note)
#if page-data.relay.len() > 0 [#heading(word.relay) #sentences(page-data.relay)]
#heading(word.method)
#sentences(page-data.method)
#heading(word.unknown)
#sentences(page-data.unknown)
"""


def words() -> dict[str, str]:
    """Return the headings, on paper as on the page."""
    return {
        "asked": _("What was asked"),
        "numbers": _("The figures"),
        "questions": _("The questions"),
        "question": _("Question"),
        "mean": _("Mean"),
        "sure": _("95 % of the mean"),
        "top": _("Top two"),
        "n": _("Answers"),
        "relay": _("From whom to whom"),
        "method": _("Method and limits"),
        "unknown": _("What is not known"),
    }


def page_pdf(page: Page) -> bytes:
    """Return the page as an A4 PDF."""
    import typst  # 80 MB on disk: loaded by who prints, not by every process

    told = json.dumps({**asdict(page), "words": words()}, ensure_ascii=False)
    pdf = typst.compile(LAYOUT.encode(), sys_inputs={"page": told}, format="pdf")
    return bytes(pdf)
