"""The thirty people of Eksempel Kommune who can sign in."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from coordination.models import Department, Municipality, User
from coordination.models.organisation import CASEWORK_ROLES, Role
from coordination.organisation import join, open_department
from demo.places import LEAD, PLACES

PASSWORD = "stafet-demo-2026"  # noqa: S105 - told to everybody who starts the demo


class Person(NamedTuple):
    """A person with one role in one department."""

    username: str
    name: str
    role: Role
    place: str
    title: str
    spoken: str = "dansk"


CASEWORKER, COORDINATOR, LEADER = CASEWORK_ROLES
SHARES = {CASEWORKER: 6, COORDINATOR: 1, LEADER: 1}

STAFF = (
    Person("lone", "Lone Lærling", LEADER, "job", "Afdelingsleder"),
    Person("kim", "Kim Kladde", COORDINATOR, "job", "Tovholder"),
    Person("dorte", "Dorte Demo", COORDINATOR, "job", "Tovholder"),
    Person("jonas", "Jonas Jævnlig", CASEWORKER, "job", "Jobkonsulent"),
    Person("sara", "Sara Skitse", CASEWORKER, "job", "Jobkonsulent", "dansk, arabisk"),
    Person("ulla", "Ulla Udkast", LEADER, "ydelse", "Afdelingsleder"),
    Person("yrsa", "Yrsa Yderst", CASEWORKER, "ydelse", "Ydelsesrådgiver"),
    Person("vibe", "Vibe Vejviser", LEADER, "voksen", "Afdelingsleder"),
    Person("viggo", "Viggo Vandret", CASEWORKER, "voksen", "Socialrådgiver"),
    Person("vera", "Vera Vending", CASEWORKER, "voksen", "Socialrådgiver"),
    Person("poul", "Poul Papir", LEADER, "psyk", "Afdelingsleder"),
    Person("pia", "Pia Prøve", CASEWORKER, "psyk", "Socialpsykiatrisk rådgiver"),
    Person("peter", "Peter Pseudonym", CASEWORKER, "psyk", "Støttekontaktperson"),
    Person("mads", "Mads Model", LEADER, "misbrug", "Afdelingsleder"),
    Person("maja", "Maja Mønster", CASEWORKER, "misbrug", "Misbrugsbehandler"),
    Person("susanne", "Susanne Skabelon", LEADER, "sundhed", "Afdelingsleder"),
    Person("søren", "Søren Symbol", CASEWORKER, "sundhed", "Sundhedsrådgiver"),
    Person("signe", "Signe Stand-In", CASEWORKER, "sundhed", "Ergoterapeut"),
    Person("fie", "Fie Fiktion", LEADER, "familie", "Afdelingsleder"),
    Person("frank", "Frank Figur", CASEWORKER, "familie", "Familierådgiver"),
    Person("bente", "Bente Blanket", LEADER, "bolig", "Afdelingsleder"),
    Person("hanne", "Hanne Husnummer", CASEWORKER, "bolig", "Boligrådgiver"),
    Person("bo", "Bo Billede", CASEWORKER, "bolig", "Boligrådgiver"),
    Person("birgit", "Birgit Bogstav", LEADER, "borger", "Afdelingsleder"),
    Person("bjarne", "Bjarne Brevkasse", CASEWORKER, "borger", "Borgerrådgiver"),
    Person("mona", "Mona Mellemled", Role.MENTOR, "voksen", "Social mentor"),
    Person(
        "malik",
        "Malik Medvind",
        Role.MENTOR,
        "voksen",
        "Social mentor",
        "dansk, arabisk",
    ),
    Person("mette", "Mette Medgang", Role.MENTOR, "psyk", "Social mentor"),
    Person("rene", "Rene Revision", Role.AUDITOR, "borger", "Intern revisor"),
    Person("anna", "Anna Adgang", Role.ADMINISTRATOR, "borger", "Administrator"),
)


@dataclass
class Town:
    """The departments by their short names, and the people by theirs."""

    departments: dict[str, Department] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def person(self, username: str) -> User:
        """Return a person with the roles they have."""
        return self.people[username]

    def place_of(self, pk: int) -> str:
        """Return the short name of a department."""
        return next(code for code, here in self.departments.items() if here.pk == pk)

    def caseworkers(self, place: str) -> list[User]:
        """Return who works with cases in a department, its leader last."""
        return [self.people[person.username] for person in casework_in(place)]

    def shares(self, place: str) -> list[int]:
        """Return how often each of them takes a case; the leader seldom."""
        return [SHARES[person.role] for person in casework_in(place)]


def casework_in(place: str) -> list[Person]:
    """Return who works with cases in a department, its leader last."""
    here = [p for p in STAFF if p.place == place and p.role in CASEWORK_ROLES]
    return sorted(here, key=lambda person: CASEWORK_ROLES.index(person.role))


def found_town() -> Town:
    """Make the municipality, its departments and its people, or find them again."""
    town = Town()
    for number, (code, place) in enumerate(PLACES.items(), start=1):
        known = Department.objects.filter(name=place.name).first()
        town.departments[code] = known or open_department(
            place.name,
            by=None,
            kind=place.kind,
            phone=f"00 00 0{number} 00",
            hours="mandag til torsdag 9-14, fredag 9-12",
        )
    lead = town.departments[LEAD]
    Municipality.objects.update_or_create(
        pk=1,
        defaults={
            "name": "Eksempel Kommune",
            "lead_department": lead,
            "languages": ["da", "en"],
        },
    )
    password = make_password(PASSWORD)  # once: it is slow on purpose
    for number, person in enumerate(STAFF, start=1):
        if not User.objects.filter(username=person.username).exists():
            employ(person, town.departments[person.place], password, number)
    loaded = User.objects.with_seats().filter(username__in=[p[0] for p in STAFF])
    town.people = {user.username: user for user in loaded}
    return town


def employ(person: Person, department: Department, password: str, number: int) -> None:
    """Make one person's account and seat."""
    user = User.objects.create(
        username=person.username,
        name=person.name,
        title=person.title,
        spoken=person.spoken,
        email=f"{person.username.replace('ø', 'oe')}@example.org",
        phone=f"00 00 10 {number:02}",
        hours="hverdage 9-12",
        password=password,
    )
    join(user, department=department, role=person.role, by=None)
