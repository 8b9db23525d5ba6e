"""One case a reader can follow from referral to closing; docs/guides/a-story.md."""

from datetime import date, datetime

from cases.case import actions as case_actions
from cases.case.models import Case
from cases.citizen import actions as citizen_actions
from cases.consent import actions as consent_actions
from cases.handover import actions as handover_actions
from cases.handover.models import Handover
from cases.involvement import actions as involvement_actions
from cases.involvement.models import Basis
from cases.plan import actions as plan_actions
from coordination.workflow import historical, perform, whole
from demo.answering import Respondent
from demo.dice import Dice
from demo.mentoring import part_with, support
from demo.staff import Town
from demo.telling import Telling
from mentors.mentorship.models import Mentorship

SOURCE = "story"
BEGAN_DAYS_AGO = 320


class Story(Telling):
    """Karla Eksempelsen, who came to ask about her rent."""

    def __init__(self, town: Town, *, now: datetime) -> None:
        super().__init__(town, now=now, days_ago=BEGAN_DAYS_AGO)
        self.rng = Dice("Karla Eksempelsen")

    @whole
    def open(self) -> Case:
        """Bjarne in Borgerservice hears more than a question about rent."""
        bjarne = self.person("bjarne")
        with historical():
            citizen = citizen_actions.register(
                by=bjarne,
                name="Karla Eksempelsen",
                cpr="142588-1000",
                born_on=date(1988, 5, 14),
                phone="00 00 20 00",
                email="karla@example.org",
                channel="email",
                address="Prøvevej 12, 9999 Eksempelby",
                fictive=True,
                at=self.on(0),
            )
            return case_actions.open_case(
                citizen,
                by=bjarne,
                department=self.town.departments["borger"],
                reason="Kom for at spørge om husleje; er sygemeldt, bor hos veninde",
                target_group=Case.TargetGroup.SICK_PAY,
                basis=Basis.STATUTE,
                basis_text="Retssikkerhedsloven § 5",
                source=SOURCE,
                at=self.on(0),
            )

    @whole
    def tell(self) -> None:
        """Play the case from its first day to its last."""
        case = Case.objects.select_related("citizen").get(source=SOURCE)
        with historical():
            respondent = Respondent(self.town, case.citizen.recipient_id, self.rng)
            for day, chapter in (
                (0, self.begin),
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

    def begin(self, case: Case) -> None:
        """Bjarne writes down what he has heard, and Jonas takes over."""
        self.keep(case, "bjarne", 0.5, "Ringe til Karla om et møde", "bjarne", 6)
        self.hand_over(
            case,
            "bjarne",
            "job",
            "jonas",
            "Karla er sygemeldt hos jer. Vil I tage over og samle trådene?",
            offered=1,
            accepted=2,
            met=6,
            warm=False,
        )

    def bring_together(self, case: Case) -> None:
        """Karla agrees that three departments talk, and Kim coordinates."""
        jonas, kim = self.person("jonas"), self.person("kim")
        departments = self.town.departments
        consent = consent_actions.give(
            case,
            by=jonas,
            departments=[departments[place] for place in ("psyk", "bolig", "job")],
            purpose="Socialpsykiatri, Bolig og Job og Uddannelse må tale sammen om"
            " bolig, helbred og arbejde",
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
        self.keep(case, "jonas", 22, "Fælles møde hos Karla", "jonas", 40)

    def decline(self, case: Case) -> None:
        """Bolig says no once, because the charter lacks what they need."""
        jonas, hanne = self.person("jonas"), self.person("hanne")
        reason = "Karla kan bo hos sin veninde tre måneder endnu og mangler en bolig."
        offer = self.offer(case, jonas, "bolig", reason, day=35, warm=False)
        handover_actions.decline(
            offer,
            by=hanne,
            code=Handover.DeclineCode.MISSING,
            text="Vi mangler at vide, hvad Karla selv har søgt. Så tager vi den.",
            at=self.on(37),
        )
        self.keep(case, "jonas", 38, "Sende Karlas egne ansøgninger med", "jonas", 41)
        reason = (
            "Nu er Karlas egne ansøgninger med. Vi tager gerne det første møde med."
        )
        self.hand_over(
            case,
            "jonas",
            "bolig",
            "hanne",
            reason,
            offered=41,
            accepted=43,
            met=50,
            warm=True,
        )

    def move(self, case: Case) -> None:
        """Karla gets a flat; then the nights become hard, and Mona begins to visit."""
        self.meet(case, "hanne", "bolig", 78, "Set på to lejligheder. Karla sagde ja.")
        self.keep(case, "hanne", 96, "Indflytning sammen med Karla", "hanne", 104)
        home = (
            "Sygemeldt, har fået egen bolig. Nætterne er svære, hun sover næsten ikke."
        )
        self.keep(
            case, "hanne", 117, "Møde med Pia hjemme hos Karla", "hanne", 127, why=home
        )
        self.hand_over(
            case,
            "hanne",
            "psyk",
            "pia",
            "Boligen er på plads. Nu er det nætterne, Karla har brug for hjælp til.",
            offered=118,
            accepted=121,
            met=127,
            warm=True,
        )
        mentorship = support(
            self.town,
            case,
            mentor=self.person("mona"),
            by=self.person("pia"),
            begins=self.on(135),
            until=self.on(264),
            rng=self.rng,
        )
        part_with(
            mentorship,
            by=self.person("mona"),
            at=self.on(264),
            rng=self.rng,
            because=Mentorship.Ending.GOAL_REACHED,
            takes_along="Åbner selv posten om mandagen og ringer, før det brænder på.",
        )

    def settle(self, case: Case) -> None:
        """The baton comes back to Jonas; Karla works eight hours a week."""
        better = "Sover bedre og bor godt. Vil begynde på arbejde med få timer om ugen."
        self.keep(
            case,
            "pia",
            267,
            "Møde med Jonas om timer og opgaver",
            "pia",
            274,
            why=better,
        )
        self.hand_over(
            case,
            "pia",
            "job",
            "jonas",
            "Karla er klar til at arbejde lidt. Hun vil gerne have dig igen, Jonas.",
            offered=268,
            accepted=270,
            met=274,
            warm=True,
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
