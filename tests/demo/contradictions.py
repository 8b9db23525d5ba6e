"""What a sceptical caseworker finds who reads every case: dates, ages, departments."""

from collections import Counter, defaultdict
from datetime import timedelta

from cases.baton.models import BatonPeriod
from cases.case.models import Case
from cases.citizen.models import Citizen
from cases.consent.models import Consent
from cases.contact.models import Contact
from cases.handover.models import Handover
from cases.involvement.models import Involvement
from cases.plan.measure import Measure
from coordination.calendar import COPENHAGEN, is_working_day
from coordination.models import Event, Membership
from demo.citizens import NAMES
from mentors.mentorship.models import Mentorship
from mentors.visit.models import Visit

MOST_CITIZENS = 15
UNDER_30 = {"young"}
NO_LONGER_ASKED_TO_WORK = 67
WORK = {"young", "job_ready", "activity_ready", "sick_pay"}
CASEWORK = ("caseworker", "coordinator", "leader")


def age_on(born, day):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def day_of(moment):
    return moment.astimezone(COPENHAGEN).date()


def wrong_people():
    """Numbers that do not fit the birthday or the name."""
    for citizen in Citizen.objects.all():
        born, cpr = citizen.born_on, citizen.cpr.replace("-", "")
        written = f"{born.day:02}{born.month + 20:02}{born.year % 100:02}"
        if not cpr.startswith(written):
            yield f"{citizen} is born {born} and has the number {cpr}"
        if (born.year >= 2000) != (cpr[6] in "456789"):
            yield f"{citizen}: the number {cpr} is of another century than {born}"
        first = citizen.name.split()[0]
        if first in NAMES["women"] + NAMES["men"]:
            woman = first in NAMES["women"]
            if woman == bool(int(cpr[-1]) % 2):
                yield f"{citizen}: the number {cpr} is of another sex"


def wrong_target_groups():
    """Target groups that the age, or a department on the case, contradicts."""
    parties = defaultdict(set)
    for case, kind in Involvement.objects.filter(kind="party").values_list(
        "case", "department__kind"
    ):
        parties[case].add(kind)
    for case in Case.objects.select_related("citizen"):
        age, group = (
            age_on(case.citizen.born_on, day_of(case.opened_at)),
            case.target_group,
        )
        said = f"{case}: {group} at {age}"
        if (group in UNDER_30) and age >= 30:
            yield said
        if group in {"job_ready", "activity_ready"} and age < 30:
            yield f"{said}, which for those under 30 is another group"
        if group in WORK and age >= NO_LONGER_ASKED_TO_WORK:
            yield said
        if group == "pension" and age < 40:
            yield said
        if group == "pension" and "beskæftigelse" in parties[case.pk]:
            yield f"{said} is asked to work"
        if group != "family" and "familie" in parties[case.pk]:
            yield f"{said} is with the department for families"


def wrong_consents():
    """Consents before their time, or about departments that were never there."""
    parts = defaultdict(set)
    for case, department in Involvement.objects.filter(kind="party").values_list(
        "case", "department"
    ):
        parts[case].add(department)
    for case, department in Handover.objects.values_list("case", "receiver"):
        parts[case].add(department)
    for consent in Consent.objects.select_related("case").prefetch_related(
        "departments"
    ):
        case = consent.case
        if consent.given_at < case.opened_at:
            yield f"{consent} is older than its case"
        if case.closed_at and consent.given_at > case.closed_at:
            yield f"{consent} is younger than its case"
        if consent.withdrawn_at and consent.withdrawn_at < consent.given_at:
            yield f"{consent} was withdrawn before it was given"
        covered = list(consent.departments.all())
        if strangers := {d.pk for d in covered} - parts[case.pk]:
            yield f"{consent} covers {strangers}, which never had a part"
        if unnamed := [d.name for d in covered if d.name not in consent.purpose]:
            yield f"{consent} covers {unnamed} without naming them"


def departments_without_a_ground():
    """Departments that take part without a ground that holds."""
    active = Involvement.objects.active().filter(kind="party")
    for part in active.select_related("consent", "case", "department"):
        if part.since < part.case.opened_at:
            yield f"{part} took part before the case was opened"
        if part.basis != "consent":
            if not part.basis_text:
                yield f"{part} rests on nothing"
            continue
        consent = part.consent
        if consent.state != "given" or consent.given_at > part.since:
            yield f"{part} rests on a consent that did not hold"
        if not consent.departments.filter(pk=part.department_id).exists():
            yield f"{part} rests on a consent that does not cover it"


def lives_of_cases():
    """Return when each case was worked on: from a first holder to a last one."""
    lives = defaultdict(list)
    for case, since, until in BatonPeriod.objects.order_by("since").values_list(
        "case", "since", "until"
    ):
        lives[case].append((since, until))
    return lives


def wrong_contacts():
    """Contacts outside the case's life, or by people who are not there."""
    lives, seats = lives_of_cases(), seats_of_people()
    parts = defaultdict(list)
    for case, department, since, until in Involvement.objects.filter(
        kind="party"
    ).values_list("case", "department", "since", "until"):
        parts[case, department].append((since, until))
    for contact in Contact.objects.select_related("case", "department", "by"):
        moment = contact.happened_at
        if not within(moment, lives[contact.case_id]):
            yield f"{contact}: nobody held the case on {moment}"
        if not within(moment, parts[contact.case_id, contact.department_id]):
            yield f"{contact}: {contact.department} took no part on {moment}"
        if contact.department_id not in seats[contact.by_id]:
            yield f"{contact}: {contact.by} does not work in {contact.department}"


def within(moment, spans):
    return any(
        since <= moment and (until is None or moment <= until) for since, until in spans
    )


