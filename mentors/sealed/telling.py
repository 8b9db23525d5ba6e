"""What its writer reads on the next page, once a sealed visit has arrived."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from coordination.http import SignedInRequest
from mentors.sealed.intake import Taken
from mentors.visit.telling import tell_of


def tell(request: HttpRequest, taken: Taken) -> str:
    """Leave the sentence for the next page; return the address of that page."""
    if taken.receipt is not None:
        return tell_of(cast(SignedInRequest, request), taken.receipt)
    if taken.unplaced is not None:
        messages.warning(
            request, _("The visit is kept. Say whom it was about, and it is done.")
        )
        return taken.unplaced.get_absolute_url()
    messages.warning(
        request,
        _(
            "The visit has arrived, but cannot be read yet. Nothing is lost; your"
            " leader can see that it waits."
        ),
    )
    return "/field/"
