"""The database refuses changed figures and unknown steps."""

from django.db import migrations

from coordination.guards import append_only, known_edges

EDGES = [
    ("", "queued"),
    ("", "withheld"),
    ("queued", "sent"),
    ("queued", "superseded"),
    ("queued", "withheld"),
    ("queued", "opted_out"),
    ("sent", "answered"),
    ("sent", "expired"),
    ("sent", "bounced"),
    ("sent", "opted_out"),
]


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial"), ("coordination", "0002_guards")]
    operations = [
        append_only("feedback_count"),
        known_edges("feedback_invitation", EDGES),
    ]
