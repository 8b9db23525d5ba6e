"""A message as a letter on paper."""

from coordination.messages.compose import Content

LAYOUT = """
#set page(paper: "a4", margin: (top: 4cm, x: 2.5cm, bottom: 2.5cm))
#set text(size: 12pt, lang: "da")
#set par(leading: 0.8em)
#let letter = json(bytes(sys.inputs.letter))
#for line in letter.to.split(",") [#line.trim() \\ ]
#v(2cm)
#text(weight: "bold", size: 14pt, letter.subject)
#v(0.6cm)
#for paragraph in letter.text.split("\\n\\n") [#par(paragraph)]
#if letter.link != "" [#v(0.6cm) #par(letter.link)]
"""


def letter_pdf(to: str, content: Content) -> bytes:
    """Return the letter as an A4 PDF with the address where the window is."""
    import json

    import typst  # 80 MB on disk: loaded by the first letter, not by every process

    letter = {
        "to": to,
        "subject": content.subject,
        "text": content.text,
        "link": content.link,
    }
    pdf = typst.compile(
        LAYOUT.encode(), sys_inputs={"letter": json.dumps(letter)}, format="pdf"
    )
    return bytes(pdf)
