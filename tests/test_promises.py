"""What every model, step, reaction, address and template keeps."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.urls import NoReverseMatch, reverse
from django_fsm import FSMFieldMixin

from coordination import figures, machines, reactions
from coordination.management.commands.migrate import APPEND_ONLY
from coordination.models.organisation import Role
from coordination.navigation import navigation_of
from tests.cast import employ
from tests.matrix.routes import every_route
from tests.matrix.steps import STEPS
from tests.matrix.texts import APPS, ROOT, python_files

OURS = [m for m in apps.get_models() if m._meta.app_label in APPS]
MACHINES = machines.workflows()


def transitions(model):
    return model._meta.get_field("state").get_all_transitions(model)


# -- steps ------------------------------------------------------------------------


@pytest.mark.parametrize("model", MACHINES, ids=lambda model: model.noun())
def test_every_step_names_who_may_and_every_condition_its_sentence(model):
    for step in transitions(model):
        assert callable(step.permission), step.name
        for condition in step.conditions:
            assert str(condition.because).endswith("."), (step.name, condition)


@pytest.mark.parametrize("model", MACHINES, ids=lambda model: model.noun())
def test_every_state_is_protected(model):
    field = model._meta.get_field("state")
    assert isinstance(field, FSMFieldMixin)
    assert field.protected
    assert field.default == "new"


def test_only_the_clocks_steps_say_that_nobody_may():
    """A person's permission has a sentence; the diagrams are made of it."""
    unnamed = {
        (row.step, noun)
        for model in MACHINES
        for row in machines.rows(model)
        for noun in [model.noun()]
        if row.permission.startswith("Nobody")
    }
    clocks = {
        (step, noun)
        for noun, steps in STEPS.items()
        for step in steps
        if not STEPS[noun][step].by
    }
    assert unnamed <= clocks


# Steps that no person takes, each with what takes it instead.
TAKEN_BY_THE_SYSTEM = {
    ("case", "inherit_coordination"): "who coordinates or stands in has left",
    ("consent", "expire"): "its last day is over",
    ("handover", "remind"): "the deadline for an answer has come",
    ("handover", "escalate"): "two working days after the reminder",
    ("handover", "lapse"): "five working days after the escalation",
    ("heldvisit", "hold"): "a second version of a visit came in",
    ("unplacedvisit", "lay_aside"): "a visit came in that belongs to no mentorship",
    ("plannedvisit", "write_down"): "its visit came in",
    ("outing", "remind"): "the mentor should have been back",
    ("outing", "ask_colleague"): "the mentor did not answer the reminder",
    ("outing", "tell_leaders"): "nor did anybody else",
    ("invitation", "send"): "it is due",
    ("invitation", "withhold"): "the citizen must not be asked",
    ("invitation", "take_back"): "the same, found out before the post left",
    ("invitation", "remind"): "it has waited for as long as the setting says",
    ("invitation", "expire"): "all of its time is over",
    ("invitation", "bounce"): "the post came back",
    ("invitation", "answer"): "the citizen, who has no account: the link's own page",
    ("invitation", "decline"): "the citizen said so to an interviewer",
    ("invitation", "opt_out"): "the citizen, on the same page",
    ("invitation", "supersede"): "a later handover came before it was sent",
    ("round", "bring_in"): "a command reads a supplier's file",
}
NOBODY = ("Nobody", "Let nobody", "Let only the system")


def test_every_step_of_a_person_has_a_page_and_an_endpoint():
    """Asked of the machines themselves, so that a new step cannot be forgotten."""
    routes = every_route()
    named, systems = {route.name for route in routes.values()}, set()
    for model in MACHINES:
        for row in machines.rows(model):
            noun, name = model.noun(), row.step
            if (noun, name) in TAKEN_BY_THE_SYSTEM:
                assert row.permission.startswith(NOBODY), (noun, name)
                systems.add((noun, name))
                continue
            step = STEPS[noun][name]
            assert step.page in named, (noun, name)
            address = f"/api/v1/{step.api}".replace("{}", "{pk}")
            assert address in routes, (noun, name)
    assert systems == set(TAKEN_BY_THE_SYSTEM)


# -- reactions --------------------------------------------------------------------


def kinds_announced():
    """Return every kind of event that the code writes down by name."""
    found = set()
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in {"announce", "record"}:
                    found |= {
                        each.value
                        for each in ast.walk(node.args[0])
                        if isinstance(each, ast.Constant)
                        and isinstance(each.value, str)
                    }
    return found


def test_every_reaction_follows_something_that_happens():
    steps = {
        f"{model.noun()}.{step.name}"
        for model in MACHINES
        for step in transitions(model)
    }
    unknown = reactions.known_kinds() - steps - kinds_announced()
    assert not unknown


# -- what is stored ---------------------------------------------------------------

# Rows that are nothing without their owner, and no record of the work.
GOES_WITH_ITS_OWNER = {
    "CaseGroupGrant": "a projection of its involvement",
    "CaseUserGrant": "a projection of its involvement",
    "IdempotencyKey": "kept for two days",
    "ApiToken": "a person's key, not their work",
}


def test_every_figure_is_asked_for():
    said = "".join(path.read_text() for path in python_files())
    asked = set(re.findall(r'\bask\(\s*"(\w+)"', said))
    assert set(figures.offered()) == asked


