"""The parts of a page say the same to those who see and to those who listen."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.template import RequestContext, Template
from django.test import RequestFactory

from coordination import controls


class HandoverForm(forms.Form):
    receiver = forms.ChoiceField(
        label="Who?", choices=[("", "Choose"), ("1", "Housing")], help_text="Only some."
    )
    kind = forms.ChoiceField(
        choices=[("warm", "Warm"), ("cold", "Cold")], widget=forms.RadioSelect
    )
    on = forms.DateField(required=False, initial=date(2026, 11, 23))
    ends = forms.BooleanField(required=False, label="Our part ends")
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


def render(source, **context):
    request = RequestFactory().get("/")
    request.user = context.pop("user", None)
    page = RequestContext(request, context)
    return " ".join(Template(source).render(page).split())


def test_a_field_points_at_its_hint_and_its_error():
    form = HandoverForm({"kind": "warm"})

    shown = render("{% field form.receiver %}", form=form)

    assert 'for="id_receiver"' in shown
    assert 'aria-describedby="id_receiver_helptext id_receiver_error"' in shown
    assert 'id="id_receiver_helptext"' in shown
    assert 'id="id_receiver_error"' in shown
    assert 'aria-invalid="true"' in shown


def test_choices_are_a_group_with_a_legend():
    shown = render("{% field form.kind label='How?' %}", form=HandoverForm())

    assert "<fieldset" in shown
    assert "<legend>How?" in shown
    assert shown.count('type="radio"') == 2


def test_a_day_gets_the_browsers_own_picker_and_keeps_its_value():
    shown = render("{% field form.on %}", form=HandoverForm())

    assert 'type="date"' in shown
    assert 'value="2026-11-23"' in shown
    assert "(optional)" in shown


class LongForm(forms.Form):
    name = forms.CharField()
    language = forms.ChoiceField(choices=[("da", "Danish"), ("en", "English")])
    phone = forms.CharField(required=False)
    address = forms.CharField(required=False)
    born_on = forms.DateField(required=False)
    called = forms.CharField(required=False)
    agrees = forms.BooleanField(required=False)


def test_a_long_form_says_once_that_most_of_it_may_be_empty():
    shown = render("{% error_summary form %}{% form_fields form %}", form=LongForm())

    assert shown.count("Everything can be left empty, but for what says") == 1
    assert "(optional)" not in shown
    assert shown.count("(must be filled in)") == 1
    assert re.search(r"Name <span[^>]*>\(must be filled in\)", shown)


def test_what_is_filled_in_must_not_be_emptied():
    form = LongForm(initial={"name": "Karla"})
    shown = render("{% error_summary form %}{% form_fields form %}", form=form)

    assert "Everything here can be left empty" not in shown
    assert shown.count("(must be filled in)") == 1


def test_a_short_form_says_it_at_each_field():
    form = HandoverForm()
    shown = render("{% error_summary form %}{% form_fields form %}", form=form)

    assert shown.count("(optional)") == 1
    assert "left empty" not in shown
    assert "must be filled in" not in shown


def test_what_depends_on_another_answer_is_not_called_optional():
    class Depending(forms.Form):
        depends = ("why_not",)
        why_not = forms.CharField(required=False)
        weeks = forms.ChoiceField(required=False, choices=[("1", "Once")])
        met = forms.ChoiceField(
            required=False,
            choices=[("y", "Yes")],
            initial="y",
            widget=forms.RadioSelect,
        )
        place = forms.ChoiceField(required=False, choices=[("", "–"), ("1", "Here")])

    shown = render("{% form_fields form %}", form=Depending())

    assert shown.count("(optional)") == 1
    assert re.search(r"Place <span[^>]*>\(optional\)", shown)


def test_what_was_typed_is_kept():
    shown = render("{% form_fields form %}", form=HandoverForm({"receiver": "1"}))

    assert '<option value="1" selected>' in shown
    assert '<input type="hidden" name="version"' in shown


def test_fields_can_be_left_out():
    shown = render("{% form_fields form skip='ends kind' %}", form=HandoverForm())

    assert "id_receiver" in shown
    assert "id_ends" not in shown
    assert "radio" not in shown


def test_the_summary_leads_to_each_problem():
    form = HandoverForm({"version": "3"})
    form.add_error(None, "Ask for consent first.")

    assert controls.problems(form) == [
        ("", "Ask for consent first."),
        ("id_receiver", "Who: Choose an option."),
        ("id_kind_0", "Kind: Choose an option."),
    ]
    assert 'role="alert"' in render("{% error_summary form %}", form=form)


def test_a_fresh_form_has_no_problems():
    assert render("{% error_summary form %}", form=HandoverForm()) == ""


def test_what_people_write_is_never_markup():
    form = HandoverForm({"receiver": "<b>"})

    assert "<b>" not in render(
        "{% error_summary form %}{% form_fields form %}", form=form
    )


def machine(*, possible, permitted):
    transition = SimpleNamespace(has_perm=lambda _subject, _user: permitted)
    return SimpleNamespace(
        only_reads=lambda _user: False,
        onward=lambda _step: transition if possible else None,
    )


@pytest.mark.parametrize(
    ("possible", "permitted", "shown"),
    [(True, True, True), (True, False, False), (False, True, False)],
)
def test_a_step_is_offered_only_to_those_who_may_take_it_now(
    possible, permitted, shown
):
    source = "{% step_button subject 'accept' 'Accept' '/there/' %}"

    page = render(source, subject=machine(possible=possible, permitted=permitted))

    assert ('href="/there/"' in page) is shown


def test_the_relay_line_says_in_words_who_has_the_baton():
    legs = [
        {"department": "Jobs", "holder": "Jonas", "state": "held", "days": 1},
        {"department": "Housing", "holder": "Hanne", "state": "holding", "days": 0},
        {"department": "Family", "state": "offered", "note": "offered today"},
    ]

    shown = render(
        '{% include "components/relay_line.html" with legs=legs only %}', legs=legs
    )

    assert shown.count("<li") == 3
    assert shown.index("Has the baton now:") > shown.index("Housing")
    assert "1 day" in shown
    assert "0 days" in shown


def test_a_long_relay_line_folds_its_beginning():
    legs = [{"department": f"D{i}", "state": "held", "days": i} for i in range(9)]

    shown = render(
        '{% include "components/relay_line.html" with legs=legs only %}', legs=legs
    )

    assert shown.count('class="leg held"') == 5
    assert shown.index("D0") < shown.index("</details>") < shown.index("D4")


def test_a_list_keeps_its_roles_when_rows_become_cards():
    shown = render(
        '{% include "components/table.html" with caption="Yours" columns=columns'
        ' rows="" row="x" only %}',
        columns=[{"label": "Due", "sort_href": "?s=1", "sorted": "ascending"}],
    )

    for role in ("table", "rowgroup", "row", "columnheader"):
        assert f'role="{role}"' in shown
    assert 'aria-sort="ascending"' in shown


def test_blocks_hold_what_stands_between_them():
    shown = render(
        '{% panel "Facts" %}<p>inside</p>{% endpanel %}'
        '{% notice title="Note." tone="warning" %}more{% endnotice %}'
        '{% dialog "why" "Why?" %}because{% enddialog %}'
        '{% menu "More" %}rare{% endmenu %}'
    )

    assert "<h2>Facts</h2> <p>inside</p>" in shown
    assert "<strong>Note.</strong> more" in shown
    assert 'aria-labelledby="why-title"' in shown
    assert "<summary" in shown
