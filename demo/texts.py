"""What people write in made-up cases; Danish, as the municipality is."""

# Why a case is with a department, beside what the citizen came with.
WHY = {
    "job": (
        "Skal prøve kræfter med nogle timers arbejde om ugen.",
        "Har brug for en plan for vejen tilbage til arbejde.",
        "Afventer praktik; kan begynde med få timer.",
    ),
    "ydelse": (
        "Ydelsen er ved at blive lagt om, og budgettet holder ikke.",
        "Mangler at få søgt om hjælp til faste udgifter.",
    ),
    "voksen": (
        "Har brug for støtte til hverdagen i eget hjem.",
        "Skal have overblik over post, aftaler og økonomi.",
        "Vil gerne have struktur på ugen, før der sker mere.",
    ),
    "psyk": (
        "Sover dårligt og melder afbud, når der er mange mennesker.",
        "Skal have ro på, før næste skridt kan tages.",
        "Følger behandling og har brug for en fast støtteperson.",
    ),
    "misbrug": (
        "Har sagt ja til behandling og vil gerne i gang nu.",
        "Er begyndt i behandling og kommer til de fleste aftaler.",
    ),
    "sundhed": (
        "Smerterne skal udredes, før der kan arbejdes flere timer.",
        "Genoptræningen er i gang og skal passe med resten af ugen.",
        "Kan ikke holde til en hel dag endnu; træner to gange om ugen.",
    ),
    "familie": (
        "Hverdagen med børnene skal hænge sammen først.",
        "Har brug for aflastning og et netværk om familien.",
    ),
    "bolig": (
        "Står uden fast sted at bo om kort tid.",
        "Søger en bolig, der kan betales.",
    ),
    "borger": (
        "Vidste ikke, hvor man kunne henvende sig.",
        "Har brug for hjælp til at komme til den rette afdeling.",
    ),
}
# What is asked of a department when it is offered the baton.
ASKS = {
    "job": (
        "Borgeren er klar til at tale om praktik. Vil I tage det derfra?",
        "Vi er så langt, vi kan komme. Borgeren ved, at I ringer om arbejde.",
        "Nu er der ro på resten, så planen for arbejde kan lægges hos jer.",
        "Borgeren vil gerne i gang med noget arbejde. Kan I tage over?",
    ),
    "ydelse": (
        "Der mangler svar om ydelsen, og huslejen skal betales. Kan I tage over?",
        "Borgeren har fået brev om udbetalingen og forstår det ikke.",
    ),
    "voksen": (
        "Det er hverdagen derhjemme, der vælter. Vil I tage over?",
        "Borgeren har brug for støtte i hjemmet og er indforstået.",
        "Vi bliver i sagen, men det næste skridt er støtte fra jer.",
    ),
    "psyk": (
        "Angsten fylder mest nu. Borgeren vil gerne møde jer.",
        "Borgeren har haft en dårlig periode og har brug for jer nu.",
        "Vi kan ikke komme videre, før der er støtte fra jer.",
    ),
    "misbrug": (
        "Borgeren har selv bedt om behandling. Kan I mødes i denne uge?",
        "Borgeren er klar nu, og vi vil nødig miste øjeblikket.",
    ),
    "sundhed": (
        "Smerterne står i vejen for næste skridt. Kan I se på det?",
        "Der er en genoptræningsplan, og borgeren er klar til at begynde.",
        "Borgeren har brug for jeres råd, før timetallet kan sættes op.",
    ),
    "familie": (
        "Det er børnenes hverdag, der fylder. Vil I tage over?",
        "Familien har brug for jer og vil gerne møde jer.",
    ),
    "bolig": (
        "Borgeren mister sit sted at bo om kort tid. Det haster lidt.",
        "Borgeren har brug for hjælp til at søge en bolig, der kan betales.",
    ),
    "borger": ("Borgeren mangler papirer, før vi kan komme videre.",),
}
READ_BACKS = (
    "Vi ringer til borgeren i denne uge og holder fast i den aftale, der er lavet.",
    "Forstået: aftalen står ved magt, og vi tager det næste møde.",
    "Vi tager over og begynder med at få overblik sammen med borgeren.",
    "Vi kender planen og følger op på det, der ikke har virket.",
)
DECLINES = {
    "not_ours": "Det ligger hos en anden afdeling efter vores opgavefordeling.",
    "no_capacity": "Vi kan ikke give en god start før om tre uger.",
    "missing": "Vi mangler det seneste om aftalerne for at kunne tage over.",
    "citizen": "Borgeren vil gerne blive hos jer lidt endnu.",
}
WITHDRAWN = (
    "Borgeren vil hellere vente til efter mødet i næste uge.",
    "Vi nåede det selv alligevel.",
)
OBJECTIONS = (
    "Vi har en aftale med borgeren på fredag og beholder gerne stafetten til da.",
    "Borgeren kom for en enkelt ting hos jer. Vi er midt i et forløb.",
    "Vi har lige lovet borgeren, at det er os, der ringer.",
)
NOT_TAKEN = (
    "Det drejede sig om en enkelt aftale. Kontaktpersonen er fortsat den rette.",
    "Borgeren vil gerne beholde sin kontaktperson.",
)
REVOKED = "Borgeren vil ikke længere have, at vi deler oplysninger om sagen."
REASSIGNED = (
    "Borgeren havde brug for en med mere tid.",
    "Kollegaen kender borgeren i forvejen.",
)
NOTES = (
    "Talte om, hvad der er vigtigst nu. Vi aftalte næste skridt.",
    "Borgeren er lettet over at vide, hvem der ringer.",
    "Gennemgik aftalerne. Der mangler et svar om økonomien.",
    "Borgeren havde haft en dårlig uge, men vil gerne fortsætte.",
    "Kort status: det går fremad med det praktiske.",
)
NO_SHOWS = {
    "call": "Tog ikke telefonen. Ringer igen i morgen.",
    "meeting": "Borgeren kom ikke. Ringer og finder en ny tid.",
    "visit": "Ingen hjemme. Lagde en besked.",
}
PROMISES = (
    "I har lovet, at jeg ikke skal fortælle det hele forfra.",
    "I siger det til mig først, hvis noget bliver ændret.",
    "Jeg får en fast person at ringe til.",
    "Vi tager ét skridt ad gangen.",
)
NOT_WORKED = (
    "Breve alene. Borgeren åbner dem ikke.",
    "Møder før klokken 10.",
    "Mange på én gang omkring bordet.",
    "",
)
NEEDS = ("", "", "Vil gerne have en bisidder med.", "Kan bedst komme om formiddagen.")
INTERPRETER, PROTECTED = "Tolk til alle møder.", "Adressen er beskyttet."
NEXT_STEPS = (
    "Fælles møde med borgeren",
    "Ringe og følge op på økonomien",
    "Aftale tid hos egen læge",
    "Finde en fast dag til opfølgning",
    "Lave en ugeplan",
)
TASKS = (
    "Indhente lægeoplysninger",
    "Skrive til udlejer",
    "Sende referat til borgeren",
    "Svare på borgerens spørgsmål om økonomien",
)
FOR_AN_INTERPRETER = "Bestille tolk til næste møde"
GOALS = (
    "Jeg vil have ro på min økonomi",
    "Jeg vil kunne åbne min post selv",
    "Jeg vil ud blandt andre mennesker",
    "Jeg vil have en hverdag, jeg kan overskue",
)
OUTCOMES = {
    "goal_reached": 52,
    "single_department": 24,
    "declined": 10,
    "moved": 8,
    "other": 6,
}
# The provision a department takes part by, where the citizen's consent is not asked.
PROVISIONS = {
    "voksen": "Serviceloven § 85",
    "psyk": "Serviceloven § 85",
    "misbrug": "Serviceloven § 101",
    "sundhed": "Sundhedsloven § 140",
    "bolig": "Serviceloven § 80",
}
PROVISION, NECESSITY = (
    "Retssikkerhedsloven § 5",
    "Nødvendigt for at finde en samlet løsning",
)
# What departments talk about with each other when the citizen has said yes.
TOPICS = {
    "job": "arbejde",
    "ydelse": "økonomi",
    "voksen": "hverdagen",
    "psyk": "støtte",
    "misbrug": "behandling",
    "sundhed": "helbred",
    "familie": "børnene",
    "bolig": "bolig",
    "borger": "papirer",
}
WISHES = (
    "Vil gerne ud at gå, før vi taler om post.",
    "Er bekymret for huslejen.",
    "Ville helst tale om sin søster i dag.",
    "Vil øve sig i at ringe til banken.",
)
AGREED = (
    "Vi åbner ugens post sammen næste gang.",
    "Borgeren ringer selv til lægen; jeg minder om det.",
    "Vi tager bussen sammen til mødet.",
    "Rolig uge. Samme tid næste gang.",
)
TAKEN_ALONG = (
    "Ringer selv, når noget driller.",
    "Har en fast dag til posten og går tur med naboen.",
)
PAUSES = (
    "Indlagt, vi genoptager ved udskrivning",
    "Bor hos familien i to måneder, vi tales ved derefter",
)


def listed(words: list[str]) -> str:
    """Return words as they are listed in a sentence."""
    return " og ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)
