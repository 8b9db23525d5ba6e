"""What a mentor is written, by mail and in Stafet, is a link and never the citizen."""

from datetime import timedelta

from django.utils import timezone

from coordination import reactions
from coordination.messages.compose import compose
from coordination.models import Event, Message
from coordination.periodic import run_due
from mentors.mentorship import actions

SECRETS = ("Karla", "Fiktiv", "Prøvevej", "bolig", "fredag", "gå ture", "blandt andre")


def run_all():
    for event in Event.objects.order_by("pk"):
        for name in reactions.after_names(event.kind):
            reactions.run_after(event, name)


def test_no_message_to_a_mentor_says_whom_it_is_about(
    mentorship, charter, mona, jonas, lone
):
    run_all()
    run_due(timezone.now() + timedelta(days=80))
    actions.end(mentorship, by=jonas, because="other", takes_along="Karla går ture")
    run_all()
    found = list(Message.objects.filter(user__in=[mona, lone]))
    assert found
    for message in found:
        content = compose(message)
        said = " ".join(str(part) for part in vars(content).values()) if content else ""
        assert not [word for word in SECRETS if word in said], message.template
