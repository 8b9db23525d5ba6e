"""The square on a letter, read from the PDF that is printed, leads to the questions."""

from coordination.messages import letter
from coordination.messages.post import written
from coordination.models import Message
from feedback.invitation.token import link
from tests.feedback.asked import ask
from tests.feedback.square import printed_square, read_square
from tests.feedback.test_answer import stranger


def test_the_square_of_a_printed_letter_leads_to_the_citizens_own_questions(held):
    asked = ask(held)
    message = Message(
        template="feedback/round/mail/invited",
        recipient=asked.recipient,
        channel="letter",
        facts={"invitation": asked.pk},
    )
    pdf = letter.letter_pdf("Karla Fiktiv, Prøvevej 1", written(message))
    scanned = read_square(printed_square(pdf))
    assert scanned == link(asked)
    path = "/s/" + scanned.partition("/s/")[2]
    assert stranger().get(path).status_code == 200
