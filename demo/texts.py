"""What people write in made-up cases; Danish, as the municipality is."""

REASONS = {
    "job": (
        "Vil tilbage i arbejde efter sygdom",
        "Skal afklares til fleksjob",
        "Mangler uddannelse og fast bopæl",
        "Har været længe uden arbejde og sover dårligt",
    ),
    "ydelse": ("Kan ikke få økonomien til at hænge sammen", "Restance på huslejen"),
    "voksen": (
        "Har brug for støtte i egen bolig",
        "Kan ikke overskue post og aftaler",
        "Er flyttet hjemmefra og mangler en hverdag",
    ),
    "psyk": ("Udskrevet efter indlæggelse", "Angst, isolerer sig i hjemmet"),
    "misbrug": ("Vil ud af et misbrug og have et arbejde",),
    "sundhed": ("Genoptræning efter ulykke", "Kroniske smerter og sygemelding"),
    "familie": ("Enlig forsørger, presset hverdag", "Ung forælder uden netværk"),
    "bolig": ("Har mistet sin bolig", "Opsagt lejemål"),
    "borger": ("Henvendte sig i Borgerservice og vidste ikke hvor", "Nytilflyttet"),
}
TARGET_GROUPS = {
    "job": ("job_ready", "activity_ready", "sick_pay", "young"),
    "sundhed": ("sick_pay", "activity_ready"),
    "familie": ("family",),
    "psyk": ("activity_ready", "pension", "young"),
}
OFFERS = (
    "Borgeren har nu mest brug for jeres hjælp. Vi bliver i sagen.",
    "Næste skridt ligger hos jer, og borgeren er indforstået.",
    "Vi er nået så langt, vi kan. Borgeren ved, at I tager over.",
    "Der er en frist hos jer om kort tid, så det haster lidt.",
)
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
NOTES = (
    "Talte om, hvad der er vigtigst nu. Vi aftalte næste skridt.",
    "Borgeren er lettet over at vide, hvem der ringer.",
    "Gennemgik aftalerne. Der mangler et svar om økonomien.",
    "Borgeren havde haft en dårlig uge, men vil gerne fortsætte.",
    "Kort status: det går fremad med det praktiske.",
)
NO_SHOWS = ("Borgeren kom ikke. Ringer igen i morgen.", "Ingen hjemme. Lagde besked.")
PROMISES = (
    "I har lovet, at jeg ikke skal fortælle det hele forfra.",
    "Vi siger det til dig først, hvis noget bliver ændret.",
    "Du får en fast person at ringe til.",
    "Vi tager ét skridt ad gangen.",
)
NOT_WORKED = (
    "Breve alene. Borgeren åbner dem ikke.",
    "Møder før klokken 10.",
    "Mange på én gang omkring bordet.",
    "",
)
NEEDS = ("", "", "Vil gerne have en bisidder med.", "Kan bedst komme om formiddagen.")
NEXT_STEPS = (
    "Fælles møde med borgeren",
    "Ringe og følge op på økonomien",
    "Søge om støtte til indskud",
    "Aftale tid hos egen læge",
    "Besøge en praktikplads sammen",
    "Lave en ugeplan",
)
TASKS = (
    "Indhente lægeoplysninger",
    "Skrive til udlejer",
    "Sende referat til borgeren",
    "Bestille tolk til næste møde",
)
GOALS = (
    "Jeg vil have mit eget sted at bo",
    "Jeg vil kunne passe et arbejde nogle timer om ugen",
    "Jeg vil kunne åbne min post selv",
    "Jeg vil ud blandt andre mennesker",
)
OUTCOMES = {
    "goal_reached": 52,
    "single_department": 24,
    "declined": 10,
    "moved": 8,
    "other": 6,
}
BASES = (
    ("statute", "Serviceloven § 85"),
    ("statute", "Retssikkerhedsloven § 5"),
    ("necessity", "Nødvendigt for at finde en samlet løsning"),
)
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
CONSENTS = (
    "Afdelingerne må tale sammen om bolig og arbejde",
    "Socialpsykiatrien og Job og Uddannelse må dele, hvad de aftaler",
)
PAUSES = ("Indlagt, vi genoptager ved udskrivning", "På højskole til sommer")
