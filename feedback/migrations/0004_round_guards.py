"""The database refuses unknown steps of a round."""

from django.db import migrations

from coordination.guards import known_edges

EDGES = [("", "closed")]


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_rounds")]
    operations = [known_edges("feedback_round", EDGES)]
