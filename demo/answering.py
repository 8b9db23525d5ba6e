"""What citizens answer when they are asked, in the course of their made-up cases."""

from datetime import datetime, timedelta
from uuid import UUID

from coordination.models import Municipality
from demo.dice import Dice
from demo.moves import Kind
from demo.places import PLACES
from demo.staff import Town
from feedback.answer.intake import answer
from feedback.instrument.catalogue import HANDOVER_PULSE, UNKNOWN, load
from feedback.invitation import actions
from feedback.invitation.models import Invitation

SHARE_ANSWERING = 0.66
SHARE_UNKNOWN = 0.05
SHARE_WRITING = 0.12
WARMTH = 0.45
# how much better or worse each item goes than the department as a whole
ITEMS = (0.35, -0.2, -0.45, -0.1, 0.1, -0.15)
OPEN = (Invitation.State.QUEUED, Invitation.State.SENT)
# each thing that people say, in the words of several of them
REMARKS = (
    (
        "Godt at vi alle sad ved samme bord.",
        "Det hjalp, at de mødtes, mens jeg var med.",
        "For første gang hørte de det samme på én gang.",
    ),
    (
        "Jeg måtte fortælle det hele igen.",
        "Den nye kendte ikke min sag og begyndte forfra.",
        "Tredje gang jeg forklarer, hvorfor jeg ikke kan arbejde.",
    ),
    (
        "Hun ringede, som hun havde lovet.",
        "Han holdt, hvad han sagde, også med tiden hos lægen.",
        "De vendte tilbage dagen efter. Det er jeg ikke vant til.",
    ),
    (
        "Der gik lang tid, før jeg hørte noget.",
        "Jeg ventede i tre uger og vidste ikke på hvad.",
        "Ingen sagde, hvornår jeg ville høre fra den nye.",
    ),
    (
        "Rart med én at ringe til.",
        "Nu ved jeg, hvem jeg skal spørge.",
        "Jeg har hendes nummer. Det giver ro.",
    ),
    (
        "Jeg fik to forskellige svar om pengene.",
        "Den ene sagde ja, den anden sagde nej.",
        "De var ikke enige om, hvem der betaler flytningen.",
    ),
    (
        "Det gik fint.",
        "Ikke noget at klage over.",
        "Bedre end sidste gang.",
    ),
)


class Respondent:
    """A citizen with a phone or a letter box, who answers or does not."""

    def __init__(self, town: Town, recipient: UUID, rng: Dice) -> None:
        self.recipient = recipient
        self.rng = rng
        self.mood = rng.gauss(0, 0.5)
        self.scores = {
            town.departments[code].pk: place.score for code, place in PLACES.items()
        }
        self.answers_at: dict[int, datetime | None] = {}
        self.invitation: Invitation | None = None
        self.news = False  # whether the case has moved since we looked

    def live_until(self, moment: datetime) -> None:
        """Let everything happen to the open invitation that is due by the moment."""
        if self.news:
            self.invitation = self.find_open()
            self.news = False
        while self.invitation and self.go_on(self.invitation, moment):
            if self.invitation and self.invitation.state not in OPEN:
                self.invitation = None

    def hear(self, kind: Kind) -> None:
        """Look again where a move may have brought a survey, or brought one closer."""
        if self.invitation is None:
            self.news |= kind in (Kind.ACCEPT, Kind.TAKE)
        elif self.invitation.state == Invitation.State.QUEUED:
            self.news |= kind in (Kind.ACCEPT, Kind.TAKE, Kind.CONTACT)

    def find_open(self) -> Invitation | None:
        """Return the one invitation that is not answered or over."""
        asked = Invitation.objects.filter(recipient=self.recipient, state__in=OPEN)
        return asked.select_related("recipient").first()

    def go_on(self, invitation: Invitation, moment: datetime) -> bool:
        """Take the invitation's next step; say whether there was one by then."""
        if invitation.state == Invitation.State.QUEUED:
            due = invitation.due_at
            if due is None or due >= moment:
                return False
            actions.send(invitation, at=due)
            return True
        return self.respond(invitation, moment)

    def respond(self, invitation: Invitation, moment: datetime) -> bool:
        """Answer, be reminded, or let the last day go by."""
        sent, closes = invitation.sent_at, invitation.closes_at
        if sent is None or closes is None:
            return False
        if invitation.pk not in self.answers_at:
            self.answers_at[invitation.pk] = self.choose_day(invitation, sent)
        answers_at = self.answers_at[invitation.pk]
        reminder = sent + timedelta(days=Municipality.current().survey_reminder_days)
        if answers_at and answers_at < moment and answers_at < closes:
            self.answer(invitation, answers_at)
            self.invitation = None
        elif invitation.reminded_at is None and reminder < min(moment, closes):
            actions.remind(invitation, at=reminder)
        elif closes < moment:
            actions.expire(invitation, at=closes)
        else:
            return False
        return True

    def choose_day(self, invitation: Invitation, sent: datetime) -> datetime | None:
        """Return when the citizen answers, if ever; most within the first days."""
        share = SHARE_ANSWERING + (0.12 if invitation.warm else -0.04)
        if not self.rng.chance(share):
            return None
        return sent + timedelta(days=self.rng.expovariate(0.25) + 0.05)

    def answer(self, invitation: Invitation, at: datetime) -> None:
        """Send the answers in."""
        middle = self.scores.get(invitation.receiver, 3.5) + self.mood
        middle += WARMTH / 2 if invitation.warm else -WARMTH / 2
        answers = {
            item.code: self.degree(middle + offset)
            for item, offset in zip(load(HANDOVER_PULSE).items, ITEMS, strict=True)
        }
        said = self.rng.choice(REMARKS) if self.rng.chance(SHARE_WRITING) else ("",)
        text = said[invitation.pk % len(said)]
        language = invitation.language
        answer(invitation, answers=answers, text=text, language=language, at=at)

    def degree(self, middle: float) -> str:
        """Return one answer on the scale, or that the citizen does not know."""
        if self.rng.chance(SHARE_UNKNOWN):
            return UNKNOWN
        return str(min(max(round(self.rng.gauss(middle, 0.9)), 1), 5))
