"""How our commands speak: help in English, as Django's own; answers as the town does.

Names, options and help stand beside those of Django, which are English only. What a
command says when it has run is a text of the catalogue, so in the municipality's
language, as the refusals that it passes on from the pages are.
"""

import ast
import inspect
import re
from importlib import import_module

import pytest
from django.core.management import BaseCommand, get_commands, load_command_class

from tests.matrix.texts import APPS

OURS = sorted(name for name, app in get_commands().items() if app in APPS)
# Django's own, with our grants after it.
BORROWED = {"migrate"}
# For those who write the code, run by `make`.
FOR_DEVELOPERS = {"states"}
SAYING = {"write", "CommandError", "NotALog"}
WORDS = re.compile(r"[A-Za-zæøåÆØÅ]{2,}")
DANISH = re.compile(r"\b(og|ikke|som|med|til|af)\b")


def help_of(name):
    """Return each text that `--help` shows of a command, but Django's own options."""
    command = load_command_class(get_commands()[name], name)
    parser = command.create_parser("manage.py", name)
    usual = {action.dest for action in BaseCommand().create_parser("", "")._actions}
    own = [action for action in parser._actions if action.dest not in usual]
    return [parser.description or "", *(each.help for each in own if each.help)]


@pytest.mark.parametrize("name", [name for name in OURS if name not in BORROWED])
def test_help_is_there_in_english(name):
    about, *options = help_of(name)
    assert about.endswith("."), about
    for text in (about, *options):
        assert WORDS.search(text), name
        assert not DANISH.search(text), text


def bare(tree):
    """Return each sentence that is said without asking the catalogue for it."""
    found = []
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or name_of(call.func) not in SAYING:
            continue
        found += [text for each in call.args for text in literals(each)]
    return [text for text in found if WORDS.search(text)]


def name_of(function):
    return getattr(function, "attr", getattr(function, "id", ""))


def literals(node):
    """Return the literal texts of an expression, but what the catalogue is asked."""
    if isinstance(node, ast.Call | ast.Subscript | ast.FormattedValue | ast.Dict):
        return []
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    return [text for each in ast.iter_child_nodes(node) for text in literals(each)]


@pytest.mark.parametrize(
    "name", [name for name in OURS if name not in BORROWED | FOR_DEVELOPERS]
)
def test_what_it_says_is_in_the_catalogue(name):
    module = import_module(f"{get_commands()[name]}.management.commands.{name}")
    assert not bare(ast.parse(inspect.getsource(module)))


def test_a_bare_sentence_is_found():
    found = bare(ast.parse('self.stdout.write(f"{n} done")\nCommandError("No" % 1)'))
    assert found == [" done", "No"]
