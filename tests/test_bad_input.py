"""What cannot be used: never a crash, always a sentence, nothing typed is lost."""

import html

import pytest
from django.forms import Field
from django.urls import reverse

from tests.matrix.accounts import ACCOUNT, READS_NOTHING
from tests.matrix.buttons import BUTTONS
from tests.matrix.form import filled_in
from tests.matrix.forms import FORMS
from tests.matrix.nonsense import MARKUP, forget_outside, free_texts, judge_fields
from tests.matrix.routes import every_route
from tests.matrix.steps import STEPS
from tests.matrix.tried import ON_A_TAP, TRIED, build_case, target_of
from tests.matrix.trying import browser, careful
from tests.matrix.world import database, undone

__all__ = ["database"]

# Pages that take a POST and stand in no table, each with its reason.
UNTRIED = {
    "counter-thanks": "a link that is none is not found, in whichever way one asks",
    "": "below /api/ nothing is found that is not named",
}
# Their page is another one; there is no form to come back with a sentence.
REDIRECTS = {"set_language", "worklist-search"}
each_step = pytest.mark.parametrize(("noun", "name"), TRIED)


@pytest.fixture(scope="module")
def world(database):
    return build_case()


@each_step
def test_a_page_says_what_is_wrong_and_keeps_the_rest(world, noun, name):
    step = STEPS[noun][name]
    with undone():
        pk = target_of(world, noun, name, step)
        address = reverse(step.page, args=[pk] if pk else [])
        client = browser(getattr(world, step.by))
        fields = fields_on(client.get(address)) if noun not in ON_A_TAP else {}
        fields |= dict.fromkeys(step.form(world).keys() - fields, Field())
        wrong = judge_fields(
            client,
            address,
            fields or {"unexpected": Field()},
            lambda: step.form(world),
            texts=free_texts(fields),
        )
    assert not wrong, "\n".join(wrong)


def fields_on(shown):
    """Return the fields of the form on a page; a button alone has no page."""
    assert shown.status_code in {200, 302, 405}
    return dict(shown.context["form"].fields) if shown.status_code == 200 else {}


@pytest.mark.parametrize("name", FORMS)
def test_every_other_form_does_the_same(world, name):
    form = FORMS[name]
    with undone():
        world.me = form.by and getattr(world, form.by)
        address = reverse(name, args=form.about(world))
        client = browser(world.me, "da")
        shown = client.get(address)
        fields = {**form.fields, **fields_on(shown)}
        words = (lambda: form.words(world)) if form.words else filled_in(shown)
        wrong = judge_fields(
            client,
            address,
            fields | {each: fields.get(each, Field()) for each in form.more},
            words,
            texts=free_texts(fields),
            other=form.bad,
            looks=form.looks,
        )
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_reads_nothing_of_what_is_sent_along(world, name):
    button = BUTTONS[name]
    with undone():
        address = reverse(name, args=button.about(world))
        client = browser(button.by and getattr(world, button.by), "da")
        wrong = judge_fields(
            client,
            address,
            {"unexpected": Field(), "version": Field()},
            dict,
            texts=[],
            looks=button.looks,
        )
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("noun", "name"), [each for each in TRIED if each[0] not in ON_A_TAP]
)
def test_mistakes_are_named_in_the_persons_language(world, noun, name):
    step = STEPS[noun][name]
    with undone():
        pk = target_of(world, noun, name, step)
        address = reverse(step.page, args=[pk] if pk else [])
        said = mistakes(world, step.by, address, step.form(world))
    assert said["da"]
    assert not said["da"] & said["en"]


@pytest.mark.parametrize("name", FORMS.keys() - REDIRECTS)
def test_every_other_form_names_them_in_it_too(world, name):
    form = FORMS[name]
    with undone():
        world.me = form.by and getattr(world, form.by)
        address = reverse(name, args=form.about(world))
        words = form.words(world) if form.words else {}
        said = mistakes(world, form.by, address, words, form.fields)
    assert said["da"]
    assert not said["da"] & said["en"]


def mistakes(world, by, address, words, fields=None):
    """Return what is said of letters that cannot be kept, in each language."""
    person, said = by and getattr(world, by), {}
    fields = fields or fields_on(browser(person).get(address))
    bad = dict.fromkeys(fields, "a\x00b")
    for language in ("da", "en"):
        client = browser(person, language)
        answer = client.post(f"{address}?lang={language}", {**words, **bad})
        forget_outside()
        form = answer.context["form"]
        errors = form.errors.get_json_data().values()
        said[language] = {each["message"] for every in errors for each in every}
    return said


def test_every_page_that_takes_a_form_is_tried(world):
    """Whoever adds a page with a form adds it to a table, or says here why not."""
    tried = {STEPS[noun][name].page for noun, name in TRIED}
    tried |= FORMS.keys() | BUTTONS.keys() | ACCOUNT.keys() | READS_NOTHING.keys()
    client, taking = careful(world.jonas), set()
    for route in every_route().values():
        with undone():
            if not route.is_api and client.post(route.at(1)).status_code != 405:
                taking.add(route.name)
    assert taking - tried == UNTRIED.keys()
    assert tried <= {route.name for route in every_route().values()}


def test_what_is_written_is_never_run(world):
    """Markup in a text is shown as it was typed."""
    from cases.plan import actions as plan_actions

    with undone():
        plan_actions.set_goal(world.case, by=world.jonas, words=MARKUP)
        body = browser(world.jonas).get(f"/cases/{world.case.pk}/").content.decode()
        assert MARKUP not in body
        assert html.escape(MARKUP) in body
