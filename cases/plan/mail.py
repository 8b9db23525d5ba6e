"""Who is told that a citizen waits for a call, where no case of theirs shows it."""

from django.conf import settings
from django.utils.translation import gettext as _

from cases.case.models import FIRST_NUMBER, Case
from cases.plan.measure import Measure
from coordination.messages.compose import Content, composes
from coordination.messages.queue import queue
from coordination.models import Event, Message


def tell_to_call(call: Measure, event: Event) -> None:
    """Put one message on its way to whoever is to call since this event."""
    queue(
        "measure.call",
        key=f"call:{event.pk}:{call.responsible_id}",
        user=call.responsible,
        case=call.case_id,
        measure=call.pk,
        to_staff=True,
    )


@composes("measure.call")
def write(message: Message) -> Content:
    """Write that somebody waits for a call; by e-mail not who."""
    case, call = message.facts["case"], message.facts.get("measure")
    # what was written before a call had a page leads to the case, as it did
    place = f"/measures/{call}/call/" if call else f"/cases/{case}/"
    closed = Case.objects.filter(pk=case, state=Case.State.CLOSED).exists()
    line = (
        _(
            "The citizen in %(case)s asks to be called. The case is closed, so it is"
            " up to you."
        )
        if closed
        else _("The citizen in %(case)s asks to be called, and you are asked to do it.")
    )
    return Content(
        subject=_("A citizen asks to be called"),
        text=_("Sign in to Stafet to see who it is:"),
        line=line % {"case": f"S-{FIRST_NUMBER + case}"},
        link=f"{settings.SITE_ADDRESS}{place}",
    )