def test_case_data_is_never_deleted_along():
    wrong = []
    for model in OURS:
        if model.__name__ in GOES_WITH_ITS_OWNER:
            continue
        for field in model._meta.fields:
            if (
                field.remote_field
                and field.remote_field.on_delete is not models.PROTECT
            ):
                wrong.append(f"{model.__name__}.{field.name}")
    assert not wrong, wrong


# Written without a step of their own, each as one effect of a step that is on record.
STATE_WRITTEN_DIRECTLY = {
    "cases/involvement/actions.py": "a seat ends with the consent it rests on",
    "feedback/invitation/models.py": "when somebody answered leaves no event",
    "feedback/invitation/decide.py": "decided inside the acceptance",
    "coordination/messages/post.py": "a message is no case data",
    "coordination/models/message.py": "a message is no case data",
}
UPDATES_STATE = re.compile(r"update\([^()]*\bstate\s*=", re.DOTALL)


def test_states_move_through_steps_only():
    found = {
        str(path.relative_to(ROOT))
        for path in python_files()
        if "/migrations/" not in str(path)
        and UPDATES_STATE.search(path.read_text(encoding="utf-8"))
    }
    assert found <= set(STATE_WRITTEN_DIRECTLY), found - set(STATE_WRITTEN_DIRECTLY)


@pytest.mark.django_db
@pytest.mark.parametrize("table", [*APPEND_ONLY, *settings.APPEND_ONLY_TABLES])
def test_the_web_role_rewrites_no_history(table):
    rights = granted_on(table)
    assert rights["SELECT"]
    assert not rights["UPDATE"]
    assert not rights["DELETE"]
    assert not rights["TRUNCATE"]


@pytest.mark.django_db
def test_the_web_role_changes_no_table():
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_schema_privilege('public', 'CREATE')")
        assert cursor.fetchone() == (False,)
    for table in connection.introspection.table_names():
        assert not granted_on(table)["TRUNCATE"], table


def granted_on(table):
    with connection.cursor() as cursor:
        found = {}
        for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"):
            cursor.execute("SELECT has_table_privilege(%s, %s)", [table, right])
            (found[right],) = cursor.fetchone()
        return found


@pytest.mark.django_db
def test_every_machines_table_knows_its_edges():
    """The database lets a state move along the code's edges, and no others."""
    from coordination.models import Edge

    for model in MACHINES:
        table = model._meta.db_table
        known = set(Edge.objects.filter(table=table).values_list("source", "target"))
        assert known, f"{table} has no guard"
        rows = machines.rows(model)
        coded = {
            ("" if row.source == "new" else row.source, row.target)
            for row in rows
            if row.source != row.target
        }
        coded |= {("", state) for state in model.begins_as}
        assert coded <= known, (table, coded - known)
        assert known <= coded, (table, known - coded)


# -- pages ------------------------------------------------------------------------

MENU = {
    Role.CASEWORKER: {"worklist", "case-open", "paper", "notices"},
    Role.COORDINATOR: {"worklist", "case-open", "paper", "mentorship-list", "notices"},
    Role.LEADER: {
        "worklist",
        "case-open",
        "paper",
        "mentorship-list",
        "leaders",
        "emergency-looks",
        "notices",
    },
    Role.MENTOR: {"field", "notices"},
    Role.AUDITOR: {"audit", "emergency-looks", "notices"},
    Role.ADMINISTRATOR: {"administration", "notices"},
}


def address_of(name):
    for space in ("", "feedback:"):
        try:
            return reverse(f"{space}{name}")
        except NoReverseMatch:
            continue
    return None


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_every_role_finds_its_pages(jobs, role):
    user = employ("somebody", jobs, role)
    found = {link["href"] for link in navigation_of(user, path="/")}
    assert found == {address_of(name) for name in MENU[role]}


NAMED = re.compile(r"""["']([\w./{}-]+\.(?:html|txt))["']""")
# Found by the names that Django and allauth give them.
FRAMEWORKS = ("account/", "mfa/", "allauth/")


def template_names():
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in Path(folder).rglob("*"):
            if path.suffix in {".html", ".txt"}:
                yield str(path.relative_to(folder))


def test_every_template_is_used():
    sources = [path.read_text(encoding="utf-8") for path in python_files()]
    for folder in settings.TEMPLATES[0]["DIRS"]:
        paths = [path for path in Path(folder).rglob("*") if path.is_file()]
        sources += [path.read_text(encoding="utf-8") for path in paths]
    named = {name for text in sources for name in NAMED.findall(text)}
    # a name with a hole in it, as an f-string has, stands for whatever fits
    fitting = re.compile(
        "|".join(re.sub(r"\\{\w+\\}", r"[\\w-]+", re.escape(n)) for n in named)
    )
    unused = [
        name
        for name in template_names()
        if "/" in name and not name.startswith(FRAMEWORKS)
        if not fitting.fullmatch(name)
    ]
    assert not unused, unused


TRUSTS = re.compile(r"\|\s*safe\b|autoescape off| style=|<script(?! src| type)")
MADE_BY_US = {"mfa/totp/activate_form.html": "allauth draws the square itself"}


def test_no_template_trusts_what_somebody_wrote():
    """Nothing is marked safe but what our own code has made."""
    wrong = set()
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in Path(folder).rglob("*.html"):
            text = path.read_text(encoding="utf-8")
            if TRUSTS.search(text):
                wrong.add(str(path.relative_to(folder)))
    assert wrong == set(MADE_BY_US)