def seats_of_people(roles=CASEWORK):
    seats = defaultdict(set)
    rows = Membership.objects.filter(role__in=roles)
    for user, department in rows.values_list("user", "department"):
        seats[user].add(department)
    return seats


def wrong_holders():
    """People with the baton of a department they do not work in."""
    seats = seats_of_people()
    for period in BatonPeriod.objects.select_related("holder", "department"):
        if period.department_id not in seats[period.holder_id]:
            yield f"{period.holder} holds for {period.department}"


def done_outside_office_hours():
    """What people in an office did at night, on a Sunday or a holiday."""
    kinds = ("case.", "contact.", "handover.", "consent.", "charter.", "involvement.")
    for event in Event.objects.filter(by__isnull=False, root_id__isnull=False):
        local = event.at.astimezone(COPENHAGEN)
        at_work = is_working_day(local.date()) and 7 <= local.hour < 17
        if event.kind.startswith(kinds) and not at_work:
            yield f"{event.kind} on {local:%A %d %B %Y at %H.%M}"


def done_at_the_wrong_time():
    """What happened on a case before it was opened, while it was closed, or to come."""
    lives = lives_of_cases()
    by_person = Event.objects.filter(by__isnull=False, sequence__isnull=False)
    for event in by_person.exclude(kind__in=["case.open", "case.close"]):
        if not within(event.at, lives[event.root_id]):
            yield f"{event.kind} on case {event.root_id} on {event.at}"
    paused = Event.objects.filter(kind="case.pause").values_list("root_id", "at")
    for case, since in paused:
        if later := by_person.filter(root_id=case, at__gt=since).first():
            yield f"{later.kind} on case {case} while it was paused"


def wrong_numbers():
    """Cases whose number is not in the order in which they were opened."""
    opened = list(Case.objects.order_by("pk").values_list("opened_at", flat=True))
    if opened != sorted(opened):
        yield "A later case has an earlier number"


def empty_offers():
    """Offers without what the receiver needs to know, or with a step that is past."""
    for offer in Handover.objects.select_related("case"):
        charter = offer.charter
        if not charter.get("reason") or not offer.reason:
            yield f"{offer.case}: {offer} carries no reason"
        if not charter.get("promised"):
            yield f"{offer.case}: {offer} says nothing of what was promised"
        steps = [m for m in charter["measures"] if m["kind"] == Measure.Kind.NEXT_STEP]
        if not steps:
            yield f"{offer.case}: {offer} has no next step"
        by_rule = offer.origin == Handover.Origin.LAST_CONTACT
        late = [m for m in steps if m["due_on"] < f"{day_of(offer.offered_at)}"]
        if late and not by_rule:
            yield f"{offer.case}: the next step of {offer} was over when it was offered"
        if offer.state == "declined" and not offer.decline_text:
            yield f"{offer.case}: {offer} was declined without a reason"
        if offer.state == "withdrawn" and not offer.withdrawn_because:
            yield f"{offer.case}: {offer} was withdrawn without a reason"


def wrong_measures():
    """Things to do on a day when nobody works, or for somebody who is not there."""
    for measure in Measure.objects.select_related("case__citizen", "responsible"):
        if not is_working_day(measure.due_on):
            yield f"{measure.case}: {measure.what} on {measure.due_on:%A %d %B %Y}"
        if "tolk" in measure.what.lower() and not measure.case.citizen.interpreter:
            yield f"{measure.case}: {measure.what}, and the citizen needs none"


def wrong_visits():
    """Visits outside their mentorship, or mentors with too many citizens at once."""
    ended = {}
    rows = Event.objects.filter(kind__in=["mentorship.activate", "mentorship.end"])
    for kind, pk, at in rows.values_list("kind", "subject_id", "at"):
        ended[kind, int(pk)] = at
    lives = lives_of_cases()
    for visit in Visit.objects.select_related("mentorship"):
        begun = ended["mentorship.activate", visit.mentorship_id]
        over = ended.get(("mentorship.end", visit.mentorship_id))
        if visit.started_at < begun or (over and visit.started_at > over):
            yield f"{visit} on {visit.started_at} is outside its mentorship"
        if not within(visit.started_at, lives[visit.case_id]):
            yield f"{visit} on {visit.started_at} is outside its case"
        if visit.outcome == "nobody_home" and visit.kind != "home":
            yield f"{visit}: nobody home, and it was no home visit"
    changes = defaultdict(Counter)
    for mentorship in Mentorship.objects.exclude(state="proposed"):
        begun = ended["mentorship.activate", mentorship.pk]
        changes[mentorship.mentor_id][begun] += 1
        if over := ended.get(("mentorship.end", mentorship.pk)):
            changes[mentorship.mentor_id][over] -= 1
    for mentor, moments in changes.items():
        at_once = most = 0
        for moment in sorted(moments):
            at_once += moments[moment]
            most = max(most, at_once)
        if most > MOST_CITIZENS:
            yield f"Mentor {mentor} had {most} citizens at once"


def too_long_mentorships():
    """Mentorships of more than half a year at a time."""
    for mentorship in Mentorship.objects.all():
        begun = Event.objects.get(kind="mentorship.propose", subject_id=mentorship.pk)
        if mentorship.until - day_of(begun.at) > timedelta(days=183):
            yield f"{mentorship} runs until {mentorship.until}"


EVERY = (
    wrong_people,
    wrong_target_groups,
    wrong_consents,
    departments_without_a_ground,
    wrong_contacts,
    wrong_holders,
    done_outside_office_hours,
    done_at_the_wrong_time,
    wrong_numbers,
    empty_offers,
    wrong_measures,
    wrong_visits,
    too_long_mentorships,
)
