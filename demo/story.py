"""One case a reader can follow from referral to closing; docs/guides/a-story.md."""

from datetime import datetime, timedelta
from typing import Any

from cases.case import actions as case_actions
from cases.case.models import Case
from cases.charter import actions as charter_actions
from cases.citizen import actions as citizen_actions
from cases.consent import actions as consent_actions
from cases.contact import actions as contact_actions
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from cases.involvement import actions as involvement_actions
from cases.involvement.models import Basis
from cases.plan import actions as plan_actions
from coordination.workflow import historical, perform, whole
from demo.answering import Respondent
from demo.calendar import after
from demo.dice import Dice
from demo.mentoring import give_mentor
from demo.staff import Town
from mentors.mentorship import actions as mentorship_actions

SOURCE = "story"
BEGAN_DAYS_AGO = 320


class Story:
    """Karla Eksempelsen, who came to ask about her rent."""

    def __init__(self, town: Town, *, now: datetime) -> None:
        self.town = town
        self.now = now
        self.rng = Dice("Karla Eksempelsen")

    def on(self, day: float) -> datetime:
        """Return a moment on the so-manieth day of the story."""
        began = self.now - timedelta(days=BEGAN_DAYS_AGO)
        return after(began, day, self.rng)

    def person(self, username: str) -> Any:
        """Return one of the people in the story."""
        return self.town.person(username)

    @whole
    def tell(self) -> Case:
        """Return the case, played from its first day to its last."""
        with historical():
            case = self.begin()
            respondent = Respondent(self.town, case.citizen.recipient_id, self.rng)
            for day, chapter in (
                (8, self.bring_together),
                (35, self.decline),
                (78, self.move),
                (268, self.settle),
            ):
                respondent.news = True
                respondent.live_until(self.on(day))
                chapter(case)
            respondent.news = True
            respondent.live_until(self.now)
            return case

    def begin(self) -> Case:
        """Bjarne in Borgerservice hears more than a question about rent."""
        bjarne = self.person("bjarne")
        citizen = citizen_actions.register(
            by=bjarne,
            name="Karla Eksempelsen",
            cpr="142588-1000",
            born_on=datetime(1988, 5, 14).date(),  # noqa: DTZ001 - a date of birth
            phone="00 00 20 00",
            email="karla@example.org",
            channel="email",
            address="Prøvevej 12, 9999 Eksempelby",
            fictive=True,
            at=self.on(0),
        )
        case = case_actions.open_case(
            citizen,
            by=bjarne,
            department=self.town.departments["borger"],
            reason="Kom for at spørge om husleje; er sygemeldt og bor hos en veninde",
            target_group=Case.TargetGroup.SICK_PAY,
            basis=Basis.STATUTE,
            basis_text="Retssikkerhedsloven § 5",
            source=SOURCE,
            at=self.on(0),
        )
        self.keep(case, "bjarne", 0.1, "Ringe til Karla om et møde", "bjarne", 6)
        self.hand_over(
            case, "bjarne", "job", "jonas", offered=1, accepted=2, met=6, warm=False
        )
        return case

    def bring_together(self, case: Case) -> None:
        """Karla agrees that three departments talk, and Kim coordinates."""
        jonas, kim = self.person("jonas"), self.person("kim")
        departments = self.town.departments
        consent = consent_actions.give(
            case,
            by=jonas,
            departments=[departments[place] for place in ("psyk", "bolig", "job")],
            purpose="De tre afdelinger må tale sammen om bolig, helbred og arbejde",
            way="written",
            at=self.on(8),
        )
        for place in ("psyk", "bolig"):
            involvement_actions.begin(
                case,
                by=jonas,
                department=departments[place],
                basis=Basis.CONSENT,
                consent=consent,
                at=self.on(9),
            )
        case_actions.coordinate(
            case, by=kim, coordinator=kim, deputy=self.person("dorte"), at=self.on(14)
        )
        plan_actions.set_goal(
            case, by=kim, words="Jeg vil have mit eget sted at bo", at=self.on(21)
        )
        plan_actions.set_goal(
            case, by=kim, words="Jeg vil kunne arbejde nogle timer igen", at=self.on(21)
        )
        self.keep(case, "jonas", 22, "Fælles møde hos Karla", "jonas", 34)

    def decline(self, case: Case) -> None:
        """Bolig says no once, because the charter lacks what they need."""
        jonas, hanne = self.person("jonas"), self.person("hanne")
        offer = self.offer(case, jonas, "bolig", at=self.on(35), warm=False)
        handover_actions.decline(
            offer,
            by=hanne,
            code=Handover.DeclineCode.MISSING,
            text="Vi mangler at vide, hvad Karla selv har søgt. Så tager vi den.",
            at=self.on(37),
        )
        self.keep(case, "jonas", 38, "Sende Karlas egne ansøgninger med", "jonas", 41)
        self.hand_over(
            case, "jonas", "bolig", "hanne", offered=41, accepted=43, met=50, warm=True
        )

    def move(self, case: Case) -> None:
        """Karla gets a flat; then the nights become hard, and Mona begins to visit."""
        self.meet(case, "hanne", "bolig", 78, "Set på to lejligheder. Karla sagde ja.")
        self.keep(case, "hanne", 96, "Indflytning sammen med Karla", "hanne", 104)
        self.hand_over(
            case, "hanne", "psyk", "pia", offered=118, accepted=121, met=127, warm=True
        )
        mentorship = give_mentor(
            self.town,
            case,
            mentor=self.person("mona"),
            by=self.person("pia"),
            begins=self.on(135),
            now=self.on(262),
            rng=self.rng,
        )
        mentorship_actions.end(
            mentorship,
            by=self.person("mona"),
            because="goal_reached",
            takes_along="Åbner selv posten om mandagen og ringer, før det brænder på.",
            at=self.on(264),
        )

    def settle(self, case: Case) -> None:
        """The baton comes back to Jonas; Karla works eight hours a week."""
        self.hand_over(
            case, "pia", "job", "jonas", offered=268, accepted=270, met=274, warm=True
        )
        jonas = self.person("jonas")
        for goal in case.goals.filter(state="set"):
            perform(goal.reach, by=jonas, at=self.on(290))
        for measure in case.measures.filter(state="open"):
            plan_actions.finish(measure, by=jonas, at=self.on(291))
        case_actions.close(
            case,
            by=jonas,
            outcome=Case.Outcome.GOAL_REACHED,
            note="Karla bor for sig selv og arbejder otte timer om ugen.",
            at=self.on(296),
        )

    def hand_over(
        self,
        case: Case,
        giver: str,
        place: str,
        receiver: str,
        *,
        offered: float,
        accepted: float,
        met: float,
        warm: bool,
    ) -> None:
        """Pass the baton on, and let the new contact person meet Karla."""
        offer = self.offer(
            case, self.person(giver), place, at=self.on(offered), warm=warm
        )
        handover_actions.accept(
            offer,
            by=self.person(receiver),
            read_back="Vi ringer til Karla og holder fast i det, hun er lovet.",
            at=self.on(accepted),
        )
        self.meet(case, receiver, place, met, "Karla ved, hvem hun ringer til.")

    def offer(
        self, case: Case, by: Any, place: str, *, at: datetime, warm: bool
    ) -> Handover:
        """Offer the baton with what Karla has agreed to."""
        return handover_actions.offer(
            case,
            by=by,
            receiver=self.town.departments[place],
            reason="Næste skridt ligger hos jer. Karla ved, at vi spørger.",
            warm=warm,
            basis=Basis.STATUTE,
            basis_text="Retssikkerhedsloven § 5",
            at=at,
        )

    def meet(self, case: Case, who: str, place: str, day: float, note: str) -> None:
        """Log a meeting with Karla."""
        here, at = self.town.departments[place], self.on(day)
        contact_actions.log(
            case, by=self.person(who), department=here, kind="meeting", note=note, at=at
        )

    def keep(
        self, case: Case, who: str, day: float, step: str, by: str, due: float
    ) -> None:
        """Keep the charter, with the next step."""
        charter_actions.keep(
            case,
            by=self.person(who),
            reason="Sygemeldt, uden fast bolig. Vil have ro, før hun kan arbejde.",
            promised="I ringer først til mig. Jeg skal ikke fortælle det hele forfra.",
            not_worked="Breve. Møder med mange på én gang.",
            needs="Formiddage er bedst. Vil gerne have sin veninde med.",
            next_what=step,
            next_by=self.person(by),
            next_on=self.on(due).date(),
            at=self.on(day),
        )
