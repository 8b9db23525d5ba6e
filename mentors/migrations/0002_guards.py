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
    "mentors_plannedvisit": [
        ("", "planned"),
        ("planned", "done"),
        ("planned", "cancelled"),
    ],
    "mentors_outing": [("", "out"), ("out", "back")],
    "mentors_heldvisit": [("", "held"), ("held", "kept"), ("held", "dropped")],
    "mentors_unplacedvisit": [
        ("", "unplaced"),
        ("unplaced", "placed"),
        ("unplaced", "dropped"),
    ],
}

# What was sent stays as it was; only the decision about it is added.
HELD_IS_DECIDED = """
    OLD.content = NEW.content AND OLD.digest = NEW.digest
    AND OLD.author_id = NEW.author_id AND OLD.client_id = NEW.client_id
    AND OLD.mentorship_id = NEW.mentorship_id AND OLD.held_at = NEW.held_at
"""
UNPLACED_IS_DECIDED = """
    OLD.content = NEW.content AND OLD.digest = NEW.digest
    AND OLD.author_id = NEW.author_id AND OLD.client_id = NEW.client_id
    AND OLD.received_at = NEW.received_at
"""
SEALED_IS_OPENED = """
    OLD.opened_at IS NULL AND OLD.sealed = NEW.sealed AND OLD.digest = NEW.digest
    AND OLD.author_id = NEW.author_id AND OLD.client_id = NEW.client_id
    AND OLD.key = NEW.key AND OLD.format = NEW.format
    AND OLD.received_at = NEW.received_at
"""


class Migration(migrations.Migration):
    dependencies = [("mentors", "0001_initial"), ("coordination", "0002_guards")]
    operations = [
        append_only("mentors_visit"),
        append_only("mentors_visit_together_with"),
        append_only("mentors_heldvisit", allow=HELD_IS_DECIDED),
        append_only("mentors_unplacedvisit", allow=UNPLACED_IS_DECIDED),
        append_only("mentors_sealedvisit", allow=SEALED_IS_OPENED),
        *(known_edges(table, edges) for table, edges in EDGES.items()),
    ]
