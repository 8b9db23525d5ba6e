"""The database refuses unknown steps of a counter."""

from django.db import migrations

from coordination.guards import known_edges

EDGES = [("", "open"), ("open", "closed")]


class Migration(migrations.Migration):
    dependencies = [("feedback", "0012_counters")]
    operations = [known_edges("feedback_counter", EDGES)]
