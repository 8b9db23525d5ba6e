"""The database refuses rewritten history and unknown steps."""

from django.db import migrations

from coordination.guards import FUNCTIONS, append_only


class Migration(migrations.Migration):
    dependencies = [("coordination", "0001_initial")]
    operations = [
        FUNCTIONS,
        append_only("coordination_event"),
        append_only("coordination_seal"),
        append_only("coordination_sealcheck"),
    ]
