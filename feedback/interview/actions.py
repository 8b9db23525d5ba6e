"""What an interviewer does, one function for each verb."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from coordination.models import User
from coordination.workflow import Refused, fresh, perform, whole
from feedback.answer.intake import answer
from feedback.interview.asking import find, refuse_closed, ways_in
from feedback.invitation.actions import leave_alone
from feedback.invitation.models import Invitation


@whole
def write_down(
    pk: int,
    *,
    by: User,
    mode: str,
    answers: Mapping[str, str],
    text: str = "",
    helped: str = "",
    language: str = "da",
    call_me: bool = False,
) -> None:
    """Store what somebody answered aloud, once, with how they were asked.

    Who asked is not kept with it, nor when.
    """
    invitation = find(pk, by=fresh(by))
    if invitation.round is None or mode not in ways_in(invitation.round):
        raise Refused(_("This round is not asked in that way. Choose another one."))
    stored = answer(
        invitation,
        answers=answers,
        text=text,
        helped=helped,
        call_me=call_me,
        language=language,
        mode=mode,
    )
    if not stored:
        invitation.refresh_from_db()
        refuse_closed(invitation)
    note_that_they_were_asked(invitation)


@whole
def decline(pk: int, *, by: User, for_good: bool) -> None:
    """Note that somebody does not want to answer this time, or ever."""
    invitation = find(pk, by=fresh(by))
    if for_good:
        perform(invitation.opt_out, by=None)
        leave_alone(invitation)
        note_that_they_were_asked(invitation)
    else:
        perform(invitation.decline, by=None)


def note_that_they_were_asked(invitation: Invitation) -> None:
    """Keep that somebody has put the questions to this person."""
    Invitation.objects.filter(pk=invitation.pk).update(went_out=True)
