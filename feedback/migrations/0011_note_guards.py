"""The database refuses unknown steps of a note."""

from django.db import migrations

from coordination.guards import known_edges

EDGES = [
    ("", "pinned"),
    ("pinned", "rebased"),
    ("pinned", "taken_back"),
    ("rebased", "taken_back"),
]


class Migration(migrations.Migration):
    dependencies = [("feedback", "0010_notes_and_targets")]
    operations = [known_edges("feedback_note", EDGES)]
