"""What can be done with an answer on paper, one function for each verb."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from coordination.models import User
from coordination.workflow import Refused, fresh, whole
from feedback.answer.intake import answer, answer_unasked
from feedback.interview.asking import is_staff, works_with
from feedback.invitation.mode import Mode
from feedback.invitation.models import Invitation
from feedback.round.models import Round


@whole
def type_in(
    invitation: Invitation,
    *,
    by: User,
    answers: Mapping[str, str],
    text: str = "",
    helped: str = "",
    language: str = "da",
    call_me: bool = False,
) -> None:
    """Store a paper answer by its code, once; who works with the citizen may not."""
    admit(by)
    refuse_helper(by, invitation)
    stored = answer(
        invitation,
        answers=answers,
        text=text,
        helped=helped,
        call_me=call_me,
        language=language,
        mode=Mode.PAPER,
    )
    if not stored:
        raise Refused(
            _("There is an answer with this code already, or its time is over.")
        )


@whole
def type_in_unasked(
    held: Round,
    *,
    by: User,
    key: UUID,
    answers: Mapping[str, str],
    text: str = "",
    language: str = "da",
) -> None:
    """Store the paper of somebody who came without being asked, once."""
    admit(by)
    stored = Mode.PAPER in held.modes and answer_unasked(
        held, answers=answers, text=text, language=language, mode=Mode.PAPER, key=key
    )
    if not stored:
        raise Refused(_("This round does not take answers on paper now."))


def admit(by: User) -> None:
    """Let whoever does casework, coordinates or leads go on."""
    if not is_staff(fresh(by)):
        raise PermissionDenied


def refuse_helper(user: User, invitation: Invitation) -> None:
    """Refuse whoever works with the citizen: they would read the answers."""
    if works_with(user, invitation):
        raise Refused(
            _(
                "You work with this person, or have done. Give the paper to somebody"
                " else, unread: the mentor and those who gave or took the baton may"
                " not type it in."
            )
        )
