"""A remark waits until somebody has read it; then its words are let out, or erased."""

import django_fsm
from django.db import migrations, models

from coordination.guards import known_edges

STATES = [
    ("held", "Waits to be read"),
    ("released", "Released"),
    ("dropped", "Erased"),
]
EDGES = [("", "held"), ("held", "released"), ("held", "dropped")]


def state_of(default):
    return django_fsm.FSMField(
        choices=STATES, default=default, max_length=20, protected=True
    )


class Migration(migrations.Migration):
    dependencies = [("feedback", "0007_guards_of_rounds_that_ask")]

    operations = [
        migrations.AddField("remark", "state", state_of("held")),
        migrations.AddField(
            "remark", "version", models.PositiveIntegerField(default=0, editable=False)
        ),
        migrations.AlterField("remark", "text", models.TextField(blank=True)),
        migrations.RunSQL(
            "UPDATE feedback_remark SET state = 'released'"
            " WHERE released_by_id IS NOT NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField("remark", "state", state_of("new")),
        migrations.AddConstraint(
            "remark",
            models.CheckConstraint(
                condition=models.Q(("released_by__isnull", True), ("state", "held"))
                | models.Q(("released_by__isnull", False), ("state", "released"))
                | models.Q(
                    ("released_by__isnull", True), ("state", "dropped"), ("text", "")
                ),
                name="remark_state_is_known",
            ),
        ),
        known_edges("feedback_remark", EDGES),
    ]
