"""A message as a letter on paper, with its code and what can be filled in by hand."""

import io
import json
from typing import Any

import segno

from coordination.messages.compose import Content, PaperForm

# Every page of a form bears the code at its foot, and nothing else about anybody.
FRAME = """
#let told = json(bytes(sys.inputs.told))
#set document(title: told.title)
#set page(
  paper: "a4", margin: (top: 2.5cm, x: 2.5cm, bottom: 2.5cm),
  footer: context [
    #set text(size: 10pt)
    #raw(told.code) #h(1fr)
    #counter(page).display()
  ],
)
#set text(size: 12pt, lang: told.language)
#set par(leading: 0.8em)
"""
LETTER = """
#v(1.5cm)
#for line in told.to.split(",") [#line.trim() \\ ]
#v(2cm)
#heading(outlined: false)[#told.title]
#v(0.4cm)
#for paragraph in told.text.split("\\n\\n") [#par(paragraph)]
#if told.link != "" [
  #v(0.4cm)
  #grid(columns: (3.2cm, 1fr), gutter: 0.6cm, align: horizon,
    image(bytes(sys.inputs.square), format: "svg", width: 3.2cm, alt: told.link),
    [
      #par(told.link)
      #if told.code != "" [#par[#told.code_words #box[*#raw(told.code)*]]]
    ],
  )
]
"""
FORM = """
#heading(outlined: false)[#told.form.title]
#par(told.form.hint)
#let theme = state("theme", "")
#for part in told.form.parts [
  #block(breakable: false, above: 1.4em)[
    #if part.theme != "" [#text(size: 10pt)[#part.theme] \\ ]
    *#part.text*
    #for choice in part.choices [
      #grid(columns: (1.2em, 1fr), gutter: 0.5em, row-gutter: 0.6em,
        box(width: 0.95em, height: 0.95em, stroke: 0.8pt), [#choice])
    ]
    #for _ in range(part.lines) [#v(0.7cm) #line(length: 100%, stroke: 0.4pt)]
  ]
]
"""


def letter_pdf(to: str, content: Content) -> bytes:
    """Return the letter as an A4 PDF with the address where the window is.

    Besides what is in the window nothing in it says whom it is to.
    """
    told: dict[str, Any] = {
        "to": to,
        "title": content.subject,
        "text": content.text,
        "link": content.link,
        "code": content.code,
        "code_words": content.code_words,
        "language": "da",
    }
    layout = FRAME + LETTER
    if content.form:
        told["form"] = content.form.shown()
        layout += "#pagebreak()\n" + FORM
    return drawn(layout, told, square=square_of(content.link))


def form_pdf(form: PaperForm, *, code: str = "") -> bytes:
    """Return a form to fill in by hand; without a code it is for whoever comes."""
    told = {
        "title": form.title,
        "code": code,
        "language": "da",
        "form": form.shown(),
    }
    return drawn(FRAME + FORM, told)


def square_of(link: str) -> str:
    """Return the link as a QR code that survives a fold or a stain."""
    if not link:
        return ""
    picture = io.BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="svg", border=2)
    return picture.getvalue().decode()


def drawn(layout: str, told: dict[str, Any], *, square: str = "") -> bytes:
    """Return the pages that a layout makes of what is told."""
    import typst  # 80 MB on disk: loaded by the first letter, not by every process

    inputs = {"told": json.dumps(told), "square": square}
    return bytes(typst.compile(layout.encode(), sys_inputs=inputs, format="pdf"))
