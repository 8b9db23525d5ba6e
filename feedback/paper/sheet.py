"""A questionnaire as it is printed."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from coordination.messages.compose import PaperForm, PaperPart
from coordination.messages.letter import form_pdf
from feedback.instrument.catalogue import Instrument, Item
from feedback.instrument.scale import Kind

LINES = 3


def form_of(instrument: Instrument, items: Sequence[Item] = ()) -> PaperForm:
    """Return the questions to tick by hand, in the reader's language."""
    themes = {theme.code: theme.text for theme in instrument.themes}
    parts, before = [], ""
    for item in items or instrument.items:
        theme = themes.get(item.theme, "")
        parts.append(
            PaperPart(
                text=item.text,
                choices=tuple(choice.text for choice in item.scale.choices),
                lines=LINES if item.scale.kind == Kind.TEXT else 0,
                theme=theme if theme != before else "",
            )
        )
        before = theme
    return PaperForm(
        title=instrument.title,
        hint=_(
            "Tick one box for each question. You may leave any of them out. Please"
            " write no names."
        ),
        parts=tuple(parts),
    )


def questionnaire_pdf(instrument: Instrument, items: Sequence[Item]) -> bytes:
    """Return a questionnaire without a code, for whoever comes."""
    return form_pdf(form_of(instrument, items))
