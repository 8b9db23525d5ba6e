"""What its writer reads on the next page, once a visit is stored."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.http import SignedInRequest
from coordination.models import User
from mentors.mentorship.models import Mentorship
from mentors.visit.intake import Receipt


def tell_of(request: SignedInRequest, receipt: Receipt) -> str:
    """Leave the sentence for the next page; return the address of that page."""
    if receipt.held is not None:
        messages.warning(
            request,
            _(
                "This visit was already sent with other words. Nothing is lost: look at"
                " both, and decide."
            ),
        )
        return reverse("visit-held", args=[receipt.held.pk])
    late = receipt.visit.late_words if receipt.visit else []
    if late:
        messages.warning(
            request,
            _("The visit is written down, marked as late: %(why)s.")
            % {"why": ", ".join(late)},
        )
    else:
        messages.success(request, _("The visit is written down."))
    mentorship = receipt.visit.mentorship if receipt.visit else None
    return place_after(mentorship, request.user)


def place_after(mentorship: Mentorship | None, user: User) -> str:
    """Return where one goes on: the citizen's page, or one's own list."""
    mine = Mentorship.objects.of_mentor(user)
    if mentorship is not None and mine.filter(pk=mentorship.pk).exists():
        return reverse("field-citizen", args=[mentorship.pk])
    return reverse("field")
