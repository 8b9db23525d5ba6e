"""The database lets an outing end once."""

from django.db import migrations

from coordination.guards import known_edges


class Migration(migrations.Migration):
    dependencies = [("mentors", "0008_outing"), ("coordination", "0002_guards")]
    operations = [known_edges("mentors_outing", [("", "out"), ("out", "back")])]
