"""The database refuses rewritten visits and unknown steps."""

from django.db import migrations

from coordination.guards import append_only, known_edges

EDGES = {
    "mentors_mentorship": [
        ("", "proposed"),
        ("proposed", "active"),
        ("proposed", "ended"),
        ("active", "ended"),
    ],
    "mentors_heldvisit": [("", "held"), ("held", "kept"), ("held", "dropped")],
}

# What was uploaded stays as it was; only the decision about it is added.
DECIDED_ONLY = """
    OLD.content = NEW.content AND OLD.digest = NEW.digest
    AND OLD.author_id = NEW.author_id AND OLD.client_id = NEW.client_id
    AND OLD.mentorship_id = NEW.mentorship_id AND OLD.held_at = NEW.held_at
"""


class Migration(migrations.Migration):
    dependencies = [("mentors", "0001_initial"), ("coordination", "0002_guards")]
    operations = [
        append_only("mentors_visit"),
        append_only("mentors_visit_together_with"),
        append_only("mentors_heldvisit", allow=DECIDED_ONLY),
        *(known_edges(table, edges) for table, edges in EDGES.items()),
    ]
