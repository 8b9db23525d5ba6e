"""The database lets nobody rewrite what a phone has sent."""

from django.db import migrations

from coordination.guards import append_only, known_edges

EDGES = [("", "unplaced"), ("unplaced", "placed"), ("unplaced", "dropped")]

# What was sent stays as it was; only the decision about it is added.
DECIDED_ONLY = """
    OLD.content = NEW.content AND OLD.digest = NEW.digest
    AND OLD.author_id = NEW.author_id AND OLD.client_id = NEW.client_id
    AND OLD.received_at = NEW.received_at
"""
OPENED_ONLY = """
    OLD.opened_at IS NULL AND OLD.sealed = NEW.sealed AND OLD.digest = NEW.digest
    AND OLD.author_id = NEW.author_id AND OLD.client_id = NEW.client_id
    AND OLD.key = NEW.key AND OLD.format = NEW.format
    AND OLD.received_at = NEW.received_at
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mentors", "0010_sealed_and_unplaced_visits"),
        ("coordination", "0002_guards"),
    ]
    operations = [
        append_only("mentors_unplacedvisit", allow=DECIDED_ONLY),
        append_only("mentors_sealedvisit", allow=OPENED_ONLY),
        known_edges("mentors_unplacedvisit", EDGES),
    ]
