"""What a supplier reports of the invitations: shown only then, and never by person."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from coordination.models import Event
from feedback.invitation.code import code_of
from feedback.invitation.token import link
from feedback.round import actions
from feedback.round.deadlines import send_due
from feedback.round.progress import progress_of
from tests.feedback.round.asked import let_rule_find, people, plan


@pytest.fixture
def sent(lars, monkeypatch):
    let_rule_find(monkeypatch, people(10))
    held = plan(lars)
    actions.start(held, by=lars)
    send_due(timezone.now() + timedelta(days=1))
    return held


def bring_in(path, **options):
    out = io.StringIO()
    call_command(
        "import_statuses", path, name="Efterår", stdout=out, stderr=out, **options
    )
    return out.getvalue()


def test_each_comes_as_far_as_its_furthest_line(sent, supplier, lars):
    assert progress_of(sent).reached == {}
    rows = list(sent.invitations.order_by("pk"))
    told = [
        (code_of(rows[0]), "delivered"),
        (link(rows[1]), "Åbnet"),
        (code_of(rows[1]).lower(), "leveret"),
        (code_of(rows[2]), "started"),
        (code_of(rows[3]), "ikke leveret"),
    ]
    path = supplier(["Code", "Status"], told)
    bring_in(path)
    assert progress_of(sent).reached == {"delivered": 3, "opened": 2, "started": 1}
    assert progress_of(sent).bounced == 1
    assert "0" in bring_in(path)
    assert Event.objects.filter(kind="round.told").count() == 1

    actions.close(sent, by=lars)
    sent.refresh_from_db()
    assert sent.reached == {"delivered": 3, "opened": 2, "started": 1}
    assert progress_of(sent).reached == sent.reached
    assert set(sent.invitations.values_list("reached", flat=True)) == {""}
    with pytest.raises(CommandError):
        bring_in(path)


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (["code", "state"], ["x", "opened"]),
        (["code", "status"], ["nobody", "opened"]),
        (["code", "status"], ["", "vanished"]),
    ],
)
def test_what_cannot_be_read_changes_nothing(sent, supplier, columns, row):
    good = [code_of(sent.invitations.first()), "opened"]
    path = supplier(columns, [good, row])
    with pytest.raises(CommandError):
        bring_in(path)
    assert progress_of(sent).reached == {}
    if columns[1] == "status":
        bring_in(path, leave_out_bad=True)
        assert progress_of(sent).reached["opened"] == 1


def test_a_round_that_is_not_there(municipality, supplier):
    with pytest.raises(CommandError):
        bring_in(supplier(["code", "status"], []))
