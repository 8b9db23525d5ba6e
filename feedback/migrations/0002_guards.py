"""The database refuses changed figures and unknown steps."""

from django.db import migrations

from coordination.guards import append_only, known_edges

EDGES = {
    "feedback_invitation": [
        ("", "queued"),
        ("", "drawn"),
        ("", "withheld"),
        ("queued", "sent"),
        ("queued", "superseded"),
        ("queued", "withheld"),
        ("queued", "opted_out"),
        ("drawn", "sent"),
        ("drawn", "withheld"),
        ("drawn", "opted_out"),
        ("sent", "answered"),
        ("sent", "expired"),
        ("sent", "bounced"),
        ("sent", "declined"),
        ("sent", "opted_out"),
        ("sent", "withheld"),
    ],
    "feedback_round": [
        ("", "draft"),
        ("", "closed"),
        ("draft", "open"),
        ("draft", "called_off"),
        ("open", "closed"),
        ("open", "called_off"),
    ],
    "feedback_counter": [("", "open"), ("open", "closed")],
    "feedback_remark": [("", "held"), ("held", "released"), ("held", "dropped")],
    "feedback_note": [
        ("", "pinned"),
        ("pinned", "rebased"),
        ("pinned", "taken_back"),
        ("rebased", "taken_back"),
    ],
    "feedback_benchmark": [("", "in_use"), ("in_use", "put_away")],
}


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial"), ("coordination", "0002_guards")]
    operations = [
        append_only("feedback_count"),
        *(known_edges(table, edges) for table, edges in EDGES.items()),
    ]
