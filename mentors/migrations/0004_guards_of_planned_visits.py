"""The database lets a planned visit be written down or cancelled once."""

from django.db import migrations

from coordination.guards import known_edges

EDGES = [("", "planned"), ("planned", "done"), ("planned", "cancelled")]


class Migration(migrations.Migration):
    dependencies = [
        ("mentors", "0003_plannedvisit"),
        ("coordination", "0002_guards"),
    ]
    operations = [known_edges("mentors_plannedvisit", EDGES)]
