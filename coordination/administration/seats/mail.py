"""What those are told who can help a person out of a seat."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.messages.compose import Content, composes
from coordination.models import Membership, Message
from coordination.models.organisation import Role


@composes("coordination/administration/seat")
def write_seat(message: Message) -> Content | None:
    """Return that somebody still holds a baton after their last day."""
    rows = Membership.objects.select_related("user", "department")
    seat = rows.filter(pk=message.facts["seat"]).first()
    user = message.user
    if seat is None or user is None:
        return None
    words = {"person": seat.user, "department": seat.department}
    line = _(
        "The last day of %(person)s in %(department)s has passed, but a case would be"
        " left without a contact person. Pass its baton on."
    )
    administers = user.has_role(Role.ADMINISTRATOR)
    page = reverse("person-detail", args=[seat.user_id]) if administers else "/"
    return Content(
        subject=_("Somebody has left and still holds a baton"),
        text=line % words,
        line=line % words,
        link=settings.SITE_ADDRESS + page,
    )
